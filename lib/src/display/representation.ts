import { figureBundle } from './figure-bundle.js';
import { imageBundle } from './image-bundle.js';
import { inspectText } from './inspect-text.js';
import { type MimeBundle, mimeBundle } from './mime-bundle.js';
import { modelBundle } from './model-bundle.js';
import { ownBundle } from './own-bundle.js';
import { tableBundle } from './table-bundle.js';
import { tensorBundle } from './tensor-bundle.js';

const KINDS = [ownBundle, figureBundle, tensorBundle, modelBundle, imageBundle, tableBundle];

/**
 * Represents a value as a notebook shows it: tables as HTML, Plotly figures live and as SVG, images
 * as images, tensors and models as text, and all else as Node's console shows it.
 *
 * @param value - anything; an object with a method `Symbol.for('Jupyter.display')` represents itself
 * @returns the value in one or more MIME types, `text/plain` always among them
 * @remarks Never rejects: where a value cannot be read, the text says why.
 * @example
 * ```ts
 * const { data } = await representation([{ dx: 'mel', count: 1113 }]);
 * Object.keys(data); // => ['text/html', 'text/plain']
 * ```
 */
export async function representation(value: unknown): Promise<MimeBundle> {
  return await represent(value);
}

/**
 * As {@link representation}, at once where that can be.
 *
 * @param value - anything
 * @returns the bundle, or a promise for it where a picture must be drawn
 */
export function represent(value: unknown): MimeBundle | Promise<MimeBundle> {
  try {
    const bundle = firstBundle(value);
    if (!(bundle instanceof Promise)) return bundle;
    return bundle.catch((error: unknown) => unreadable(value, error));
  } catch (error) {
    return unreadable(value, error);
  }
}

function firstBundle(value: unknown): MimeBundle | Promise<MimeBundle> {
  for (const bundleOf of KINDS) {
    const bundle = bundleOf(value);
    if (bundle) return bundle;
  }
  return mimeBundle(inspectText(value));
}

function unreadable(value: unknown, error: unknown): MimeBundle {
  const why = error instanceof Error ? error.message : String(error);
  return mimeBundle(`${safeText(value)}\n(cannot be shown otherwise: ${why})`);
}

function safeText(value: unknown): string {
  try {
    return inspectText(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
