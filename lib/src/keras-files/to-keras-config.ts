import { KerasFileError } from '../core/index.js';
import { isClassConfig, isJsonObject, type Json, type JsonObject } from './json.js';
import { KERAS_2_HARD_SIGMOID } from './keras2-hard-sigmoid.js';
import { keras3Object } from './keras3-config.js';

const KERAS_CLASSES: Readonly<Record<string, string>> = {
  LeCunNormal: 'LecunNormal',
  LeCunUniform: 'LecunUniform',
  Model: 'Functional',
  LayersModel: 'Functional',
};

/** What tfjs writes and Keras does not know. */
const DROPPED = ['batchInputShape', 'implementation', 'dtype', 'numConstants', 'inputDType'];
const CAMEL_CASE_VALUES = ['dataFormat', 'distribution', 'mode'];

/** What Keras's default is not and tfjs's layers do: said, lest Keras do otherwise. */
const SAID: Readonly<Record<string, JsonObject>> = {
  GRU: { reset_after: false },
  GRUCell: { reset_after: false },
};

/** All that Keras's class takes, where tfjs says more. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  RNN: 'name trainable cell return_sequences return_state go_backwards stateful unroll'.split(' '),
  SpatialDropout1D: ['name', 'rate', 'seed'],
};

/** Keys of layers inside a layer, which Keras 3 finds by their module in `.h5` files, too. */
const INNER_LAYERS = ['layer', 'cell', 'cells'];

/** Keras's name of a tfjs class. */
export function kerasClass(className: string): string {
  return KERAS_CLASSES[className] ?? className;
}

/**
 * Says a layer's config in Keras's words, which versions 2 and 3 read alike.
 *
 * @param className - Keras's class
 * @param config - tfjs's config: camelCase keys
 * @returns Keras's config: snake_case keys
 * @throws KerasFileError for an activation that Keras has not
 */
export function toKerasConfig(className: string, config: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(config)) {
    if (DROPPED.includes(key)) continue;
    const said = kerasValue(key, value);
    result[snakeCaseKey(key)] = INNER_LAYERS.includes(key) ? withModules(said) : said;
  }
  if (className === 'InputLayer') return inputLayer(config);
  if (className === 'LeakyReLU') {
    const { alpha, ...rest } = result;
    return { ...rest, negative_slope: alpha ?? 0.3 };
  }
  const kept = KEPT[className];
  if (kept) return Object.fromEntries(Object.entries(result).filter(([key]) => kept.includes(key)));
  return { ...result, ...SAID[className] };
}

function inputLayer({ name, batchInputShape, dtype }: JsonObject): JsonObject {
  return {
    batch_input_shape: batchInputShape!,
    dtype: dtype ?? 'float32',
    sparse: false,
    name: name!,
  };
}

/** Activations that Keras 3 computes otherwise under the same name, or not at all; what to use. */
const NOT_KERAS: Readonly<Record<string, string>> = {
  gelu_new: 'gelu',
  [KERAS_2_HARD_SIGMOID]: 'sigmoid',
};

/** A key in snake_case. */
export function snakeCaseKey(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function kerasValue(key: string, value: Json): Json {
  if (key === 'name') return value;
  if (/activation$/i.test(key) && typeof value === 'string') return kerasActivation(value);
  if (CAMEL_CASE_VALUES.includes(key) && typeof value === 'string') return snakeCaseKey(value);
  if (Array.isArray(value)) return value.map((item) => kerasValue('', item));
  if (!isJsonObject(value)) return value;
  if (typeof value['className'] === 'string' && isJsonObject(value['config'])) {
    return kerasObject(value['className'], value['config']);
  }
  return toKerasConfig('', value);
}

function withModules(value: Json): Json {
  if (Array.isArray(value)) return value.map(withModules);
  return isClassConfig(value) ? keras3Object(value) : value;
}

function kerasObject(tfjsClass: string, config: JsonObject): JsonObject {
  const className = kerasClass(tfjsClass);
  const kerasConfig = toKerasConfig(className, config);
  // tfjs's "normal" is what Keras calls the truncated one.
  if (className === 'VarianceScaling' && kerasConfig['distribution'] === 'normal') {
    kerasConfig['distribution'] = 'truncated_normal';
  }
  return { class_name: className, config: kerasConfig };
}

function kerasActivation(name: string): string {
  const instead = NOT_KERAS[name];
  if (instead !== undefined) {
    throw new KerasFileError(
      `Keras 3 has no activation that computes tfjs's "${name}". Use "${instead}" and train again.`,
    );
  }
  return snakeCaseKey(name);
}
