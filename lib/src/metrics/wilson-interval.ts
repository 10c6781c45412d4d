import { ArgumentError } from '../core/index.js';
import { checkConfidence } from './confidence.js';
import type { Interval } from './interval.js';
import { normalQuantile } from './normal-quantile.js';

/**
 * The interval of a fraction by Wilson's score method: right also for few rows
 * and for fractions near 0 and 1. It takes rows as independent: where lesions
 * have several images, `bootstrapInterval` by lesion is the honest one.
 *
 * @param successes - rows that count, an integer in [0, n]
 * @param n - all rows, an integer of at least 1
 * @param confidence - share of such intervals that hold the true fraction, in (0, 1); default 0.95
 * @returns the fraction and the ends of its interval, all in [0, 1]
 * @throws ArgumentError where a number is out of its range
 * @remarks Wilson, J. Am. Stat. Assoc. 22:209 (1927). Equals
 * `scipy.stats.binomtest(...).proportion_ci(method='wilson')` within 1e-12.
 * @example
 * ```ts
 * import { wilsonInterval } from 'dermlab';
 *
 * const { value, low, high } = wilsonInterval(526, 700);
 * [value, low, high].map((x) => x.toFixed(3)); // ['0.751', '0.718', '0.782']
 * ```
 */
export function wilsonInterval(successes: number, n: number, confidence = 0.95): Interval {
  checkCount('n', n, 1, Number.MAX_SAFE_INTEGER);
  checkCount('successes', successes, 0, n);
  checkConfidence(confidence);
  const z = -normalQuantile((1 - confidence) / 2);
  const value = successes / n;
  const scale = n + z * z;
  const centre = (successes + (z * z) / 2) / scale;
  const half = (z / scale) * Math.sqrt(n * value * (1 - value) + (z * z) / 4);
  return {
    value,
    low: successes === 0 ? 0 : centre - half,
    high: successes === n ? 1 : centre + half,
  };
}

function checkCount(name: string, value: number, low: number, high: number): void {
  if (Number.isSafeInteger(value) && value >= low && value <= high) return;
  throw new ArgumentError(
    `${name} is ${String(value)}, expected an integer from ${String(low)} to ${String(high)}.`,
  );
}
