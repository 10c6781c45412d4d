import { types } from 'node:util';
import type { Figure } from '../charts/index.js';
import { isPlainObject } from './is-object.js';

/**
 * Recognises Plotly figures and makes them plain: typed arrays become lists, functions go, NaN and
 * infinite numbers become null.
 *
 * @param value - anything
 * @returns a copy that is JSON, or undefined where the value is no figure
 */
export function plainFigure(value: unknown): Figure | undefined {
  if (!isPlainObject(value)) return undefined;
  const { data, layout = {} } = value;
  if (!Array.isArray(data) || !isPlainObject(layout) || !data.every(isPlainObject))
    return undefined;
  if (!('layout' in value) && !data.some(isTrace)) return undefined;
  return JSON.parse(JSON.stringify({ data, layout }, listFromTyped)) as Figure;
}

function isTrace(trace: Readonly<Record<string, unknown>>): boolean {
  return ['type', 'x', 'y', 'z'].some((field) => field in trace);
}

function listFromTyped(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return types.isTypedArray(value) ? Array.from<unknown>(value) : value;
}
