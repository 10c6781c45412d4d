import { binaryScores } from './binary-scores.js';
import type { ClassLabel, Labels } from './labels.js';
import type { SampleWeightOptions } from './sample-weight.js';
import { selectThresholds, type ThresholdCounts, thresholdCounts } from './threshold-counts.js';
import { type WarningOptions, warnUndefined } from './undefined-metric-warning.js';

/** Options of `precisionRecallCurve`. */
export interface PrecisionRecallCurveOptions extends SampleWeightOptions, WarningOptions {
  /** The positive class; default: 1, where the labels are 0 and 1 or -1 and 1. */
  readonly posLabel?: ClassLabel | undefined;
  /** Leave out points between others of the same recall; default: false. */
  readonly dropIntermediate?: boolean | undefined;
}

/** Points of the curve, from full recall to none. */
export interface PrecisionRecallCurve {
  /** Of the rows at or above each threshold, the share that are positive; 1 at the end. */
  readonly precision: Float64Array;
  /** Of the positive rows, the share at or above each threshold, descending; 0 at the end. */
  readonly recall: Float64Array;
  /** Scores from which upwards a row is called positive, ascending; one fewer than points. */
  readonly thresholds: Float64Array;
}

/**
 * Precision against recall at every threshold.
 *
 * @param yTrue - true labels, strings or integers, one a row; all but `posLabel` are negative
 * @param yScore - finite scores of the positive class, one a row; any scale
 * @param options - the positive class, weights, whether to thin out the points
 * @returns precision and recall, equally long, and the thresholds; without a positive row recall is
 * NaN, with an `UndefinedMetricWarning`
 * @throws ArgumentError where labels, scores or options do not fit together
 * @remarks Equals scikit-learn 1.9's `precision_recall_curve` within 1e-12; only that without a
 * positive row its recall is 1.
 * @example
 * ```ts
 * import { precisionRecallCurve } from 'dermlab';
 *
 * const { recall, thresholds } = precisionRecallCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * Array.from(recall); // [1, 1, 0.5, 0.5, 0]
 * Array.from(thresholds); // [0.1, 0.35, 0.4, 0.8]
 * ```
 */
export function precisionRecallCurve(
  yTrue: Labels,
  yScore: ArrayLike<number>,
  { posLabel, sampleWeight, dropIntermediate = false, onWarning }: PrecisionRecallCurveOptions = {},
): PrecisionRecallCurve {
  const { positive, scores } = binaryScores(yTrue, yScore, posLabel, sampleWeight);
  const all = thresholdCounts(positive, scores, sampleWeight);
  const counts = dropIntermediate ? endsOfEqualRecall(all) : all;
  const { thresholds, truePositives, falsePositives } = counts;
  const positives = truePositives.at(-1) ?? 0;
  if (positives === 0) {
    const message = 'yTrue holds no positive row: the recall is undefined (NaN).';
    warnUndefined(onWarning, 'precisionRecallCurve', message);
  }
  return {
    precision: upwards(truePositives, (hits, i) => hits / (hits + falsePositives[i]!), 1),
    recall: upwards(truePositives, (hits) => hits / positives, 0),
    thresholds: thresholds.slice().reverse(),
  };
}

/** The first and the last threshold of each number of true positives. */
function endsOfEqualRecall(counts: ThresholdCounts): ThresholdCounts {
  const { truePositives } = counts;
  const last = truePositives.length - 1;
  const isEnd = (_: number, i: number) =>
    i === 0 ||
    i === last ||
    truePositives[i] !== truePositives[i - 1] ||
    truePositives[i] !== truePositives[i + 1];
  return selectThresholds(counts, Uint32Array.from(truePositives.keys()).filter(isEnd));
}

/** From the lowest threshold to the highest, and then the end above all of them. */
function upwards(
  counts: Float64Array,
  value: (count: number, i: number) => number,
  end: number,
): Float64Array {
  const values = new Float64Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) values[counts.length - 1 - i] = value(counts[i]!, i);
  values[counts.length] = end;
  return values;
}
