import { ArgumentError } from '../core/index.js';
import { binaryScores } from './binary-scores.js';
import type { ClassLabel, Labels } from './labels.js';
import { eachThreshold, type Ranking, rank } from './ranking.js';
import type { SampleWeightOptions } from './sample-weight.js';
import { type WarningOptions, warnUndefined } from './undefined-metric-warning.js';

/** Options of `sensitivityAtSpecificity`. */
export interface SensitivityOptions extends SampleWeightOptions, WarningOptions {
  /** The class to find, e.g. `'mel'`; default: 1, where the labels are 0 and 1 or -1 and 1. */
  readonly posLabel?: ClassLabel | undefined;
  /** The specificity to keep at least, in [0, 1]; default: 0.9. Goes without `threshold`. */
  readonly specificity?: number | undefined;
  /** Score from which upwards a row is called positive, chosen on other rows, e.g. validation. */
  readonly threshold?: number | undefined;
}

/** One point of the ROC curve, and where it lies. */
export interface OperatingPoint {
  /** Share of the positive rows that are called so, in [0, 1]; higher is better. */
  readonly sensitivity: number;
  /** Share of the other rows that are not called so, in [0, 1]; higher is better. */
  readonly specificity: number;
  /** Score from which upwards a row is called positive; Infinity calls none. */
  readonly threshold: number;
}

/**
 * How many rows of a class are found while at most so many others are called so too: the highest
 * sensitivity of all thresholds that keep the specificity; higher is better.
 *
 * @param yTrue - true labels, strings or integers, one a row; all but `posLabel` are negative
 * @param yScore - finite scores of the positive class, one a row; any scale
 * @param options - the class, the specificity to keep, or a threshold, and weights
 * @returns the point of the ROC curve; a rate without rows is NaN, with an `UndefinedMetricWarning`
 * @throws ArgumentError where labels, scores or options do not fit together
 * @remarks Only points that a threshold reaches count: rows of equal score are called alike, and
 * nothing is interpolated, so that the specificity may be above the one asked for. Of several
 * points of that sensitivity the one with the highest specificity is given. Unless `threshold` is
 * given, it is chosen on these very rows, which is slightly optimistic: choose it on validation
 * rows where it is to be used.
 * @example
 * ```ts
 * import { sensitivityAtSpecificity } from 'dermlab';
 *
 * const truth = ['nv', 'nv', 'mel', 'bkl', 'mel'];
 * sensitivityAtSpecificity(truth, [0.1, 0.4, 0.35, 0.2, 0.8], { posLabel: 'mel', specificity: 0.9 });
 * // { sensitivity: 0.5, specificity: 1, threshold: 0.8 }
 * ```
 */
export function sensitivityAtSpecificity(
  yTrue: Labels,
  yScore: ArrayLike<number>,
  options: SensitivityOptions = {},
): OperatingPoint {
  const { posLabel, sampleWeight, threshold, specificity, onWarning } = options;
  checkChoice(specificity, threshold);
  const { positive, scores } = binaryScores(yTrue, yScore, posLabel, sampleWeight);
  const weights = sampleWeight ?? new Float64Array(yTrue.length).fill(1);
  const point = operatingPoint(rank(positive, scores), weights, { specificity, threshold });
  if (Number.isNaN(point.sensitivity) || Number.isNaN(point.specificity)) {
    const message =
      'yTrue has rows on one side only: sensitivity or specificity is undefined (NaN).';
    warnUndefined(onWarning, 'sensitivityAtSpecificity', message);
  }
  return point;
}

/** The point of rows that are ranked already, under some weights. */
export function operatingPoint(
  ranking: Ranking,
  sampleWeight: ArrayLike<number>,
  { specificity = 0.9, threshold }: Pick<SensitivityOptions, 'specificity' | 'threshold'>,
): OperatingPoint {
  const [positives, negatives] = totals(ranking, sampleWeight);
  let best = { hits: 0, misses: 0, threshold: threshold ?? Infinity };
  eachThreshold(ranking, sampleWeight, (hits, misses, score) => {
    const fits =
      threshold === undefined
        ? hits > best.hits && (negatives - misses) / negatives >= specificity
        : score >= threshold;
    if (fits) best = { hits, misses, threshold: threshold ?? score };
  });
  return {
    sensitivity: best.hits / positives,
    specificity: (negatives - best.misses) / negatives,
    threshold: best.threshold,
  };
}

function totals(ranking: Ranking, sampleWeight: ArrayLike<number>): [number, number] {
  let [positives, negatives] = [0, 0];
  for (let i = 0; i < ranking.order.length; i++) {
    const weight = sampleWeight[ranking.order[i]!]!;
    if (ranking.positive[i] === 1) positives += weight;
    else negatives += weight;
  }
  return [positives, negatives];
}

/** Refuses a specificity that is no share, and one together with a threshold. */
export function checkChoice(specificity: number | undefined, threshold: number | undefined): void {
  if (specificity !== undefined && !(specificity >= 0 && specificity <= 1)) {
    throw new ArgumentError(
      `specificity is ${String(specificity)}, expected a share from 0 to 1, such as 0.9.`,
    );
  }
  if (threshold === undefined) return;
  if (specificity !== undefined) {
    throw new ArgumentError(
      'specificity and threshold are both given: a threshold settles the specificity, so pass one of them.',
    );
  }
  if (Number.isNaN(threshold)) {
    throw new ArgumentError('threshold is NaN, expected a score.');
  }
}
