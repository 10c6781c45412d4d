import { isObject } from './is-object.js';
import { type MimeBundle, mimeBundle } from './mime-bundle.js';

const SHOWN_PER_AXIS = 6;
const SIGNIFICANT_DIGITS = 4;

/** As much of a tensor as is read. */
interface Tensor {
  readonly shape: number[];
  readonly dtype: string;
  readonly isDisposed: boolean;
  slice(begin: number[], size: number[]): Tensor;
  arraySync(): unknown;
  dispose(): void;
}

/**
 * A tensor as text: type, shape and its first values.
 *
 * @param value - anything
 * @returns the bundle, or undefined where the value is no tensor
 * @remarks Only the shown values are copied out of the engine.
 */
export function tensorBundle(value: unknown): MimeBundle | undefined {
  if (!isTensor(value)) return undefined;
  const heading = `Tensor ${value.dtype} [${value.shape.join(', ')}]`;
  if (value.isDisposed) return mimeBundle(`${heading}, disposed: its values are gone`);
  return mimeBundle(`${heading}\n${nestedText(firstValues(value), value.shape, 0)}`);
}

function isTensor(value: unknown): value is Tensor {
  return (
    isObject(value) &&
    Array.isArray(value['shape']) &&
    typeof value['dtype'] === 'string' &&
    typeof value['isDisposed'] === 'boolean' &&
    typeof value['arraySync'] === 'function'
  );
}

function firstValues(tensor: Tensor): unknown {
  if (tensor.shape.length === 0) return tensor.arraySync();
  const size = tensor.shape.map((length) => Math.min(length, SHOWN_PER_AXIS));
  const first = tensor.slice(
    size.map(() => 0),
    size,
  );
  const values = first.arraySync();
  first.dispose();
  return values;
}

function nestedText(values: unknown, shape: readonly number[], axis: number): string {
  if (!Array.isArray(values)) return valueText(values);
  const indent = ' '.repeat(axis + 1);
  const isInnermost = axis === shape.length - 1;
  const entries = values.map((entry) => nestedText(entry, shape, axis + 1));
  const more = shape[axis]! > SHOWN_PER_AXIS ? ['…'] : [];
  return `[${[...entries, ...more].join(isInnermost ? ', ' : `,\n${indent}`)}]`;
}

function valueText(value: unknown): string {
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
}
