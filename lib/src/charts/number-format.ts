import type { Interval } from '../metrics/index.js';

/** What stands where a metric is undefined: a word, so that nobody reads it as 0. */
const UNDEFINED = 'undefined';

/**
 * A fraction as a percentage, e.g. `72.7 %`.
 *
 * @param fraction - value in [0, 1]; NaN where a metric is undefined
 * @param digits - decimals, at least 0
 * @returns the text, with a no-break space before the sign
 * @example
 * formatPercent(0.7271); // '72.7 %'
 */
export function formatPercent(fraction: number, digits = 1): string {
  return isNumber(fraction) ? `${(100 * fraction).toFixed(digits)}\u00a0%` : UNDEFINED;
}

/**
 * A score with fixed decimals, e.g. `0.553`.
 *
 * @param value - any number; NaN where a metric is undefined
 * @param digits - decimals, at least 0
 * @returns the text
 * @example
 * formatScore(0.5534); // '0.553'
 */
export function formatScore(value: number, digits = 3): string {
  return isNumber(value) ? value.toFixed(digits) : UNDEFINED;
}

/**
 * A count with thousands separated, e.g. `10,015`.
 *
 * @param count - whole number
 * @returns the text
 * @example
 * formatCount(10_015); // '10,015'
 */
export function formatCount(count: number): string {
  return isNumber(count) ? count.toLocaleString('en-US') : UNDEFINED;
}

/**
 * Both ends of an interval of fractions as percentages, e.g. `69.4–76.0 %`.
 *
 * @param low - lower end, in [0, 1]; NaN where a metric is undefined
 * @param high - upper end, in [0, 1]
 * @returns the text
 * @example
 * formatPercentInterval(0.694, 0.76); // '69.4–76.0 %'
 */
export function formatPercentInterval(low: number, high: number): string {
  if (!isNumber(low) || !isNumber(high)) return UNDEFINED;
  return `${(100 * low).toFixed(1)}–${formatPercent(high)}`;
}

/**
 * Both ends of an interval of scores, e.g. `0.377–0.445`.
 *
 * @param low - lower end; NaN where a metric is undefined
 * @param high - upper end
 * @returns the text
 * @example
 * formatScoreInterval(0.377, 0.445); // '0.377–0.445'
 */
export function formatScoreInterval(low: number, high: number): string {
  if (!isNumber(low) || !isNumber(high)) return UNDEFINED;
  return `${formatScore(low)}–${formatScore(high)}`;
}

/**
 * A score with its interval, e.g. `0.75 (0.50–1.00)`.
 *
 * @param interval - the score and the ends of its interval; NaN where they are undefined
 * @param digits - decimals, at least 0
 * @returns the text; the score alone where it has no interval
 * @example
 * formatScoreWithInterval({ value: 0.75, low: 0.5, high: 1 }); // '0.75 (0.50–1.00)'
 */
export function formatScoreWithInterval({ value, low, high }: Interval, digits = 2): string {
  const score = formatScore(value, digits);
  if (!isNumber(value) || !isNumber(low) || !isNumber(high)) return score;
  return `${score} (${formatScore(low, digits)}–${formatScore(high, digits)})`;
}

// JSON has no NaN and gives back null, whatever the type says.
function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
