import { DatasetError } from '../core/index.js';
import type { PixelCsv } from './pixel-csv.js';

/** Size and channels of square images. */
export interface SquareImageShape {
  /** Width and height in pixels. */
  readonly sizePx: number;
  /** 3 for RGB, 1 for grey. */
  readonly channels: 1 | 3;
}

/**
 * Size and channels of a table's images, from the number of its pixel columns.
 *
 * @param table - the opened table
 * @param madeBy - the command that makes such a table, for the message
 * @returns size and channels
 * @throws DatasetError where the columns make no square image of 3 channels or 1
 */
export function squareImageShape(
  { path, pixelColumns }: Pick<PixelCsv, 'path' | 'pixelColumns'>,
  madeBy: 'preprocess' | 'pixel-table',
): SquareImageShape {
  for (const channels of [3, 1] as const) {
    const sizePx = Math.sqrt(pixelColumns / channels);
    if (Number.isInteger(sizePx)) return { sizePx, channels };
  }
  throw new DatasetError(
    `${path}, row 1: ${pixelColumns} pixel columns, expected those of a square image of 3 channels or 1, such as 28 × 28 × 3 = 2352. Make the table with \`npx dermlab ${madeBy}\`.`,
  );
}
