import type { LabelledRow } from '../datasets/index.js';
import type { PreparedRows } from './prepare-rows.js';

/** What a test row shares with the training rows, from the worst to none. */
export const SHARED_WITH_TRAIN = ['same image', 'same lesion', 'new lesion'] as const;

/** One of {@link SHARED_WITH_TRAIN}: the very image, another image of the lesion, or nothing. */
export type SharedWithTrain = (typeof SHARED_WITH_TRAIN)[number];

/**
 * Says of each test row what it shares with the training rows.
 *
 * @param rows - the data set's rows
 * @param prepared - row indices of both sides
 * @returns one entry for each test row, in the split's order
 * @example
 * ```ts
 * const ham10000 = await loadHam10000();
 * const { steps, seed } = sourceBCnn;
 * const split = prepareRows(ham10000.rows, ham10000.classes, steps, seed);
 * const shared = sharedWithTrain(ham10000.rows, split);
 * shared.filter((what) => what === 'same image').length; // => 401
 * ham10000.close();
 * ```
 */
export function sharedWithTrain(
  rows: readonly LabelledRow[],
  { train, test }: PreparedRows,
): SharedWithTrain[] {
  const images = new Set(Array.from(train, (row) => rows[row]?.image_id));
  const lesions = new Set(Array.from(train, (row) => rows[row]?.lesion_id));
  return Array.from(test, (row) => {
    if (images.has(rows[row]?.image_id)) return 'same image';
    return lesions.has(rows[row]?.lesion_id) ? 'same lesion' : 'new lesion';
  });
}
