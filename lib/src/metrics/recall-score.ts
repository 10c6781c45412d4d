import type { Average, ScoreValue } from './average.js';
import { averaged, type ClassScoreOptions, classScores } from './class-scores.js';
import type { Labels } from './labels.js';

/** Options of `recallScore`. */
export interface RecallOptions<A extends Average | null> extends ClassScoreOptions {
  /** How classes become one number, or null for an array of one number a class; default: `'binary'`. */
  readonly average?: A | undefined;
}

/**
 * Of the rows of a class, the fraction predicted as it (sensitivity); higher is better.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yPred - predicted labels, as many and of the same kind
 * @param options - average, classes, weights, and what stands for a division by zero
 * @returns a number in [0, 1]; an array of one a class where `average` is null
 * @throws ArgumentError where labels or options do not fit together
 * @remarks Equals scikit-learn 1.9's `recall_score` within 1e-12 for the same `zeroDivision`.
 * The default differs: NaN, with an `UndefinedMetricWarning`; a class whose score is NaN is
 * left out of the mean.
 * @example
 * ```ts
 * import { recallScore } from 'dermlab';
 *
 * recallScore(['mel', 'mel', 'nv', 'nv'], ['mel', 'nv', 'nv', 'nv'], { posLabel: 'mel' }); // 0.5
 * ```
 */
export function recallScore<A extends Average | null = 'binary'>(
  yTrue: Labels,
  yPred: Labels,
  options: RecallOptions<A> = {},
): ScoreValue<A> {
  const { average = 'binary' } = options;
  const request = { average, beta: 1, warnFor: ['recall'] } as const;
  const { recall, support } = classScores(yTrue, yPred, options, request);
  return averaged(recall, support, average) as ScoreValue<A>;
}
