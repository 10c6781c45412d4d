import { ArgumentError } from '../core/index.js';
import { type ClassLabel, checkLength, type Labels } from './labels.js';
import { checkSampleWeight, type SampleWeightOptions } from './sample-weight.js';
import {
  checkRowSums,
  encodeClasses,
  readScores,
  type ScoreMatrix,
  type Scores,
} from './score-matrix.js';

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
  const probability = probabilityOfTrue(codes, scores);
  const { epsilon } = scores;
  let [loss, total] = [0, 0];
  for (let i = 0; i < codes.length; i++) {
    const weight = sampleWeight ? sampleWeight[i]! : 1;
    loss -= weight * Math.log(Math.min(Math.max(probability(i), epsilon), 1 - epsilon));
    total += weight;
  }
  return normalize ? loss / total : loss;
}

function checkTwoClasses(classes: readonly ClassLabel[]): void {
  if (classes.length > 1) return;
  throw new ArgumentError(
    `There is one class only (${classes.join(', ')}): name all classes as labels, at least two.`,
  );
}

function checkProbabilities(scores: ScoreMatrix, classes: readonly ClassLabel[]): void {
  const { values, columns } = scores;
  if (columns === 1 && classes.length > 2) {
    throw new ArgumentError(
      `yProba has one column for ${String(classes.length)} classes (${classes.join(', ')}): pass a probability for each class.`,
    );
  }
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value >= 0 && value <= 1) continue;
    throw new ArgumentError(
      `yProba, row ${String(Math.floor(i / columns))}, column ${String(i % columns)} is ${String(value)}, ` +
        'expected a probability in [0, 1].',
    );
  }
  if (columns > 1) checkRowSums('yProba', scores);
}

function probabilityOfTrue(
  codes: Int32Array,
  { values, columns }: ScoreMatrix,
): (row: number) => number {
  if (columns > 1) return (row) => values[row * columns + codes[row]!]!;
  return (row) => (codes[row] === 1 ? values[row]! : 1 - values[row]!);
}
