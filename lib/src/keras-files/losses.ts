import { isClassConfig, isJsonObject, type Json, lookUp } from './json.js';
import { camelCase } from './layer-config.js';
import { snakeCase } from './layer-weights.js';
import { snakeCaseKey } from './to-keras-config.js';

/** tfjs's names of losses: one, or one for each output by order or name. */
export type LossNames = string | string[] | Record<string, string>;

/** tfjs's names, by Keras's; those that differ in more than spelling. */
const ALIASES: Readonly<Record<string, string>> = {
  mse: 'meanSquaredError',
  mae: 'meanAbsoluteError',
  mape: 'meanAbsolutePercentageError',
  msle: 'meanSquaredLogarithmicError',
  klDivergence: 'kullbackLeiblerDivergence',
  kld: 'kullbackLeiblerDivergence',
  logCosh: 'logcosh',
  cosineSimilarity: 'cosineProximity',
  acc: 'accuracy',
};

const LOSSES = [
  'meanSquaredError',
  'meanAbsoluteError',
  'meanAbsolutePercentageError',
  'meanSquaredLogarithmicError',
  'squaredHinge',
  'hinge',
  'categoricalHinge',
  'logcosh',
  'categoricalCrossentropy',
  'sparseCategoricalCrossentropy',
  'binaryCrossentropy',
  'kullbackLeiblerDivergence',
  'poisson',
  'cosineProximity',
];

/** tfjs's metrics, by what their losses are called; those that it has, and computes as Keras does. */
const METRICS: Readonly<Record<string, string>> = {
  meanSquaredError: 'mse',
  meanAbsoluteError: 'mae',
  meanAbsolutePercentageError: 'mape',
  categoricalCrossentropy: 'categoricalCrossentropy',
  sparseCategoricalCrossentropy: 'sparseCategoricalCrossentropy',
  accuracy: 'accuracy',
  binaryAccuracy: 'binaryAccuracy',
  categoricalAccuracy: 'categoricalAccuracy',
};

/** Settings of losses and metrics that tfjs's do not have, and what they are when not used. */
const UNUSED: Readonly<Record<string, Json[]>> = {
  from_logits: [false],
  label_smoothing: [0],
  class_weights: [null],
  ignore_class: [null],
  top_k: [null],
  class_id: [null],
};

/**
 * Keras's loss in tfjs's words.
 *
 * @param loss - a name, a serialised loss, or several of them by order or name
 * @param outputs - how many outputs the model has
 * @returns tfjs's names; undefined where there is none for it
 */
export function lossFromKeras(loss: Json, outputs: number): LossNames | undefined {
  if (Array.isArray(loss)) {
    const names = loss.map((one) => nameOf(one, LOSSES));
    if (names.some((name) => name === undefined)) return undefined;
    return outputs === 1 ? names[0] : (names as string[]);
  }
  if (isJsonObject(loss) && !isClassConfig(loss)) {
    const names = Object.entries(loss).map(([output, one]) => [output, nameOf(one, LOSSES)]);
    if (names.some(([, name]) => name === undefined)) return undefined;
    return outputs === 1 ? names[0]?.[1] : (Object.fromEntries(names) as Record<string, string>);
  }
  return nameOf(loss, LOSSES);
}

/**
 * Keras's metrics in tfjs's words.
 *
 * @param metrics - as the file has them, in lists of lists or by output
 * @returns tfjs's names, and Keras's of those that tfjs has not
 */
export function metricsFromKeras(metrics: Json): { known: string[]; unknown: string[] } {
  const [known, unknown]: [Set<string>, Set<string>] = [new Set(), new Set()];
  for (const metric of flattened(metrics)) {
    const name = nameOf(metric, Object.keys(METRICS));
    if (name === undefined) unknown.add(keyOf(metric));
    else known.add(METRICS[name]!);
  }
  return { known: [...known], unknown: [...unknown] };
}

/** tfjs's name of a loss or metric in Keras's words. */
export function toKerasName(name: string): string {
  if (name === 'cosineProximity') return 'cosine_similarity';
  if (name === 'kullbackLeiblerDivergence') return 'kl_divergence';
  return name === 'logcosh' ? 'log_cosh' : snakeCaseKey(name);
}

function flattened(value: Json): Json[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap(flattened);
  return isJsonObject(value) && !isClassConfig(value)
    ? Object.values(value).flatMap(flattened)
    : [value];
}

function nameOf(value: Json, known: readonly string[]): string | undefined {
  const isPlain =
    !isClassConfig(value) ||
    Object.entries(UNUSED).every(
      ([key, values]) => !(key in value.config) || values.includes(value.config[key]!),
    );
  const name = camelCase(keyOf(value));
  const found = lookUp(ALIASES, name) ?? name;
  return isPlain && known.includes(found) ? found : undefined;
}

// A wrapped function's own name stands in `fn`.
function keyOf(value: Json): string {
  if (!isClassConfig(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const { fn, name } = value.config;
  if (typeof fn === 'string') return fn;
  const isWrapper = value.class_name.endsWith('Wrapper');
  return isWrapper && typeof name === 'string' ? name : snakeCase(value.class_name);
}
