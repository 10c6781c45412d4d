import { ArgumentError, type OnProgress } from '../core/index.js';
import type { ImageDataset, PixelImages } from '../datasets/index.js';
import { decodeImages, type ImageScaling } from '../images/index.js';

/** Decoded images by id, so that runs on the same size decode each image once. */
export class PixelCache {
  readonly #dataset: ImageDataset;
  readonly #sizes = new Map<string, Map<string, Uint8Array>>();

  /**
   * Begins with no image decoded.
   *
   * @param dataset - the opened data set
   */
  constructor(dataset: ImageDataset) {
    this.#dataset = dataset;
  }

  /**
   * Decodes what is not there yet.
   *
   * @param imageIds - images wanted; repeats cost nothing
   * @param scaling - width and height in pixels, channels and filter
   * @param onProgress - told how many images are decoded
   * @returns 8-bit values of each distinct image, HWC
   * @throws ImageError where an image is missing, truncated or no image
   * @throws ArgumentError where a table's pixels are of another size
   */
  async get(
    imageIds: readonly string[],
    scaling: ImageScaling,
    onProgress?: OnProgress,
  ): Promise<ReadonlyMap<string, Uint8Array>> {
    const { widthPx, heightPx, channels = 3, filter = 'bicubic' } = scaling;
    const key = `${widthPx}x${heightPx}x${channels} ${filter}`;
    const known = this.#sizes.get(key) ?? new Map<string, Uint8Array>();
    this.#sizes.set(key, known);
    const absent = [...new Set(imageIds)].filter((id) => !known.has(id));
    const values = await this.#read(absent, { widthPx, heightPx, channels, filter }, onProgress);
    const length = widthPx * heightPx * channels;
    absent.forEach((id, index) =>
      known.set(id, values.subarray(index * length, (index + 1) * length)),
    );
    return known;
  }

  async #read(
    imageIds: readonly string[],
    scaling: Required<ImageScaling>,
    onProgress?: OnProgress,
  ): Promise<Uint8Array> {
    const dataset = this.#dataset;
    if ('readPixels' in dataset) {
      checkTableSize(dataset, scaling);
      return dataset.readPixels(imageIds);
    }
    const options = { ...scaling, ...(onProgress ? { onProgress } : {}) };
    return decodeImages(dataset.readImage, imageIds, options);
  }
}

/**
 * Checks that a table's images are of the size that an experiment wants.
 *
 * @param table - holds pixels
 * @param wanted - size in pixels, and channels
 * @throws ArgumentError where they are not
 */
export function checkTableSize(
  table: Pick<PixelImages, 'imageWidthPx' | 'imageHeightPx' | 'channels'>,
  { widthPx, heightPx, channels = 3 }: ImageScaling,
): void {
  const has = `${table.imageWidthPx}×${table.imageHeightPx}×${table.channels}`;
  const wants = `${widthPx}×${heightPx}×${channels}`;
  if (has === wants) return;
  throw new ArgumentError(
    `the table holds images of ${has} (width, height, channels), the experiment wants ${wants}; make a table of that size`,
  );
}
