import { binaryScores } from './binary-scores.js';
import type { ClassLabel, Labels } from './labels.js';
import type { SampleWeightOptions } from './sample-weight.js';
import { selectThresholds, type ThresholdCounts, thresholdCounts } from './threshold-counts.js';
import { type WarningOptions, warnUndefined } from './undefined-metric-warning.js';

/** Options of `rocCurve`. */
export interface RocCurveOptions extends SampleWeightOptions, WarningOptions {
  /** The positive class; default: 1, where the labels are 0 and 1 or -1 and 1. */
  readonly posLabel?: ClassLabel | undefined;
  /** Leave out points on a straight line between others; default: true. */
  readonly dropIntermediate?: boolean | undefined;
}

/** Points of the curve, from (0, 0) to (1, 1). */
export interface RocCurve {
  /** False positive rate (1 - specificity), ascending. */
  readonly fpr: Float64Array;
  /** True positive rate (sensitivity), ascending. */
  readonly tpr: Float64Array;
  /** Scores from which upwards a row is called positive; the first is Infinity. */
  readonly thresholds: Float64Array;
}

/**
 * The receiver operating characteristic: sensitivity against 1 - specificity
 * at every threshold.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yScore - finite scores of the positive class, one a row; any scale
 * @param options - the positive class, weights, whether to thin out the points
 * @returns rates and thresholds, equally long; a rate without rows is NaN, with an
 * `UndefinedMetricWarning`
 * @throws ArgumentError where labels, scores or options do not fit together
 * @remarks Equals scikit-learn 1.9's `roc_curve` within 1e-12.
 * @example
 * ```ts
 * import { rocCurve } from 'dermlab';
 *
 * const { fpr, tpr } = rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * Array.from(fpr); // [0, 0, 0.5, 0.5, 1]
 * Array.from(tpr); // [0, 0.5, 0.5, 1, 1]
 * ```
 */
export function rocCurve(
  yTrue: Labels,
  yScore: ArrayLike<number>,
  { posLabel, sampleWeight, dropIntermediate = true, onWarning }: RocCurveOptions = {},
): RocCurve {
  const { positive, scores } = binaryScores(yTrue, yScore, posLabel, sampleWeight);
  const all = thresholdCounts(positive, scores, sampleWeight);
  const counts = dropIntermediate ? corners(all) : all;
  return {
    fpr: rates(counts.falsePositives, 'false positive rate', 'negative', onWarning),
    tpr: rates(counts.truePositives, 'true positive rate', 'positive', onWarning),
    thresholds: startingWith(Infinity, counts.thresholds),
  };
}

/** The points where the curve turns: the others lie on a line between two that stay. */
function corners({ thresholds, truePositives, falsePositives }: ThresholdCounts): ThresholdCounts {
  const last = thresholds.length - 1;
  const kept = new Uint32Array(thresholds.length);
  let count = 0;
  for (let i = 0; i <= last; i++) {
    const isEnd = i === 0 || i === last;
    if (isEnd || turnsAt(truePositives, i) || turnsAt(falsePositives, i)) kept[count++] = i;
  }
  return selectThresholds({ thresholds, truePositives, falsePositives }, kept.subarray(0, count));
}

function turnsAt(values: Float64Array, i: number): boolean {
  const value = values[i]!;
  return values[i + 1]! - value !== value - values[i - 1]!;
}

function rates(
  counts: Float64Array,
  metric: string,
  rows: string,
  onWarning: WarningOptions['onWarning'],
): Float64Array {
  const rate = startingWith(0, counts);
  const total = counts.at(-1) ?? 0;
  if (total > 0) return rate.map((count) => count / total);
  warnUndefined(onWarning, metric, `yTrue holds no ${rows} row: the ${metric} is undefined (NaN).`);
  return rate.fill(Number.NaN);
}

function startingWith(first: number, rest: Float64Array): Float64Array {
  const all = new Float64Array(rest.length + 1);
  all[0] = first;
  all.set(rest, 1);
  return all;
}
