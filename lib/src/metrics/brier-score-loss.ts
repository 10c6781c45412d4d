import { type ClassLabel, checkLength, type Labels } from './labels.js';
import { checkProbabilities, checkTwoClasses } from './probabilities.js';
import { checkSampleWeight, type SampleWeightOptions } from './sample-weight.js';
import { encodeClasses, readScores, type ScoreMatrix, type Scores } from './score-matrix.js';
import { weightedMean } from './sums.js';

/** Options of `brierScoreLoss`. */
export interface BrierOptions extends SampleWeightOptions {
  /** Classes in the order of the columns; default: those of `yTrue`, sorted. */
  readonly labels?: readonly ClassLabel[] | undefined;
  /** Halve the loss, so that it lies in [0, 1]; default `'auto'`: for two classes, and only then. */
  readonly scaleByHalf?: boolean | 'auto' | undefined;
}

/**
 * The mean squared distance of the probabilities from the truth (1 for the true class, 0 for the
 * others); lower is better. It asks for sharpness and for calibration at once.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yProba - probabilities in [0, 1]: rows × classes, as an array of rows or one flat array,
 * each row summing to 1; for two classes also that of the second alone
 * @param options - classes, weights, whether to halve
 * @returns a number in [0, 2], or in [0, 1] where it is halved
 * @throws ArgumentError where labels and probabilities do not fit together, or yTrue holds one
 * class and `labels` is missing
 * @remarks Equals scikit-learn 1.9's `brier_score_loss` within 1e-12, several classes included. Its
 * `pos_label` is the second of `labels` here. Brier, Mon. Weather Rev. 78:1 (1950).
 * @example
 * ```ts
 * import { brierScoreLoss } from 'dermlab';
 *
 * brierScoreLoss([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]).toFixed(4); // '0.0375'
 * ```
 */
export function brierScoreLoss(
  yTrue: Labels,
  yProba: Scores,
  { labels, sampleWeight, scaleByHalf = 'auto' }: BrierOptions = {},
): number {
  if (yTrue.length === 0) checkLength('yProba', yProba.length, 0);
  const { classes, codes } = encodeClasses(yTrue, labels);
  checkTwoClasses(classes);
  checkSampleWeight(sampleWeight, yTrue.length);
  const scores = readScores('yProba', yProba, yTrue.length, classes);
  checkProbabilities(scores, classes);
  const loss = weightedMean(squaredDistances(codes, scores), sampleWeight);
  const halved = scaleByHalf === 'auto' ? classes.length === 2 : scaleByHalf;
  return halved ? loss / 2 : loss;
}

/** The squared distance of each row's probabilities from its true class. */
export function squaredDistances(
  codes: Int32Array,
  { values, columns }: ScoreMatrix,
): Float64Array {
  const distances = new Float64Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    // One column is that of the second class; the first is as far off.
    if (columns === 1) distances[i] = 2 * ((codes[i] === 1 ? 1 : 0) - values[i]!) ** 2;
    else {
      let distance = 0;
      for (let j = 0; j < columns; j++) {
        distance += ((codes[i] === j ? 1 : 0) - values[i * columns + j]!) ** 2;
      }
      distances[i] = distance;
    }
  }
  return distances;
}
