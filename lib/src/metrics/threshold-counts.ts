import { eachThreshold, rank } from './ranking.js';

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
  return sampleWeight
    ? weightedCounts(positive, scores, sampleWeight)
    : plainCounts(sortedSide(positive, scores, 1), sortedSide(positive, scores, 0));
}

/** Counts without weights need no order of rows: the two sides are sorted and merged. */
function plainCounts(positives: Float64Array, negatives: Float64Array): ThresholdCounts {
  const [hits, misses] = [positives.length, negatives.length];
  const counts = buffers(hits + misses);
  let [count, i, j] = [0, hits - 1, misses - 1];
  while (i >= 0 || j >= 0) {
    const score = Math.max(i < 0 ? -Infinity : positives[i]!, j < 0 ? -Infinity : negatives[j]!);
    while (i >= 0 && positives[i] === score) i--;
    while (j >= 0 && negatives[j] === score) j--;
    counts.thresholds[count] = score;
    counts.truePositives[count] = hits - 1 - i;
    counts.falsePositives[count] = misses - 1 - j;
    count++;
  }
  return first(count, counts);
}

/** The scores of the rows of one side, ascending. */
function sortedSide(positive: Uint8Array, scores: Float64Array, side: 0 | 1): Float64Array {
  const chosen = new Float64Array(scores.length);
  let length = 0;
  for (let i = 0; i < scores.length; i++) {
    if (positive[i] === side) chosen[length++] = scores[i]!;
  }
  return chosen.subarray(0, length).sort();
}

function weightedCounts(
  positive: Uint8Array,
  scores: Float64Array,
  sampleWeight: ArrayLike<number>,
): ThresholdCounts {
  const counts = buffers(scores.length);
  let count = 0;
  eachThreshold(rank(positive, scores), sampleWeight, (hits, misses, threshold) => {
    counts.thresholds[count] = threshold;
    counts.truePositives[count] = hits;
    counts.falsePositives[count] = misses;
    count++;
  });
  return first(count, counts);
}

function buffers(length: number): ThresholdCounts {
  return {
    thresholds: new Float64Array(length),
    truePositives: new Float64Array(length),
    falsePositives: new Float64Array(length),
  };
}

function first(count: number, counts: ThresholdCounts): ThresholdCounts {
  return {
    thresholds: counts.thresholds.subarray(0, count),
    truePositives: counts.truePositives.subarray(0, count),
    falsePositives: counts.falsePositives.subarray(0, count),
  };
}

/** The counts at chosen thresholds, by position. */
export function selectThresholds(counts: ThresholdCounts, at: Uint32Array): ThresholdCounts {
  return {
    thresholds: select(counts.thresholds, at),
    truePositives: select(counts.truePositives, at),
    falsePositives: select(counts.falsePositives, at),
  };
}

function select(values: Float64Array, at: Uint32Array): Float64Array {
  const selected = new Float64Array(at.length);
  for (let i = 0; i < at.length; i++) selected[i] = values[at[i]!]!;
  return selected;
}
