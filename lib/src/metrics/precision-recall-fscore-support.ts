import type { Average, ScoreValue } from './average.js';
import { averaged, type ClassScoreOptions, classScores } from './class-scores.js';
import type { Labels } from './labels.js';

/** Options of `precisionRecallFscoreSupport`. */
export interface PrecisionRecallFscoreOptions<A extends Average | null> extends ClassScoreOptions {
  /** How classes become one number; default: null, an array of one number a class. */
  readonly average?: A | undefined;
  /** Weight of recall against precision in the F-score, at least 0; default: 1. */
  readonly beta?: number | undefined;
}

/** Arrays of one number a class, or single numbers where an average was asked for. */
export interface PrecisionRecallFscoreSupport<A extends Average | null> {
  /** Of the rows predicted as a class, the fraction that are of it. */
  readonly precision: ScoreValue<A>;
  /** Of the rows of a class, the fraction predicted as it. */
  readonly recall: ScoreValue<A>;
  /** Weighted harmonic mean of precision and recall. */
  readonly fscore: ScoreValue<A>;
  /** True rows of each class, or their summed weight; null where an average was asked for. */
  readonly support: A extends null ? Float64Array : null;
}

/**
 * Precision, recall, F-score and support, per class or averaged; higher is better.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yPred - predicted labels, as many and of the same kind
 * @param options - classes, average, beta, weights, and what stands for a division by zero
 * @returns an array of one number a class for each of the four, in the order of `labels` or sorted;
 * single numbers in [0, 1] where an average is given
 * @throws ArgumentError where labels or options do not fit together
 * @remarks Equals scikit-learn 1.9's `precision_recall_fscore_support` within 1e-12 for the same
 * `zeroDivision`. The default differs: NaN, with an `UndefinedMetricWarning`; a class whose score
 * is NaN is left out of the mean.
 * @example
 * ```ts
 * import { precisionRecallFscoreSupport } from 'dermlab';
 *
 * const { recall } = precisionRecallFscoreSupport(['mel', 'mel', 'nv'], ['mel', 'nv', 'nv']);
 * Array.from(recall); // [0.5, 1]
 * ```
 */
export function precisionRecallFscoreSupport<A extends Average | null = null>(
  yTrue: Labels,
  yPred: Labels,
  options: PrecisionRecallFscoreOptions<A> = {},
): PrecisionRecallFscoreSupport<A> {
  const { average = null, beta = 1 } = options;
  const request = { average, beta, warnFor: ['precision', 'recall', 'f-score'] } as const;
  const scores = classScores(yTrue, yPred, options, request);
  const value = (values: Float64Array) => averaged(values, scores.support, average);
  return {
    precision: value(scores.precision),
    recall: value(scores.recall),
    fscore: value(scores.fscore),
    support: average === null ? scores.support : null,
  } as PrecisionRecallFscoreSupport<A>;
}
