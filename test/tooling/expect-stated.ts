import { inspect } from 'node:util';
import { expect } from 'vitest';

/**
 * Compares a value with the text that a doc example states for it. A number is
 * compared to as many decimals as are stated.
 */
export function expectStated(actual: unknown, stated: string): void {
  const decimals = Math.max(
    ...[...stated.matchAll(/\.(\d+)/g)].map(([, part]) => part?.length ?? 0),
    0,
  );
  const rounded = roundNumbers(actual, decimals);
  const shown = typeof rounded === 'string' ? rounded : inspect(rounded, { breakLength: Infinity });
  expect(normalise(shown)).toBe(normalise(stated));
}

function roundNumbers(value: unknown, decimals: number): unknown {
  if (typeof value === 'number') return Number(value.toFixed(decimals));
  if (ArrayBuffer.isView(value)) return roundNumbers([...(value as Float64Array)], decimals);
  if (Array.isArray(value)) return value.map((entry) => roundNumbers(entry, decimals));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, roundNumbers(entry, decimals)]);
  return Object.fromEntries(entries);
}

// Spaces, quotes around a whole text and trailing zeros are a matter of taste.
function normalise(text: string): string {
  return text
    .replace(/^'(.*)'$/, '$1')
    .replaceAll(/(\d)_(?=\d)/g, '$1')
    .replaceAll(/(\.\d*?)0+(?!\d)/g, '$1')
    .replaceAll(/\.(?!\d)/g, '')
    .replaceAll(/\s+/g, '');
}
