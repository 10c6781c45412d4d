import { KerasFileError } from '../core/index.js';
import { isJsonObject, type Json, type JsonObject } from './json.js';
import { ACTIVATIONS } from './layer-config.js';

const KERAS_ACTIVATIONS = inverse(ACTIVATIONS);
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
    if (!DROPPED.includes(key)) result[snakeCaseKey(key)] = kerasValue(key, value);
  }
  if (className === 'InputLayer') return inputLayer(config);
  if (className === 'LeakyReLU') {
    const { alpha, ...rest } = result;
    return { ...rest, negative_slope: alpha ?? 0.3 };
  }
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
const NOT_KERAS: Readonly<Record<string, string>> = { gelu_new: 'gelu', hardSigmoid: 'sigmoid' };

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
  return KERAS_ACTIVATIONS[name] ?? name;
}

function inverse(names: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([keras, tfjs]) => [tfjs, keras]));
}
