import { KerasFileError } from '../core/index.js';
import { isJsonObject, type Json, type JsonObject, shown } from './json.js';

const WRAPPING = ['module', 'registered_name'];
const KERAS_MODULES =
  /^(keras|tf_keras|tensorflow\.keras|tensorflow\.python\.keras|builtins)(\.|$)/;

/**
 * Takes off what Keras 3 wraps around values, so that every dialect reads alike: a policy becomes
 * its dtype, a function its name, an array of numbers itself, and a class loses its module.
 *
 * @param value - any part of a model's or optimizer's config
 * @returns the same part, plain
 * @throws KerasFileError for classes and functions that are not Keras's
 */
export function plainConfig(value: Json): Json {
  if (Array.isArray(value)) return value.map(plainConfig);
  if (!isJsonObject(value)) return value;
  const className = value['class_name'];
  if (className === '__tuple__') return plainConfig(value['items'] ?? []);
  if (typeof className !== 'string' || !('config' in value)) return plainObject(value);
  checkIsKeras(value, className);
  const { config } = value;
  if (className === 'function' && typeof config === 'string') return config;
  if (className === '__tensor__' || className === '__numpy__')
    return (config as JsonObject)['value']!;
  if (className.endsWith('Policy') && isJsonObject(config)) return config['name'] ?? 'float32';
  if (className === 'SeedGenerator') return (config as JsonObject)['seed'] ?? null;
  const rest = Object.entries(value).filter(([key]) => !WRAPPING.includes(key));
  return { ...plainObject(Object.fromEntries(rest)), config: plainConfig(config ?? null) };
}

/** The same for an object's entries. */
function plainObject(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, plainConfig(value)]),
  );
}

function checkIsKeras({ module, registered_name: registered }: JsonObject, name: string): void {
  const isForeign = typeof module === 'string' && !KERAS_MODULES.test(module);
  const isCustom = typeof registered === 'string' && registered.includes('>');
  if (!isForeign && !isCustom) return;
  const full = isCustom ? registered : `${shown(module)}.${name}`;
  throw new KerasFileError(
    `The model has the custom object "${full}", which is Python code outside of Keras. Save a model of Keras's own layers and functions.`,
  );
}
