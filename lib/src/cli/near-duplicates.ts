import { findNearDuplicates, joinDataset, type NearDuplicates } from '../audit/index.js';
import { cacheFolder } from '../core/index.js';
import type { ImageDataset } from '../datasets/index.js';
import { interruptedByUser } from './interrupted-by-user.js';
import { showingProgress } from './task-view.js';

/**
 * Looks for near-duplicates, with progress on standard error; what images are compared by is kept in
 * the cache. The engine, if it is loaded already, decodes, and decodes faster.
 *
 * @param dataset - opened data
 * @param threshold - bits of 64 in which hashes may differ
 * @returns the pairs found
 * @throws DermlabError where an image cannot be decoded, or the cache cannot be written
 */
export function searchNearDuplicates(
  dataset: ImageDataset,
  threshold?: number,
): Promise<NearDuplicates> {
  const signal = interruptedByUser();
  return showingProgress((onProgress) =>
    findNearDuplicates(dataset, {
      cache: cacheFolder(process.env['DERMLAB_CACHE']),
      ...(threshold === undefined ? {} : { maxDistance: threshold }),
      onProgress,
      signal,
    }),
  );
}

/**
 * Joins near-duplicates where that is asked for.
 *
 * @param dataset - opened data
 * @param isAskedFor - `--join-near-duplicates`
 * @returns the data set, or one whose near-duplicates count as images of one lesion
 */
export async function joinedIf<D extends ImageDataset>(
  dataset: D,
  isAskedFor: boolean | undefined,
): Promise<D> {
  return isAskedFor ? joinDataset(dataset, await searchNearDuplicates(dataset)) : dataset;
}
