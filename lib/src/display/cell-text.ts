import { inspect } from 'node:util';

const MAX_CHARACTERS = 80;
const SIGNIFICANT_DIGITS = 6;
const CONTROL = /\p{Cc}+/gu;

/**
 * What stands in a table's cell, on one line.
 *
 * @param value - the cell; null and undefined are missing and leave it empty, NaN is written out
 * @returns at most 80 characters; numbers to 6 significant digits
 */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = wholeText(value).replace(CONTROL, ' ');
  const characters = Array.from(text);
  if (characters.length <= MAX_CHARACTERS) return text;
  return `${characters.slice(0, MAX_CHARACTERS - 1).join('')}…`;
}

function wholeText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  return inspect(value, { depth: 1, maxArrayLength: 10, breakLength: Infinity });
}

function numberText(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(SIGNIFICANT_DIGITS)));
}
