import type { Average, ScoreValue } from './average.js';
import { averaged, type ClassScoreOptions, classScores } from './class-scores.js';
import type { Labels } from './labels.js';

/** Options of `fbetaScore`. */
export interface FbetaOptions<A extends Average | null> extends ClassScoreOptions {
  /** Weight of recall against precision, at least 0: below 1 favours precision, above 1 recall. */
  readonly beta: number;
  /** How classes become one number, or null for an array of one number a class; default: `'binary'`. */
  readonly average?: A | undefined;
}

/**
 * The weighted harmonic mean of precision and recall; higher is better.
 *
 * @param yTrue - true labels, strings or integers, one a row
 * @param yPred - predicted labels, as many and of the same kind
 * @param options - beta, average, classes, weights, and what stands for a division by zero
 * @returns a number in [0, 1]; an array of one a class where `average` is null
 * @throws ArgumentError where labels or options do not fit together
 * @remarks Equals scikit-learn 1.9's `fbeta_score` within 1e-12 for the same `zeroDivision`.
 * The default differs: NaN, with an `UndefinedMetricWarning`; a class whose score is NaN is
 * left out of the mean.
 * @example
 * ```ts
 * import { fbetaScore } from 'dermlab';
 *
 * fbetaScore(['mel', 'nv', 'nv'], ['mel', 'mel', 'nv'], { beta: 0, posLabel: 'mel' }); // 0.5
 * ```
 */
export function fbetaScore<A extends Average | null = 'binary'>(
  yTrue: Labels,
  yPred: Labels,
  options: FbetaOptions<A>,
): ScoreValue<A> {
  const { average = 'binary', beta } = options;
  const request = { average, beta, warnFor: ['f-score'] } as const;
  const { fscore, support } = classScores(yTrue, yPred, options, request);
  return averaged(fscore, support, average) as ScoreValue<A>;
}
