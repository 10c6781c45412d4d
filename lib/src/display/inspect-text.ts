import { inspect } from 'node:util';

const MAX_CHARACTERS = 20_000;
const LINE_LENGTH = 100;
const LIMITS = { depth: 4, maxArrayLength: 100, maxStringLength: 10_000, breakLength: LINE_LENGTH };

/**
 * Any value as text, as Node's own console shows it, cut where it is deep or long.
 *
 * @param value - anything
 * @returns at most about 20,000 characters
 */
export function inspectText(value: unknown): string {
  const text = inspect(value, LIMITS);
  if (text.length <= MAX_CHARACTERS) return text;
  const more = (text.length - MAX_CHARACTERS).toLocaleString('en-US');
  return `${text.slice(0, MAX_CHARACTERS)}\n… ${more} more characters`;
}
