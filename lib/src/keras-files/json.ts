/** A value as JSON has it. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** An object as JSON has it. */
export interface JsonObject {
  [key: string]: Json;
}

/** Whether a value is an object, and neither null nor an array. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as it stands in an error: text as it is, all else as JSON, cut short. */
export function shown(value: Json | undefined): string {
  return (typeof value === 'string' ? value : JSON.stringify(value ?? null)).slice(0, 80);
}

/** An entry of a table by a key from a file, which must not find what every object has. */
export function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** A serialised Keras object: a class and how it was made. */
export interface ClassConfig extends JsonObject {
  /** Keras's class. */
  class_name: string;
  /** How it was made. */
  config: JsonObject;
}

/** Whether a value is a serialised Keras object. */
export function isClassConfig(value: Json | undefined): value is ClassConfig {
  return (
    isJsonObject(value) && typeof value['class_name'] === 'string' && isJsonObject(value['config'])
  );
}

/**
 * The text of a config in which Python reads what Keras wants as floats as such: 1.0 and not 1.
 *
 * @param value - a config in Keras's words
 * @returns JSON
 */
export function toKerasJson(value: Json): string {
  // Within a text a quotation mark would follow a backslash.
  const wholeNumbers = /"(learning_rate|momentum)":(\d+)(?=[,}])/g;
  return JSON.stringify(value).replaceAll(wholeNumbers, '"$1":$2.0');
}
