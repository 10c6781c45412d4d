import { MAIN_IMAGE_COLUMNS, type MainImageBatch } from './main-image-data.js';
import { type PixelCsvRows, writePixelCsv } from './write-pixel-csv.js';

/**
 * Writes `main_image_data.csv`, whole or not at all. Memory holds one batch at a time.
 *
 * @param path - where it goes; a file that is there is replaced
 * @param pixelColumns - pixel values an image, height × width × channels
 * @param batches - rows with their pixels, in the order of the table
 * @throws DatasetError where it cannot be written
 */
export async function writeMainImageData(
  path: string,
  pixelColumns: number,
  batches: AsyncIterable<MainImageBatch> | Iterable<MainImageBatch>,
): Promise<void> {
  await writePixelCsv(path, { before: MAIN_IMAGE_COLUMNS, pixelColumns }, textOf(batches));
}

async function* textOf(
  batches: AsyncIterable<MainImageBatch> | Iterable<MainImageBatch>,
): AsyncGenerator<PixelCsvRows> {
  for await (const { rows, pixels } of batches) {
    const text = rows.map(({ imageId, lesionId, split, label }) => {
      return [imageId, lesionId, split, label ?? ''];
    });
    yield { text, pixels };
  }
}
