import { classCounts } from './class-counts.js';
import { encodeLabels, type Labels } from './labels.js';
import { checkSampleWeight, type SampleWeightOptions } from './sample-weight.js';
import { sum } from './sums.js';
import { type WarningOptions, warnUndefined } from './undefined-metric-warning.js';

/** Options of `matthewsCorrcoef`. */
export interface MatthewsOptions extends SampleWeightOptions, WarningOptions {
  /** What stands for an undefined coefficient; the warning comes in any case. Default: NaN. */
  readonly replaceUndefinedBy?: number | undefined;
}

/**
 * The correlation of true and predicted labels, for two classes or more; higher is better.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yPred - predicted labels, as many and of the same kind
 * @param options - weights, and what stands for an undefined coefficient
 * @returns a number in [-1, 1], 0 is chance; NaN, with an `UndefinedMetricWarning`, where the true
 * or the predicted labels hold one class only
 * @throws ArgumentError where the labels do not fit together
 * @remarks Gorodkin, Comput. Biol. Chem. 28:367 (2004). Equals scikit-learn 1.9's
 * `matthews_corrcoef` within 1e-12, but where that is undefined scikit-learn says 0 in silence:
 * `replaceUndefinedBy: 0` gives the same number, with a warning.
 * @example
 * ```ts
 * import { matthewsCorrcoef } from 'dermlab';
 *
 * matthewsCorrcoef(['mel', 'nv', 'nv', 'mel'], ['mel', 'nv', 'mel', 'nv']); // 0
 * ```
 */
export function matthewsCorrcoef(
  yTrue: Labels,
  yPred: Labels,
  { sampleWeight, replaceUndefinedBy = Number.NaN, onWarning }: MatthewsOptions = {},
): number {
  const encoded = encodeLabels(yTrue, yPred);
  checkSampleWeight(sampleWeight, yTrue.length);
  const { truePositives, predicted, actual } = classCounts(encoded, sampleWeight);
  const [right, rows] = [sum(truePositives), sum(predicted)];
  const spread = (rows ** 2 - dot(predicted, predicted)) * (rows ** 2 - dot(actual, actual));
  if (spread !== 0) return (right * rows - dot(actual, predicted)) / Math.sqrt(spread);
  warnUndefined(
    onWarning,
    'matthews',
    'The Matthews correlation is undefined (the true or the predicted labels hold one class only) ' +
      `and set to ${String(replaceUndefinedBy)}.`,
  );
  return replaceUndefinedBy;
}

function dot(a: Float64Array, b: Float64Array): number {
  return sum(a.map((value, i) => value * b[i]!));
}
