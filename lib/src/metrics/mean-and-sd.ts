import { ArgumentError } from '../core/index.js';
import { sum } from './sums.js';

/** A mean, how far the values are spread about it, and how many there were. */
export interface MeanAndSd {
  /** The arithmetic mean. */
  readonly mean: number;
  /** The standard deviation with n - 1 below; NaN for a single value. */
  readonly sd: number;
  /** Number of values. */
  readonly n: number;
}

/**
 * Mean and standard deviation, e.g. of one metric over the seeds or folds of an experiment.
 *
 * @param values - at least one number; a NaN makes both NaN
 * @returns the mean, the sample standard deviation and the number of values
 * @throws ArgumentError for no values
 * @remarks The deviation says how much a run varies, not how well the mean is known, and folds share
 * training rows: it is no interval. Equals NumPy's `mean` and `std(ddof=1)` within 1e-12.
 * @example
 * ```ts
 * import { meanAndSd } from 'dermlab';
 *
 * meanAndSd([0.7, 0.72, 0.74]).sd.toFixed(3); // '0.020'
 * ```
 */
export function meanAndSd(values: ArrayLike<number>): MeanAndSd {
  const n = values.length;
  if (n === 0) throw new ArgumentError('values is empty: a mean needs at least one value.');
  const mean = sum(values) / n;
  const squares = Float64Array.from(values, (value) => (value - mean) ** 2);
  return { mean, sd: n === 1 ? Number.NaN : Math.sqrt(sum(squares) / (n - 1)), n };
}
