import { KerasFileError } from '../core/index.js';
import type { tf } from '../engine/index.js';
import { buildModel } from './build-model.js';
import { loadWeights } from './load-weights.js';
import { readModelSpec } from './model-spec.js';
import { readKerasFile } from './read-model-file.js';

/**
 * Loads a model that Keras saved, without Python: `.h5` of Keras 1, 2 and 3.
 *
 * @param source - path, or the file's bytes
 * @returns the model; the caller disposes it
 * @throws KerasFileError naming file and layer: unknown layers, custom objects, Lambdas, damaged files
 */
export async function loadKerasModel(source: string | Uint8Array): Promise<tf.LayersModel> {
  return inFile(source, async () => {
    const file = await readKerasFile(source);
    if (file.modelConfig === undefined) {
      throw new KerasFileError(
        'holds weights only, and no model. Make the model and give it the weights with loadKerasWeights.',
      );
    }
    const model = buildModel(readModelSpec(file.modelConfig));
    try {
      loadWeights(model, file.weights);
    } catch (error) {
      model.dispose();
      throw error;
    }
    return model;
  });
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

async function inFile<T>(source: string | Uint8Array, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof KerasFileError)) throw error;
    const file = typeof source === 'string' ? source : 'The file';
    throw new KerasFileError(`${file}: ${error.message}`, { cause: error });
  }
}
