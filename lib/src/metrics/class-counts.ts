import type { EncodedLabels } from './labels.js';

/** Weighted rows of each class; all that precision, recall and F1 are made of. */
export interface ClassCounts {
  /** Rows of the class that were predicted as the class. */
  readonly truePositives: Float64Array;
  /** Rows predicted as the class. */
  readonly predicted: Float64Array;
  /** Rows that are of the class. */
  readonly actual: Float64Array;
}

/** Counts the rows of every class in one pass. */
export function classCounts(
  { classes, yTrue, yPred }: EncodedLabels,
  sampleWeight?: ArrayLike<number>,
): ClassCounts {
  const [truePositives, predicted, actual] = zeros(classes.length);
  for (let i = 0; i < yTrue.length; i++) {
    const weight = sampleWeight ? sampleWeight[i]! : 1;
    const label = yTrue[i]!;
    const prediction = yPred[i]!;
    actual[label] = actual[label]! + weight;
    predicted[prediction] = predicted[prediction]! + weight;
    if (label === prediction) truePositives[label] = truePositives[label]! + weight;
  }
  return { truePositives, predicted, actual };
}

function zeros(length: number): [Float64Array, Float64Array, Float64Array] {
  return [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
}

/** The counts of chosen classes, by position; a position of -1 is a class without rows. */
export function selectCounts(counts: ClassCounts, positions: readonly number[]): ClassCounts {
  const pick = (values: Float64Array) => Float64Array.from(positions, (i) => values[i] ?? 0);
  return {
    truePositives: pick(counts.truePositives),
    predicted: pick(counts.predicted),
    actual: pick(counts.actual),
  };
}
