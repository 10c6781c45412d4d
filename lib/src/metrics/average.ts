import { ArgumentError } from '../core/index.js';

/**
 * How the scores of the classes become one number:
 *
 * - `'binary'`: the score of `posLabel` alone, for two classes
 * - `'micro'`: of all rows counted together
 * - `'macro'`: the plain mean over classes
 * - `'weighted'`: the mean over classes, weighted by their true rows
 */
export type Average = 'binary' | 'micro' | 'macro' | 'weighted';

/** One number for an average, or an array of one number a class for `null`. */
export type ScoreValue<A extends Average | null> = A extends null ? Float64Array : number;

const AVERAGES: readonly unknown[] = ['binary', 'micro', 'macro', 'weighted', null];

/** Refuses an average that is none, and `'samples'`, which is for rows with several labels. */
export function checkAverage(average: unknown): void {
  if (AVERAGES.includes(average)) return;
  const reason =
    average === 'samples' ? ', which is for rows with several labels; here a row has one' : '';
  throw new ArgumentError(
    `average is ${JSON.stringify(average)}${reason}: expected 'binary', 'micro', 'macro', 'weighted' or null (a score per class).`,
  );
}
