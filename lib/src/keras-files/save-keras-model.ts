import writeFileAtomic from 'write-file-atomic';
import { KerasFileError } from '../core/index.js';
import type { tf } from '../engine/index.js';
import { CLASS_NAMES, classNamesOf } from './class-names.js';
import { compileConfig } from './compile-config.js';
import { writeHdf5 } from './hdf5/index.js';
import { type JsonObject, toKerasJson } from './json.js';
import { packArchive } from './keras-archive.js';
import { type OnNotice, warn } from './keras-notice.js';
import { keras3Object } from './keras3-config.js';
import { modelConfig } from './model-config.js';
import { optimizerDatasets } from './optimizer-slots.js';
import { group, legacyWeightsOf, namedWeights, storedWeightsOf } from './weights-groups.js';

/** Version of Keras whose files are written. */
const KERAS_VERSION = '3.15.1';
/** A constant, so that the same model gives the same bytes. */
const DATE_SAVED = '1980-01-01@00:00:00';

const WRITER = [
  ['backend', 'tensorflow'],
  ['keras_version', KERAS_VERSION],
] as const;

/** How a model is saved. */
export interface SaveKerasModelOptions {
  /** Write optimizer, loss, metrics and the optimizer's state, if the model is compiled; default true. */
  readonly includeOptimizer?: boolean;
  /**
   * Labels of the classes in the order of the outputs, which Keras ignores and this library reads;
   * default: those of the file that the model was loaded from.
   */
  readonly classNames?: readonly string[] | undefined;
  /** Told of settings that Keras has no name for; default: a warning of the process. */
  readonly onNotice?: OnNotice;
}

/**
 * Saves a model as Keras does, without Python: `.h5`, which Keras 2 and 3 open, or `.keras` of
 * Keras 3. The file is written whole or not at all, and the same model gives the same bytes.
 *
 * @param model - Sequential or Functional, built
 * @param path - ends in `.h5`, `.hdf5` or `.keras`
 * @param options - whether to write the optimizer
 * @throws KerasFileError for another extension, or a layer or setting that Keras has not
 */
export async function saveKerasModel(
  model: tf.LayersModel,
  path: string,
  options: SaveKerasModelOptions = {},
): Promise<void> {
  const { includeOptimizer = true, onNotice = warn, classNames = classNamesOf(model) } = options;
  const extension = /\.(h5|hdf5|keras)$/.exec(path)?.[1];
  if (extension === undefined || path.endsWith('.weights.h5')) {
    throw new KerasFileError(`${path}: expected a name that ends in .h5 or .keras.`);
  }
  const isCompiled =
    includeOptimizer && (model.optimizer as tf.Optimizer | undefined) !== undefined;
  const compile = isCompiled ? compileConfig(model) : undefined;
  if (isCompiled && !compile) {
    onNotice(
      `${path} says nothing of how the model is compiled: Keras has no name for its optimizer, loss or metric.`,
    );
  } else if (compile && !optimizerDatasets(model)) {
    onNotice(`${path} holds the optimizer's settings without its state: it starts afresh.`);
  }
  const said = { compile, classNames };
  const bytes = extension === 'keras' ? await kerasBytes(model, said) : h5Bytes(model, said);
  await writeFileAtomic(path, bytes);
}

/**
 * Saves a model's weights only: as Keras 3 does where the name ends in `.weights.h5`, else as
 * Keras 2. The file is written whole or not at all.
 *
 * @param model - Sequential or Functional, built
 * @param path - ends in `.weights.h5`, `.h5` or `.hdf5`
 * @throws KerasFileError for another extension
 */
export async function saveKerasWeights(model: tf.LayersModel, path: string): Promise<void> {
  if (!/\.(h5|hdf5)$/.test(path)) {
    throw new KerasFileError(`${path}: expected a name that ends in .weights.h5 or .h5.`);
  }
  const weights = path.endsWith('.weights.h5')
    ? storedWeightsOf(model)
    : legacyWeightsOf(model, WRITER);
  await writeFileAtomic(path, writeHdf5(weights));
}

/** What a file says beside architecture and weights. */
interface Said {
  readonly compile: JsonObject | undefined;
  readonly classNames: readonly string[] | undefined;
}

function h5Bytes(model: tf.LayersModel, { compile, classNames }: Said): Buffer {
  const attributes: [string, string][] = [['model_config', JSON.stringify(modelConfig(model))]];
  if (classNames) attributes.push([CLASS_NAMES, JSON.stringify(classNames)]);
  const weights = ['model_weights', legacyWeightsOf(model, WRITER)] as const;
  if (!compile) return writeHdf5(group([...WRITER, ...attributes], [weights]));
  const { optimizer, ...settings } = compile;
  const training = { ...settings, optimizer_config: optimizer! };
  attributes.push(['training_config', toKerasJson(training)]);
  const slots = (optimizerDatasets(model) ?? []).map(
    ([name, dataset]) => [`optimizer/${name}`, dataset] as const,
  );
  const state = ['optimizer_weights', namedWeights(slots)] as const;
  return writeHdf5(group([...WRITER, ...attributes], [weights, state]));
}

async function kerasBytes(model: tf.LayersModel, { compile, classNames }: Said): Promise<Buffer> {
  const config = keras3Object(modelConfig(model, 3));
  if (compile) {
    const optimizer = keras3Object(compile['optimizer'] as JsonObject, 'keras.optimizers');
    config['compile_config'] = { ...compile, optimizer };
  }
  const slots = compile ? optimizerDatasets(model) : [];
  return packArchive({
    config: toKerasJson(config),
    metadata: JSON.stringify({
      keras_version: KERAS_VERSION,
      date_saved: DATE_SAVED,
      ...(classNames ? { [CLASS_NAMES]: classNames } : {}),
    }),
    weights: writeHdf5(storedWeightsOf(model, slots)),
  });
}
