import writeFileAtomic from 'write-file-atomic';
import { KerasFileError } from '../core/index.js';
import type { tf } from '../engine/index.js';
import { type Hdf5Group, writeHdf5 } from './hdf5/index.js';
import { modelConfig } from './model-config.js';
import { group, legacyWeightsOf } from './weights-groups.js';

/** Version of Keras whose files are written. */
const KERAS_VERSION = '3.15.1';

/**
 * Saves a model as Keras does, without Python: `.h5`, which Keras 2 and 3 open. The file is
 * written whole or not at all, and the same model gives the same bytes.
 *
 * @param model - Sequential or Functional, built
 * @param path - ends in `.h5` or `.hdf5`
 * @throws KerasFileError for another extension, or a layer that Keras has not
 */
export async function saveKerasModel(model: tf.LayersModel, path: string): Promise<void> {
  if (!/\.(h5|hdf5)$/.test(path)) {
    throw new KerasFileError(`${path}: expected a name that ends in .h5 or .keras.`);
  }
  await writeFileAtomic(path, writeHdf5(h5Model(model)));
}

/**
 * Saves a model's weights only, as Keras 2 does.
 *
 * @param model - Sequential or Functional, built
 * @param path - ends in `.h5`
 */
export async function saveKerasWeights(model: tf.LayersModel, path: string): Promise<void> {
  await writeFileAtomic(path, writeHdf5(legacyWeightsOf(model, WRITER)));
}

const WRITER = [
  ['backend', 'tensorflow'],
  ['keras_version', KERAS_VERSION],
] as const;

function h5Model(model: tf.LayersModel): Hdf5Group {
  const config = JSON.stringify(modelConfig(model));
  return group(
    [...WRITER, ['model_config', config]],
    [['model_weights', legacyWeightsOf(model, WRITER)]],
  );
}
