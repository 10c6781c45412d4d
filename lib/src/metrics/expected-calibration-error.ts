import type { Labels } from './labels.js';
import {
  type ReliabilityBin,
  type ReliabilityOptions,
  reliabilityBins,
} from './reliability-bins.js';
import type { Scores } from './score-matrix.js';

/**
 * How far a model's confidence is from how often it is right, on average over bins of confidence;
 * lower is better.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yProba - probabilities in [0, 1]: rows × classes, as an array of rows or one flat array,
 * each row summing to 1; for two classes also that of the second alone
 * @param options - classes, weights, and how to bin: 15 bins of equal width unless told otherwise
 * @returns a number in [0, 1]
 * @throws ArgumentError where labels, probabilities or options do not fit together
 * @remarks Of the most probable class of each row: Guo et al., On Calibration of Modern Neural
 * Networks, ICML 2017, equation 3; with `strategy: 'quantile'`, bins of equally many rows, as in
 * Nixon et al., Measuring Calibration in Deep Learning, CVPR workshops 2019. Few rows a bin make it
 * too high, and so does the bootstrap: its interval may lie above the value.
 * @example
 * ```ts
 * import { expectedCalibrationError } from 'dermlab';
 *
 * const probabilities = [[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.4, 0.6]];
 * expectedCalibrationError(['mel', 'nv', 'nv', 'nv'], probabilities, { nBins: 2 }).toFixed(3);
 * // '0.050'
 * ```
 */
export function expectedCalibrationError(
  yTrue: Labels,
  yProba: Scores,
  options: ReliabilityOptions = {},
): number {
  return calibrationErrorOf(reliabilityBins(yTrue, yProba, options));
}

/** The mean distance of confidence and accuracy over bins, weighted by their rows. */
export function calibrationErrorOf(bins: readonly ReliabilityBin[]): number {
  let [distance, rows] = [0, 0];
  for (const bin of bins) {
    distance += bin.rows * Math.abs(bin.accuracy - bin.confidence);
    rows += bin.rows;
  }
  return distance / rows;
}
