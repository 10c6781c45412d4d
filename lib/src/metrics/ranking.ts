import { argsortDescending } from './argsort-descending.js';

/** Rows sorted by score once, to be counted under many weights. */
export interface Ranking {
  /** Rows from the highest score to the lowest. */
  readonly order: Uint32Array;
  /** The scores in that order. */
  readonly scores: Float64Array;
  /** In that order, 1 for a row of the positive class, 0 for another. */
  readonly positive: Uint8Array;
}

/** Sorts the rows of one class against the rest. */
export function rank(positive: Uint8Array, scores: Float64Array): Ranking {
  const order = argsortDescending(scores);
  const sorted = {
    order,
    scores: new Float64Array(order.length),
    positive: new Uint8Array(order.length),
  };
  for (let i = 0; i < order.length; i++) {
    sorted.scores[i] = scores[order[i]!]!;
    sorted.positive[i] = positive[order[i]!]!;
  }
  return sorted;
}

/**
 * Walks down the distinct scores and tells, at each, the weight of the positive and of the negative
 * rows at or above it. Rows of weight 0 are as if they were not there.
 */
export function eachThreshold(
  { order, scores, positive }: Ranking,
  sampleWeight: ArrayLike<number>,
  visit: (hits: number, misses: number, threshold: number) => void,
): void {
  let [hits, misses] = [0, 0];
  let anyRow = false;
  for (let i = 0; i < order.length; i++) {
    const weight = sampleWeight[order[i]!]!;
    anyRow ||= weight > 0;
    if (positive[i] === 1) hits += weight;
    else misses += weight;
    if (!anyRow || scores[i + 1] === scores[i]) continue;
    anyRow = false;
    visit(hits, misses, scores[i]!);
  }
}
