import type { LabelledRow } from '../datasets/index.js';
import { joinGroups } from '../random/index.js';
import type { NearDuplicates } from './find-near-duplicates.js';

/**
 * Gives near-duplicates one lesion id, so that whatever splits by lesion keeps them on one side.
 *
 * @param rows - the data set's rows
 * @param nearDuplicates - from `findNearDuplicates` of the same data
 * @returns the same rows; lesions that hang together bear the first one's id in sorted order
 * @example
 * ```ts
 * const rows = [
 *   { dx: 'nv', lesion_id: 'HAM_1', image_id: 'ISIC_1' },
 *   { dx: 'nv', lesion_id: 'HAM_2', image_id: 'ISIC_2' },
 * ];
 * const pairs = [{ imageId: 'ISIC_1', otherImageId: 'ISIC_2' }];
 * joinNearDuplicates(rows, { pairs }).map((row) => row.lesion_id); // => ['HAM_1', 'HAM_1']
 * ```
 */
export function joinNearDuplicates<Row extends LabelledRow>(
  rows: readonly Row[],
  {
    pairs,
  }: {
    readonly pairs: readonly Pick<NearDuplicates['pairs'][number], 'imageId' | 'otherImageId'>[];
  },
): Row[] {
  const places = new Map(rows.map(({ image_id: id }, index) => [id, index]));
  const joined = joinGroups(
    rows.map(({ lesion_id: id }) => id),
    pairs.flatMap(({ imageId, otherImageId }): [number, number][] => {
      const [first, second] = [places.get(imageId), places.get(otherImageId)];
      return first === undefined || second === undefined ? [] : [[first, second]];
    }),
  );
  return rows.map((row, index) => ({ ...row, lesion_id: joined[index]! }));
}
