import { argsortDescending } from './argsort-descending.js';

/** True and false positives, were every score from a threshold upwards called positive. */
export interface ThresholdCounts {
  /** Distinct scores, from high to low. */
  readonly thresholds: Float64Array;
  /** Positive rows, or their weight, at or above each threshold. */
  readonly truePositives: Float64Array;
  /** Negative rows, or their weight, at or above each threshold. */
  readonly falsePositives: Float64Array;
}

/**
 * Sorts once and counts; what the ROC curve and its area are made of. Rows of
 * weight 0 are left out.
 *
 * @param positive - 1 where a row is of the positive class, 0 elsewhere
 * @param scores - finite, one a row
 * @param sampleWeight - one a row, default 1
 */
export function thresholdCounts(
  positive: Uint8Array,
  scores: Float64Array,
  sampleWeight?: ArrayLike<number>,
): ThresholdCounts {
  const order = argsortDescending(scores);
  const [thresholds, truePositives, falsePositives] = buffers(order.length);
  let [count, hits, misses, previous] = [0, 0, 0, Number.NaN];
  for (const row of order) {
    const weight = sampleWeight ? (sampleWeight[row] as number) : 1;
    if (weight === 0) continue;
    const score = scores[row] as number;
    if (score !== previous) count++;
    if (positive[row] === 1) hits += weight;
    else misses += weight;
    thresholds[count - 1] = previous = score;
    truePositives[count - 1] = hits;
    falsePositives[count - 1] = misses;
  }
  return {
    thresholds: thresholds.subarray(0, count),
    truePositives: truePositives.subarray(0, count),
    falsePositives: falsePositives.subarray(0, count),
  };
}

function buffers(length: number): [Float64Array, Float64Array, Float64Array] {
  return [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
}
