import type { tf } from '../engine/index.js';
import { augmentedCnn } from './augmented-cnn.js';
import { classFoldersCnn } from './class-folders-cnn.js';
import { classifyingModel } from './classifying-model.js';
import { cnn } from './cnn.js';
import { mlp } from './mlp.js';
import type { ModelOptions } from './model-options.js';
import { pixelTableCnn } from './pixel-table-cnn.js';
import { mobilenetTransfer, vgg16Transfer } from './transfer.js';

/** Name of a model family. */
export type ModelName =
  | 'augmented-cnn'
  | 'class-folders-cnn'
  | 'classifying-model'
  | 'cnn'
  | 'mlp'
  | 'mobilenet-transfer'
  | 'pixel-table-cnn'
  | 'vgg16-transfer';

const MODELS: Readonly<Record<ModelName, (options: ModelOptions) => tf.LayersModel>> = {
  'augmented-cnn': augmentedCnn,
  'class-folders-cnn': classFoldersCnn,
  'classifying-model': classifyingModel,
  cnn,
  mlp,
  'mobilenet-transfer': mobilenetTransfer,
  'pixel-table-cnn': pixelTableCnn,
  'vgg16-transfer': vgg16Transfer,
};

/**
 * Builds a model by its family's name.
 *
 * @param name - as an experiment has it
 * @param options - input shape, classes and seed
 * @returns the model with its initial weights, not compiled; the caller disposes it
 */
export function buildModel(name: ModelName, options: ModelOptions): tf.LayersModel {
  return MODELS[name](options);
}
