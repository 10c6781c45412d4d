import { KerasFileError } from '../core/index.js';
import type { tf } from '../engine/index.js';
import { buildModel } from './build-model.js';
import { rememberClassNames } from './class-names.js';
import { hasOptimizer, readCompileConfig } from './compile-config.js';
import { isDataset } from './hdf5/index.js';
import { inFile } from './in-file.js';
import { type OnNotice, warn } from './keras-notice.js';
import { renameHardSigmoid } from './keras2-hard-sigmoid.js';
import { readNamedWeights } from './legacy-weights-group.js';
import { loadWeights, storedVariables } from './load-weights.js';
import { readModelSpec } from './model-spec.js';
import { restoreOptimizer } from './optimizer-slots.js';
import { type KerasFile, readKerasFile } from './read-model-file.js';
import { restoreSeeds } from './seeds.js';

/** How a model is loaded. */
export interface LoadKerasModelOptions {
  /** Compile it as the file says, with the optimizer's state; default true. */
  readonly compile?: boolean;
  /** Told of settings in the file that are not known here; default: a warning of the process. */
  readonly onNotice?: OnNotice;
}

/**
 * Loads a model that Keras saved, without Python: `.h5` of Keras 1, 2 and 3, and `.keras`.
 *
 * @param source - path, or the file's bytes
 * @param options - whether to compile it, and who is told what could not be
 * @returns the model; the caller disposes it
 * @throws KerasFileError naming file and layer: unknown layers, custom objects, Lambdas, damaged files
 */
export async function loadKerasModel(
  source: string | Uint8Array,
  options: LoadKerasModelOptions = {},
): Promise<tf.LayersModel> {
  return inFile(source, async () => modelOf(await readKerasFile(source), options));
}

/** The model of a file that has been read. */
export function modelOf(
  file: KerasFile,
  { compile = true, onNotice = warn }: LoadKerasModelOptions = {},
): tf.LayersModel {
  if (file.modelConfig === undefined) {
    throw new KerasFileError(
      'holds weights only, and no model. Make the model and give it the weights with loadKerasWeights.',
    );
  }
  const isKeras3 = file.kerasVersion?.startsWith('3') === true;
  const config = isKeras3 ? file.modelConfig : renameHardSigmoid(file.modelConfig);
  const model = buildModel(readModelSpec(config));
  try {
    loadWeights(model, file.weights);
    restoreSeeds(model, file.weights);
    if (compile) compileAsIn(file, model, onNotice);
    if (file.classNames) rememberClassNames(model, file.classNames);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}

function compileAsIn(file: KerasFile, model: tf.LayersModel, onNotice: OnNotice): void {
  if (file.compileConfig === undefined || !hasOptimizer(file.compileConfig)) return;
  const settings = readCompileConfig(file.compileConfig, model.outputs.length);
  if (typeof settings === 'string') {
    onNotice(`The model is not compiled: ${settings}. To train it, call model.compile.`);
    return;
  }
  const { optimizer, loss, metrics, notices } = settings;
  notices.forEach(onNotice);
  model.compile({ optimizer, loss, metrics });
  const group = file.weights.members.get('optimizer_weights');
  const state =
    file.format === 'h5' && group && !isDataset(group)
      ? readNamedWeights(group)
      : storedVariables(file.weights, 'optimizer');
  if (!restoreOptimizer(model, state)) {
    onNotice("The optimizer's state does not fit the model's weights: it starts afresh.");
  }
}

/** How weights are loaded. */
export interface LoadKerasWeightsOptions {
  /**
   * Layers of the file that the model lacks are left out, such as the classifier of a whole network
   * for one without; default false. The model's own layers must all be there by name.
   */
  readonly ignoreOthers?: boolean;
}

/**
 * Gives a model the weights of a file of Keras: a whole model or weights only, of any version.
 * Layers and weights are matched by name where all names agree, else by order.
 *
 * @param model - of the same architecture
 * @param source - path, or the file's bytes
 * @param options - whether the file may have more layers
 * @throws KerasFileError naming the layer and both shapes where they do not fit
 */
export async function loadKerasWeights(
  model: tf.LayersModel,
  source: string | Uint8Array,
  options: LoadKerasWeightsOptions = {},
): Promise<void> {
  await inFile(source, async () => {
    loadWeights(model, (await readKerasFile(source)).weights, options.ignoreOthers);
  });
}
