import { createHash } from 'node:crypto';
import type { ImageDataset, LabelledRow } from '../datasets/index.js';
import type { NearDuplicates } from './find-near-duplicates.js';
import { joinNearDuplicates } from './join-near-duplicates.js';

/**
 * A data set whose near-duplicates count as images of one lesion: splits by lesion keep them on one
 * side, and intervals draw them together.
 *
 * @param dataset - opened data
 * @param nearDuplicates - from `findNearDuplicates` of the same data
 * @returns the same data set with joined lesions, another digest where lesions were joined, and a notice of
 * what was; closing it closes the first
 * @example
 * ```ts no-run
 * const ham10000 = await loadHam10000();
 * const joined = joinDataset(ham10000, await findNearDuplicates(ham10000));
 * ```
 */
export function joinDataset<D extends ImageDataset>(dataset: D, nearDuplicates: NearDuplicates): D {
  const rows = joinNearDuplicates(dataset.rows, nearDuplicates);
  const joined = rows.filter((row, index) => row.lesion_id !== dataset.rows[index]!.lesion_id);
  const apart = nearDuplicates.pairs.filter(({ isSameLesion }) => !isSameLesion);
  return {
    ...dataset,
    rows,
    sha256: joined.length === 0 ? dataset.sha256 : digest(dataset.sha256, joined),
    description: `${dataset.description}, near-duplicates joined`,
    notices: [...dataset.notices, notice(apart)],
  };
}

function digest(before: string, joined: readonly LabelledRow[]): string {
  const changes = joined.map((row) => `${row.image_id}\0${row.lesion_id}\n`).join('');
  return createHash('sha256').update(`${before}\n${changes}`).digest('hex');
}

function notice(apart: NearDuplicates['pairs']): string {
  const [first] = apart;
  if (!first) return 'Near-duplicates are joined: all of them show one lesion anyway.';
  return `Near-duplicates are joined: the lesions of ${apart.length} ${apart.length === 1 ? 'pair' : 'pairs'} under different ids count as one, such as ${first.imageId} (${first.lesionId}) and ${first.otherImageId} (${first.otherLesionId}).`;
}
