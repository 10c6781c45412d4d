/** An object of which nothing is known. */
export type UnknownObject = Readonly<Record<string | symbol, unknown>>;

/**
 * Whether a value is an object, so that its fields may be asked for.
 *
 * @param value - anything
 * @returns true for objects, arrays included, and false for functions and null
 */
export function isObject(value: unknown): value is UnknownObject {
  return typeof value === 'object' && value !== null;
}

/**
 * Whether a value is an object literal, from whichever realm.
 *
 * @param value - anything
 * @returns false for instances of classes
 */
export function isPlainObject(value: unknown): value is UnknownObject {
  if (!isObject(value) || Object.prototype.toString.call(value) !== '[object Object]') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
