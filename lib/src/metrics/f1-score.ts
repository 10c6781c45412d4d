import type { Average, ScoreValue } from './average.js';
import type { ClassScoreOptions } from './class-scores.js';
import { fbetaScore } from './fbeta-score.js';
import type { Labels } from './labels.js';

/** Options of `f1Score`. */
export interface F1Options<A extends Average | null> extends ClassScoreOptions {
  /** How classes become one number, or null for an array of one number a class; default: `'binary'`. */
  readonly average?: A | undefined;
}

/**
 * The harmonic mean of precision and recall; higher is better.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yPred - predicted labels, as many and of the same kind
 * @param options - average, classes, weights, and what stands for a division by zero
 * @returns a number in [0, 1]; an array of one a class where `average` is null
 * @throws ArgumentError where labels or options do not fit together
 * @remarks Equals scikit-learn 1.9's `f1_score` within 1e-12 for the same `zeroDivision`.
 * The default differs: NaN, with an `UndefinedMetricWarning`; a class whose score is NaN is
 * left out of the mean.
 * @example
 * ```ts
 * import { f1Score } from 'dermlab';
 *
 * f1Score(['mel', 'mel', 'nv', 'nv'], ['mel', 'nv', 'mel', 'nv'], { average: 'macro' }); // 0.5
 * ```
 */
export function f1Score<A extends Average | null = 'binary'>(
  yTrue: Labels,
  yPred: Labels,
  options: F1Options<A> = {},
): ScoreValue<A> {
  return fbetaScore(yTrue, yPred, { ...options, beta: 1 });
}
