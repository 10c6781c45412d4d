import { isClassConfig, isJsonObject, type Json, type JsonObject } from './json.js';

const MODULES: Readonly<Record<string, string>> = {
  initializer: 'keras.initializers',
  regularizer: 'keras.regularizers',
  constraint: 'keras.constraints',
};

const MODELS: Readonly<Record<string, string>> = {
  Sequential: 'keras',
  Functional: 'keras.src.models.functional',
};

/**
 * Says a config in the words of Keras 3's `.keras` files, where each object names its module.
 *
 * @param object - a model, layer or optimizer in the words of Keras 2
 * @param module - its module, unless it is a model
 */
export function keras3Object(object: JsonObject, module = 'keras.layers'): JsonObject {
  const className = object['class_name'] as string;
  const config = object['config'] as JsonObject;
  return {
    ...object,
    module: MODELS[className] ?? module,
    config: className === 'InputLayer' ? inputConfig(config) : keras3Config(config),
    registered_name: className === 'Functional' ? 'Functional' : null,
  };
}

function inputConfig({ batch_input_shape: shape, ...rest }: JsonObject): JsonObject {
  return { batch_shape: shape!, ...rest };
}

function keras3Config(config: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, keras3Value(key, value)]),
  );
}

function keras3Value(key: string, value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => keras3Value(key, item));
  if (!isJsonObject(value)) return value;
  if (!isClassConfig(value)) return keras3Config(value);
  return keras3Object(value, MODULES[key.split('_').at(-1)!] ?? 'keras.layers');
}
