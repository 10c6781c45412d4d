import { checkTargets, type Labels } from './labels.js';
import { checkSampleWeight, type SampleWeightOptions } from './sample-weight.js';

/** Options of `accuracyScore`. */
export interface AccuracyOptions extends SampleWeightOptions {
  /** True (default): the fraction of rows. False: their number, or summed weight. */
  readonly normalize?: boolean | undefined;
}

/**
 * The fraction of rows whose label was predicted; higher is better.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yPred - predicted labels, as many and of the same kind
 * @param options - weights, and whether to divide by the number of rows
 * @returns a number in [0, 1], or the count of right rows where `normalize` is false
 * @throws ArgumentError where the labels are empty, unequally long, of two kinds or no labels
 * @remarks Equals scikit-learn 1.9's `accuracy_score` within 1e-12.
 * @example
 * ```ts
 * import { accuracyScore } from 'dermlab';
 *
 * accuracyScore(['nv', 'mel', 'nv', 'bkl'], ['nv', 'nv', 'nv', 'bkl']); // 0.75
 * ```
 */
export function accuracyScore(
  yTrue: Labels,
  yPred: Labels,
  { normalize = true, sampleWeight }: AccuracyOptions = {},
): number {
  checkTargets(yTrue, yPred);
  checkSampleWeight(sampleWeight, yTrue.length);
  let right = 0;
  let total = 0;
  for (let i = 0; i < yTrue.length; i++) {
    const weight = sampleWeight ? sampleWeight[i]! : 1;
    total += weight;
    if (yTrue[i] === yPred[i]) right += weight;
  }
  return normalize ? right / total : right;
}
