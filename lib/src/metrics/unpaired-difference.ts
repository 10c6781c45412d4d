import type { Interval } from './interval.js';

/**
 * The difference of two estimates from different rows, with an interval made of theirs.
 *
 * @param first - an estimate with its interval
 * @param second - one from other, independent rows, its interval of the same confidence
 * @returns first minus second; the interval is NaN where one of theirs is
 * @remarks The method of variance estimates recovery: Zou and Donner, Stat. Med. 27:1693 (2008). Where
 * both have rows in common the interval is too wide; `pairedBootstrapDifference` is for the same rows.
 * @example
 * ```ts
 * import { unpairedDifference } from 'dermlab';
 *
 * const first = { value: 0.7, low: 0.66, high: 0.74 };
 * const second = { value: 0.6, low: 0.57, high: 0.63 };
 * const { value, low, high } = unpairedDifference(first, second);
 * [value, low, high].map((end) => end.toFixed(2)); // ['0.10', '0.05', '0.15']
 * ```
 */
export function unpairedDifference(first: Interval, second: Interval): Interval {
  const value = first.value - second.value;
  return {
    value,
    low: value - Math.hypot(first.value - first.low, second.high - second.value),
    high: value + Math.hypot(first.high - first.value, second.value - second.low),
  };
}
