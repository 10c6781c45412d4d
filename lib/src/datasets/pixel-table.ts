import { DatasetError } from '../core/index.js';
import type { HAM10000_CLASSES, Ham10000Label } from './ham10000-labels.js';
import type { DatasetDescription, LabelledRow, PixelImages } from './image-dataset.js';
import type { PixelCsv } from './pixel-csv.js';

/** A row of a pixel table. */
export interface PixelTableRow extends LabelledRow {
  /** Diagnosis, from the row's label number. */
  readonly dx: Ham10000Label;
}

/** A pixel table, read: labels and pixels in memory. */
export interface PixelTable extends DatasetDescription<PixelTableRow>, PixelImages {
  /** Class labels in class order, which is not that of the table's numbers. */
  readonly classes: typeof HAM10000_CLASSES;
  /** False where no metadata tells which images show one lesion: each stands for its own. */
  readonly hasLesions: boolean;
}

/** Size and channels of a table's images. */
export type PixelTableShape = Pick<PixelImages, 'imageWidthPx' | 'imageHeightPx' | 'channels'>;

/**
 * Size and channels of square images, from the number of their values.
 *
 * @param table - the opened table
 * @returns width, height and channels
 * @throws DatasetError where the values make no square image of 3 channels or 1
 */
export function squareImageShape({
  path,
  pixelColumns,
}: Pick<PixelCsv, 'path' | 'pixelColumns'>): PixelTableShape {
  for (const channels of [3, 1] as const) {
    const sizePx = Math.sqrt(pixelColumns / channels);
    if (Number.isInteger(sizePx)) return { imageWidthPx: sizePx, imageHeightPx: sizePx, channels };
  }
  throw new DatasetError(
    `${path}, row 1: ${pixelColumns} pixel columns, expected those of a square image of 3 channels or 1, such as 28 × 28 × 3 = 2352. Make the table with \`npx dermlab pixel-table\`.`,
  );
}
