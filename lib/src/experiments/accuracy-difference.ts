import { ArgumentError } from '../core/index.js';
import { lesionInterval } from './evaluate.js';
import type { Estimate, Prediction } from './run-result.js';

/**
 * The difference of two models' accuracies on the same test rows, with its 95 % bootstrap interval
 * over lesions: both are scored on each draw, so that what a draw does to both falls out.
 *
 * @param first - one prediction for each test row
 * @param second - the other model's, row by row of the same images
 * @param options - seed of the bootstrap, and number of resamples
 * @returns first minus second, in [-1, 1]
 * @throws ArgumentError where the two are not of the same rows
 * @example
 * ```ts
 * const row = { imageId: '', probabilities: [], label: 'mel' };
 * const right = [
 *   { ...row, lesionId: 'HAM_0000001', predicted: 'mel' },
 *   { ...row, lesionId: 'HAM_0000002', predicted: 'mel' },
 * ];
 * const wrong = right.map((prediction) => ({ ...prediction, predicted: 'nv' }));
 * accuracyDifference(right, wrong, { seed: 42 }); // => { value: 1, low: 1, high: 1 }
 * ```
 */
export function accuracyDifference(
  first: readonly Prediction[],
  second: readonly Prediction[],
  { seed, nResamples = 1000 }: { readonly seed: number; readonly nResamples?: number },
): Estimate {
  checkSameRows(first, second);
  const gains = first.map((row, index) => hit(row) - hit(second[index]!));
  const interval = lesionInterval(first, seed, nResamples);
  return interval((rows) => rows.reduce((sum, row) => sum + gains[row]!, 0) / rows.length);
}

function hit({ label, predicted }: Prediction): number {
  return label === predicted ? 1 : 0;
}

function checkSameRows(first: readonly Prediction[], second: readonly Prediction[]): void {
  const differs = first.findIndex(({ imageId }, row) => imageId !== second[row]?.imageId);
  if (differs < 0 && first.length === second.length) return;
  throw new ArgumentError(
    `the two lists of predictions (${first.length} and ${second.length}) are not of the same test rows; compare runs of one split and seed.`,
  );
}
