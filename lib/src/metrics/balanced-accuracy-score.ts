import { classCounts } from './class-counts.js';
import { encodeLabels, type Labels } from './labels.js';
import { checkSampleWeight, type SampleWeightOptions } from './sample-weight.js';
import { sum } from './sums.js';
import { type WarningOptions, warnUndefined } from './undefined-metric-warning.js';

/** Options of `balancedAccuracyScore`. */
export interface BalancedAccuracyOptions extends SampleWeightOptions, WarningOptions {
  /** True: rescaled so that chance is 0 and perfection 1. Default: false. */
  readonly adjusted?: boolean | undefined;
}

/**
 * The mean of the recall of each class that `yTrue` holds; higher is better.
 * A model that always says `nv` scores one over the number of classes.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yPred - predicted labels, as many and of the same kind
 * @param options - weights, and whether to adjust for chance
 * @returns a number in [0, 1]; adjusted, 0 is chance; NaN where one class is all there is to adjust
 * @throws ArgumentError where the labels do not fit together
 * @remarks Equals scikit-learn 1.9's `balanced_accuracy_score` within 1e-12. A class that is
 * only predicted has no recall: it is left out of the mean, with an `UndefinedMetricWarning`.
 * @example
 * ```ts
 * import { balancedAccuracyScore } from 'dermlab';
 *
 * balancedAccuracyScore(['nv', 'nv', 'nv', 'mel'], ['nv', 'nv', 'nv', 'nv']); // 0.5
 * ```
 */
export function balancedAccuracyScore(
  yTrue: Labels,
  yPred: Labels,
  { sampleWeight, adjusted = false, onWarning }: BalancedAccuracyOptions = {},
): number {
  const encoded = encodeLabels(yTrue, yPred);
  checkSampleWeight(sampleWeight, yTrue.length);
  const { truePositives, actual } = classCounts(encoded, sampleWeight);
  const recalls = truePositives.map((right, i) => right / actual[i]!);
  const absent = encoded.classes.filter((_, i) => actual[i] === 0);
  if (absent.length > 0) warnAbsent(absent.join(', '), onWarning);
  const defined = recalls.filter((recall) => !Number.isNaN(recall));
  const score = sum(defined) / defined.length;
  return adjusted ? adjustForChance(score, defined.length, onWarning) : score;
}

function warnAbsent(labels: string, onWarning: WarningOptions['onWarning']): void {
  warnUndefined(
    onWarning,
    'balancedAccuracy',
    `yPred holds ${labels}, which yTrue does not: without rows there is no recall, and the mean leaves it out.`,
  );
}

function adjustForChance(
  score: number,
  classes: number,
  onWarning: WarningOptions['onWarning'],
): number {
  if (classes === 1) {
    const message =
      'yTrue holds one class: balanced accuracy adjusted for chance is undefined (NaN).';
    warnUndefined(onWarning, 'balancedAccuracy', message);
    return Number.NaN;
  }
  return (score - 1 / classes) / (1 - 1 / classes);
}
