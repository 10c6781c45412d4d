import type { OnProgress } from '../core/index.js';
import { decodeImages } from '../images/index.js';
import { type ArrangeSplitsOptions, arrangeSplits } from './arrange-splits.js';
import type { DatasetDescription, EncodedImages } from './image-dataset.js';
import type { MainImageBatch, MainImageRow } from './main-image-data.js';
import { writeMainImageData } from './write-main-image-data.js';
import { writeSplitFolders } from './write-split-folders.js';

const ROWS_AT_A_TIME = 256;
const CHANNELS = 3;

/** How images become `main_image_data.csv`. */
export interface PreprocessImagesOptions extends ArrangeSplitsOptions {
  /** Where the table goes. */
  readonly path: string;
  /** Width and height in pixels that images are scaled to. Default 28. */
  readonly sizePx?: number;
  /** Also write the images as files in this folder, by part and class. */
  readonly folders?: string;
  /** Told after each image. */
  readonly onProgress?: OnProgress;
}

/** What was written. */
export interface PreprocessedImages {
  /** Rows of the table, in its order. */
  readonly rows: readonly MainImageRow[];
  /** Images that are listed and not there, and so not in the table. */
  readonly missing: readonly string[];
}

/**
 * Arranges a data set's images in training, validation and test parts, scales them, and writes
 * `main_image_data.csv`: all that training needs, in one file. Memory holds a few hundred images.
 *
 * @param dataset - opened data
 * @param options - where to, size of the images, and the split
 * @returns the table's rows, and what is missing
 * @throws ArgumentError for sizes that do not fit
 * @throws ImageError naming the image that is truncated or no image
 * @throws DatasetError where data cannot be read, or the table cannot be written
 * @remarks Source: "Skin Cancer Lesion Classification Project", its notebook ImagePreprocessing. It
 * does not say how it splits; by lesion is the default here, because images of one lesion on both
 * sides would make the numbers too good.
 */
export async function preprocessImages(
  dataset: DatasetDescription & EncodedImages,
  options: PreprocessImagesOptions,
): Promise<PreprocessedImages> {
  const { path, sizePx = 28, folders, onProgress } = options;
  const rows = arrangeRows(dataset, options);
  await writeMainImageData(path, sizePx ** 2 * CHANNELS, decode(dataset, rows, sizePx, onProgress));
  if (folders !== undefined) {
    await writeSplitFolders(folders, rows, dataset.readImage, onProgress);
  }
  return { rows, missing: dataset.missing };
}

/**
 * Puts each image of a data set that is there in its part. Parts that the data set's maker has given
 * are kept.
 *
 * @param dataset - opened data
 * @param options - sizes, whether lesions or images are drawn, and the seed
 * @returns one row an image, in the data set's order
 * @throws ArgumentError as {@link arrangeSplits}
 */
export function arrangeRows(
  dataset: DatasetDescription,
  options: ArrangeSplitsOptions,
): MainImageRow[] {
  const there = dataset.rows.filter(({ image_id: id }) => dataset.has(id));
  const drawn = there.every(({ split }) => split !== undefined)
    ? []
    : arrangeSplits(
        there.map((row) => ({ lesionId: row.lesion_id, label: row.dx })),
        options,
      );
  return there.map((row, index) => ({
    imageId: row.image_id,
    lesionId: row.lesion_id,
    split: drawn[index] ?? row.split ?? 'train',
    label: row.dx,
  }));
}

async function* decode(
  dataset: DatasetDescription & EncodedImages,
  rows: readonly MainImageRow[],
  sizePx: number,
  onProgress?: OnProgress,
): AsyncGenerator<MainImageBatch> {
  for (let start = 0; start < rows.length; start += ROWS_AT_A_TIME) {
    const batch = rows.slice(start, start + ROWS_AT_A_TIME);
    const ids = batch.map(({ imageId }) => imageId);
    const pixels = await decodeImages(dataset.readImage, ids, {
      widthPx: sizePx,
      heightPx: sizePx,
      onProgress: ({ task, done }) =>
        onProgress?.({ task, done: start + done, total: rows.length }),
    });
    yield { rows: batch, pixels };
  }
}
