import { ArgumentError } from '../core/index.js';
import { estimateAccuracy } from './evaluate.js';
import type { Estimate, Prediction } from './run-result.js';

/** The accuracy of one group of test rows. */
export interface GroupAccuracy<Group extends string = string> extends Estimate {
  /** The group's name. */
  readonly group: Group;
  /** Its test rows. */
  readonly testRows: number;
  /** The lesions that they show. */
  readonly lesions: number;
}

/**
 * Accuracy of each group of test rows, with its 95 % bootstrap interval over lesions.
 *
 * @param predictions - one for each test row
 * @param groups - the group of each test row
 * @param options - seed of the bootstrap
 * @returns one entry a group, in the order in which groups first occur; the interval is NaN where
 * a group shows one lesion only
 * @throws ArgumentError where the two lists differ in length
 * @example
 * ```ts
 * const row = { imageId: '', probabilities: [], label: 'mel' };
 * const predictions = [
 *   { ...row, lesionId: 'HAM_0000001', predicted: 'mel' },
 *   { ...row, lesionId: 'HAM_0000002', predicted: 'nv' },
 * ];
 * accuracyByGroup(predictions, ['seen', 'seen'], { seed: 42 })[0]?.value; // => 0.5
 * ```
 */
export function accuracyByGroup<Group extends string>(
  predictions: readonly Prediction[],
  groups: readonly Group[],
  { seed }: { readonly seed: number },
): GroupAccuracy<Group>[] {
  if (groups.length !== predictions.length) {
    throw new ArgumentError(
      `groups has length ${groups.length}, expected that of predictions, ${predictions.length}: pass one group a test row.`,
    );
  }
  return [...new Set(groups)].map((group) => {
    const rows = predictions.filter((_, row) => groups[row] === group);
    const lesions = new Set(rows.map(({ lesionId }) => lesionId)).size;
    return { group, testRows: rows.length, lesions, ...accuracy(rows, lesions, seed) };
  });
}

function accuracy(rows: readonly Prediction[], lesions: number, seed: number): Estimate {
  const correct = rows.map(({ label, predicted }) => label === predicted);
  if (lesions > 1) return estimateAccuracy(rows, correct, { seed });
  const value = correct.filter(Boolean).length / rows.length;
  return { value, low: Number.NaN, high: Number.NaN };
}
