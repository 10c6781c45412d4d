import { type ClassLabel, checkLength, type Labels } from './labels.js';
import { checkProbabilities, checkTwoClasses } from './probabilities.js';
import { checkSampleWeight, type SampleWeightOptions } from './sample-weight.js';
import { encodeClasses, readScores, type ScoreMatrix, type Scores } from './score-matrix.js';
import { weightedMean, weightedSum } from './sums.js';

/** Options of `logLoss`. */
export interface LogLossOptions extends SampleWeightOptions {
  /** Classes in the order of the columns; default: those of `yTrue`, sorted. */
  readonly labels?: readonly ClassLabel[] | undefined;
  /** True (default): the mean over rows. False: the sum. */
  readonly normalize?: boolean | undefined;
}

/**
 * The mean of minus the logarithm of the probability given to the true class
 * (cross-entropy); lower is better.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yProba - probabilities in [0, 1]: rows × classes, as an array of rows or one flat array,
 * each row summing to 1; for two classes also that of the second alone
 * @param options - classes, weights, mean or sum
 * @returns a number of at least 0, in nats
 * @throws ArgumentError where labels and probabilities do not fit together, or yTrue holds one
 * class and `labels` is missing
 * @remarks Equals scikit-learn 1.9's `log_loss` within 1e-12 for float64; float32 input is summed in
 * float64 here. Probabilities are clipped by the machine epsilon of their type. Here columns
 * follow `labels` in any order, and rows that do not sum to 1 within 1e-3 are refused.
 * @example
 * ```ts
 * import { logLoss } from 'dermlab';
 *
 * logLoss(['mel', 'nv'], [[0.5, 0.5], [0.5, 0.5]]); // 0.6931471805599453
 * ```
 */
export function logLoss(
  yTrue: Labels,
  yProba: Scores,
  { labels, sampleWeight, normalize = true }: LogLossOptions = {},
): number {
  if (yTrue.length === 0) checkLength('yProba', yProba.length, 0);
  const { classes, codes } = encodeClasses(yTrue, labels);
  checkTwoClasses(classes);
  checkSampleWeight(sampleWeight, yTrue.length);
  const scores = readScores('yProba', yProba, yTrue.length, classes);
  checkProbabilities(scores, classes);
  const losses = logLosses(codes, scores);
  return normalize ? weightedMean(losses, sampleWeight) : weightedSum(losses, sampleWeight);
}

/** Minus the logarithm of the probability that each row gives to its true class. */
export function logLosses(codes: Int32Array, scores: ScoreMatrix): Float64Array {
  const probability = probabilityOfTrue(codes, scores);
  const { epsilon } = scores;
  const losses = new Float64Array(codes.length);
  for (let i = 0; i < losses.length; i++) {
    losses[i] = -Math.log(Math.min(Math.max(probability(i), epsilon), 1 - epsilon));
  }
  return losses;
}

function probabilityOfTrue(
  codes: Int32Array,
  { values, columns }: ScoreMatrix,
): (row: number) => number {
  if (columns > 1) return (row) => values[row * columns + codes[row]!]!;
  return (row) => (codes[row] === 1 ? values[row]! : 1 - values[row]!);
}
