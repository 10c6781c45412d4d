import type { ImageDataset } from '../datasets/index.js';
import {
  MAX_HASH_DISTANCE,
  MIN_DETAIL_CORRELATION,
  type NearDuplicateOptions,
  type SimilarPair,
  similarPairs,
} from './near-duplicates.js';
import { readSignatures, type SignatureOptions } from './read-signatures.js';

/** Two images of a data set that show the same photograph, as far as their pixels tell. */
export interface NearDuplicate extends Pick<SimilarPair, 'distance' | 'correlation' | 'isTurned'> {
  /** Id of the image that comes first in the data set. */
  readonly imageId: string;
  /** Id of the other one. */
  readonly otherImageId: string;
  /** Lesion of the first. */
  readonly lesionId: string;
  /** Lesion of the other one. */
  readonly otherLesionId: string;
  /** True where both have one lesion id, so that grouping by lesion keeps them together. */
  readonly isSameLesion: boolean;
}

/** What a search for near-duplicates found. */
export interface NearDuplicates {
  /** Images that were compared. */
  readonly images: number;
  /** Pairs, in the data set's order. */
  readonly pairs: readonly NearDuplicate[];
  /** Bits in which hashes were allowed to differ. */
  readonly maxDistance: number;
  /** Least correlation of their detail. */
  readonly minCorrelation: number;
}

/**
 * Compares all images of a data set with one another by their pixels.
 *
 * @param dataset - opened data
 * @param options - thresholds, cache, progress, and what stops it
 * @returns the pairs that are near-duplicates, those of one lesion among them
 * @throws ArgumentError for a threshold out of range
 * @throws ImageError naming the image that cannot be decoded
 * @throws RunError where the cache cannot be written
 * @throws DOMException named AbortError where the signal stops it
 * @remarks How the thresholds were chosen stands in docs/decisions/near-duplicates.md. Finds copies
 * that were scaled, compressed, brightened, turned by right angles or mirrored, and cut by up to
 * 2 % at each side; not those that were zoomed or turned further.
 * @example
 * ```ts no-run
 * const ham10000 = await loadHam10000();
 * const { pairs } = await findNearDuplicates(ham10000);
 * pairs.filter(({ isSameLesion }) => !isSameLesion); // one photograph under two lesion ids
 * ```
 */
export async function findNearDuplicates(
  dataset: ImageDataset,
  options: NearDuplicateOptions & SignatureOptions = {},
): Promise<NearDuplicates> {
  const { maxDistance = MAX_HASH_DISTANCE, minCorrelation = MIN_DETAIL_CORRELATION } = options;
  const rows = dataset.rows.filter(({ image_id: id }) => dataset.has(id));
  const imageIds = rows.map(({ image_id: id }) => id);
  const signatures = await readSignatures(dataset, imageIds, options);
  const pairs = await similarPairs(signatures, options);
  return {
    images: rows.length,
    pairs: pairs.map(({ first, second, ...found }) => {
      const [row, other] = [rows[first]!, rows[second]!];
      return {
        imageId: row.image_id,
        otherImageId: other.image_id,
        lesionId: row.lesion_id,
        otherLesionId: other.lesion_id,
        isSameLesion: row.lesion_id === other.lesion_id,
        ...found,
      };
    }),
    maxDistance,
    minCorrelation,
  };
}
