import type { OnProgress } from '../core/index.js';
import { decodeImages } from '../images/index.js';
import type { ImagePreprocessing } from './experiment.js';

/** Decoded images by id, so that runs on the same size decode each image once. */
export class PixelCache {
  readonly #read: (imageId: string) => Promise<Buffer>;
  readonly #sizes = new Map<string, Map<string, Uint8Array>>();

  /**
   * Begins with no image decoded.
   *
   * @param read - gives an image's encoded bytes
   */
  constructor(read: (imageId: string) => Promise<Buffer>) {
    this.#read = read;
  }

  /**
   * Decodes what is not there yet.
   *
   * @param imageIds - images wanted; repeats cost nothing
   * @param size - width and height in pixels
   * @param onProgress - told how many images are decoded
   * @returns 8-bit RGB values of each distinct image, HWC
   * @throws ImageError where an image is missing, truncated or no image
   */
  async get(
    imageIds: readonly string[],
    { widthPx, heightPx }: Pick<ImagePreprocessing, 'widthPx' | 'heightPx'>,
    onProgress?: OnProgress,
  ): Promise<ReadonlyMap<string, Uint8Array>> {
    const key = `${widthPx}x${heightPx}`;
    const known = this.#sizes.get(key) ?? new Map<string, Uint8Array>();
    this.#sizes.set(key, known);
    const absent = [...new Set(imageIds)].filter((id) => !known.has(id));
    const options = { widthPx, heightPx, ...(onProgress ? { onProgress } : {}) };
    const values = await decodeImages(this.#read, absent, options);
    const length = widthPx * heightPx * 3;
    absent.forEach((id, index) =>
      known.set(id, values.subarray(index * length, (index + 1) * length)),
    );
    return known;
  }
}
