import type { tf } from '../engine/index.js';
import { augmentedCnn } from './augmented-cnn.js';
import { classFoldersCnn } from './class-folders-cnn.js';
import { classifyingModel } from './classifying-model.js';
import { cnn } from './cnn.js';
import { mlp } from './mlp.js';
import type { ModelOptions } from './model-options.js';
import { pixelTableCnn } from './pixel-table-cnn.js';
import { mobilenetTransfer, vgg16Transfer } from './transfer.js';

/** Every model family by its name in an experiment. */
const MODELS = {
  'class-folders-cnn': classFoldersCnn,
  'classifying-model': classifyingModel,
  cnn,
  mlp,
  'augmented-cnn': augmentedCnn,
  'pixel-table-cnn': pixelTableCnn,
  'vgg16-transfer': vgg16Transfer,
  'mobilenet-transfer': mobilenetTransfer,
} as const satisfies Record<string, (options: ModelOptions) => tf.LayersModel>;

/** Name of a model family. */
export type ModelName = keyof typeof MODELS;

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
