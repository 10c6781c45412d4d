import { KerasFileError } from '../core/index.js';
import { isClassConfig, isJsonObject, type Json, type JsonObject, lookUp, shown } from './json.js';

/** Keras's names of classes where tfjs has others. */
const CLASSES: Readonly<Record<string, string>> = {
  LecunNormal: 'LeCunNormal',
  LecunUniform: 'LeCunUniform',
  IdentityInitializer: 'Identity',
  OrthogonalInitializer: 'Orthogonal',
};

/** Settings that tfjs's layers do not have: what they must be, as if they were not there. */
const ONLY: Readonly<Record<string, Json[]>> = {
  groups: [1, null],
  renorm: [false, null],
  synchronized: [false, null],
  rms_scaling: [false, null],
  ragged: [false, null],
  sparse: [false, null],
  time_major: [false, null],
  zero_output_for_mask: [false, null],
  quantization_config: [null],
  lora_rank: [null],
  tie_weights: [null, false],
  keepdims: [false, null],
  weights: [null],
};

const FLOATS = ['float32', 'int32', 'bool', 'string', 'complex64'];

/** What tfjs has no word for, or makes itself. */
const DROPPED = [
  'use_cudnn',
  'implementation',
  'batch_shape',
  'batch_input_shape',
  'optional',
  'autocast',
];

/**
 * Says a layer's config in tfjs's words.
 *
 * @param config - Keras 2's config: snake_case keys, plain values
 * @param layer - the layer's name, for errors
 * @returns tfjs's config: camelCase keys
 * @throws KerasFileError for settings that tfjs's layers do not have
 */
export function toTfjsConfig(config: JsonObject, layer: string): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(config)) {
    if (DROPPED.includes(key)) continue;
    checkOnly(key, value, layer);
    if (!Object.hasOwn(ONLY, key)) result[camelCase(key)] = tfjsValue(key, value, layer);
    if (key === 'padding' && value === 'causal') throw notSupported(layer, key, value, 'valid');
  }
  const batchShape = config['batch_shape'] ?? config['batch_input_shape'];
  if (batchShape !== undefined) result['batchInputShape'] = batchShape;
  return result;
}

/** A key in camelCase. */
export function camelCase(key: string): string {
  return key.replace(/_+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}

function tfjsValue(key: string, value: Json, layer: string): Json {
  if (key === 'name') return value;
  if (key === 'dtype') return dtype(value, layer);
  if (key.endsWith('activation') && typeof value === 'string') return camelCase(value);
  if (key.endsWith('initializer') && typeof value === 'string') return camelCase(value);
  if (key === 'data_format' || key === 'distribution' || (key === 'mode' && isFan(value))) {
    return typeof value === 'string' ? camelCase(value) : value;
  }
  if (key === 'axis' && Array.isArray(value) && value.length === 1) return value[0]!;
  if (isClassConfig(value)) return tfjsObject(value, layer);
  if (Array.isArray(value)) {
    return value.map((item) => (isClassConfig(item) ? tfjsObject(item, layer) : item));
  }
  return isJsonObject(value) ? toTfjsConfig(value, layer) : value;
}

/** A serialised initialiser, regulariser, constraint or wrapped layer. */
function tfjsObject(object: JsonObject, layer: string): JsonObject {
  const className = shown(object['class_name']);
  const config = toTfjsConfig(withoutMaskOutput(object['config'] as JsonObject), layer);
  if (className === 'L1' || className === 'L2') {
    return { className: 'L1L2', config: { l1: 0, l2: 0, ...config } };
  }
  // Keras 2 says "normal" where tfjs and Keras 3 mean the truncated one.
  if (config['distribution'] === 'truncatedNormal') config['distribution'] = 'normal';
  return { className: lookUp(CLASSES, className) ?? className, config };
}

// Bidirectional sets it for the layers inside, whose masked outputs it then merges.
function withoutMaskOutput(config: JsonObject): JsonObject {
  const entries = Object.entries(config).filter(([key]) => key !== 'zero_output_for_mask');
  return Object.fromEntries(entries);
}

function isFan(value: Json): boolean {
  return typeof value === 'string' && value.startsWith('fan_');
}

function dtype(value: Json, layer: string): Json {
  if (value === null || FLOATS.includes(shown(value))) return value;
  throw new KerasFileError(
    `The layer "${layer}" computes in ${JSON.stringify(value)}, expected float32. Set keras.config.set_dtype_policy("float32") and save the model again.`,
  );
}

function checkOnly(key: string, value: Json, layer: string): void {
  const allowed = lookUp(ONLY, key);
  if (!allowed || allowed.includes(value)) return;
  throw notSupported(layer, key, value, allowed[0]!);
}

function notSupported(layer: string, key: string, value: Json, expected: Json): KerasFileError {
  return new KerasFileError(
    `The layer "${layer}" has ${key}=${JSON.stringify(value)}, which is not supported; expected ${JSON.stringify(expected)}.`,
  );
}
