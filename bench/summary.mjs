// From measured rounds to medians, spread and ratios.

/**
 * @typedef {{ median: number, low: number, high: number }} Summary
 * @typedef {{ ours: Summary, python: Summary, ratio: Summary }} Comparison - ratio: ours / Python's
 */

/**
 * @param {readonly number[]} values - at least one
 * @returns {Summary}
 */
export function summarise(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, low: sorted[0], high: sorted.at(-1) };
}

/**
 * Compares the two sides; the ratio is of the two bursts that ran one after the other.
 *
 * @param {import('./measure.mjs').Rounds} rounds
 * @param {'wallMs' | 'cpuMs' | 'peakMB'} quantity
 * @returns {Comparison}
 */
export function compare({ ours, python }, quantity) {
  const ratios = ours.map((took, round) => took[quantity] / python[round][quantity]);
  const of = (side) => summarise(side.map((took) => took[quantity]));
  return { ours: of(ours), python: of(python), ratio: summarise(ratios) };
}
