import { types } from 'node:util';
import { inspectText } from './inspect-text.js';
import { isObject } from './is-object.js';
import { type MimeBundle, mimeBundle } from './mime-bundle.js';

/** Name of the method by which an object represents itself, as in Deno's notebooks. */
export const JUPYTER_DISPLAY: unique symbol = Symbol.for('Jupyter.display') as never;

/** An object that says itself how a notebook shows it. */
export interface Displayable {
  /**
   * Represents the object.
   *
   * @returns content by MIME type
   */
  [JUPYTER_DISPLAY]():
    | Readonly<Record<string, unknown>>
    | Promise<Readonly<Record<string, unknown>>>;
}

/**
 * The representation that an object brings along.
 *
 * @param value - anything
 * @returns the bundle, its plain text added where it is missing; undefined without such a method
 */
export function ownBundle(value: unknown): Promise<MimeBundle> | MimeBundle | undefined {
  if (!isDisplayable(value)) return undefined;
  const data = value[JUPYTER_DISPLAY]();
  return types.isPromise(data)
    ? Promise.resolve(data).then((late) => complete(value, late))
    : complete(value, data);
}

function isDisplayable(value: unknown): value is Displayable {
  const mayHave = isObject(value) || typeof value === 'function';
  return mayHave && typeof (value as Partial<Displayable>)[JUPYTER_DISPLAY] === 'function';
}

function complete(value: unknown, data: Readonly<Record<string, unknown>>): MimeBundle {
  const text = data['text/plain'];
  return mimeBundle(typeof text === 'string' ? text : inspectText(value), data);
}
