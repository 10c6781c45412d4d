import type { LabelledRow } from '../datasets/index.js';
import { countValues } from './count-values.js';

/** How images spread over lesions. */
export interface LesionSummary {
  /** Lesions in all. */
  readonly lesions: number;
  /** Lesions with more than one image. */
  readonly lesionsWithSeveralImages: number;
  /** Images of those lesions. */
  readonly imagesOfThem: number;
  /** Most images of one lesion. */
  readonly mostImagesOfOneLesion: number;
}

/**
 * Counts the lesions that more than one image shows: these are what a split by image tears apart.
 *
 * @param rows - metadata rows
 * @returns the counts; HAM10000 has 7,470 lesions, 1,956 of them with 4,501 images
 */
export function lesionsWithSeveralImages(
  rows: readonly Pick<LabelledRow, 'lesion_id'>[],
): LesionSummary {
  const images = [...countValues(rows, ({ lesion_id }) => lesion_id).values()];
  const several = images.filter((count) => count > 1);
  return {
    lesions: images.length,
    lesionsWithSeveralImages: several.length,
    imagesOfThem: several.reduce((sum, count) => sum + count, 0),
    mostImagesOfOneLesion: images.reduce((most, count) => Math.max(most, count), 0),
  };
}
