import type { WeightedMetric } from './bootstrap-intervals.js';
import { type ClassLabel, encodeLabels, type Labels } from './labels.js';
import type { OnWarning } from './undefined-metric-warning.js';

/** A metric of true and predicted labels, with weights. */
type LabelScore = (
  yTrue: Labels,
  yPred: Labels,
  options: { readonly sampleWeight: Float64Array; readonly onWarning: OnWarning | undefined },
) => number;

/**
 * Makes a metric of labels ready for many weights: it depends only on how much each pair of true
 * and predicted label weighs, and of such pairs there are few.
 */
export function labelMetric(score: LabelScore, yTrue: Labels, yPred: Labels): WeightedMetric {
  const { pairOfRow, trueOfPair, predOfPair } = labelPairs(yTrue, yPred);
  const weights = new Float64Array(trueOfPair.length);
  return (sampleWeight, onWarning) => {
    weights.fill(0);
    for (let i = 0; i < pairOfRow.length; i++) {
      const pair = pairOfRow[i]!;
      weights[pair] = weights[pair]! + sampleWeight[i]!;
    }
    return score(trueOfPair, predOfPair, { sampleWeight: weights, onWarning });
  };
}

function labelPairs(yTrue: Labels, yPred: Labels) {
  const { classes, yTrue: truth, yPred: predicted } = encodeLabels(yTrue, yPred);
  const numberOfPair = new Map<number, number>();
  const pairOfRow = truth.map((code, row) => {
    const pair = code * classes.length + predicted[row]!;
    if (!numberOfPair.has(pair)) numberOfPair.set(pair, numberOfPair.size);
    return numberOfPair.get(pair)!;
  });
  const pairs = [...numberOfPair.keys()];
  const label = (code: number): ClassLabel => classes[code]!;
  return {
    pairOfRow,
    trueOfPair: pairs.map((pair) => label(Math.floor(pair / classes.length))),
    predOfPair: pairs.map((pair) => label(pair % classes.length)),
  };
}
