import { ArgumentError, type OnProgress } from '../core/index.js';
import type { ImageDataset, PixelImages } from '../datasets/index.js';
import { decodeImages, type ImageScaling } from '../images/index.js';
import type { ImageValues } from './fit-data.js';

/** Images that are decoded one after another: what waits for one sleeps until it is there. */
const CHUNK = 128;

/** Images of one size, decoded or being decoded. */
export interface DecodedImages {
  /**
   * An image's values, all 0 until it is decoded.
   *
   * @param imageId - one that was asked for
   * @returns uint8, HWC; the same array whenever it is asked for
   */
  readonly pixelsOf: (imageId: string) => Uint8Array;
  /**
   * Waits until images are decoded.
   *
   * @param images - arrays from `pixelsOf`
   * @throws ImageError where one of them, or one before it, is missing, truncated or no image
   */
  readonly whenDecoded: (images: Iterable<ImageValues>) => Promise<void>;
}

/** Who is told of decoding, and what stops it. */
export interface DecodingOptions {
  /** Told how many images are decoded, while somebody waits for one. */
  readonly onProgress?: OnProgress;
  /** Stops decoding. */
  readonly signal?: AbortSignal;
}

/** Decoded images by id, so that runs on the same size decode each image once. */
export class PixelCache {
  readonly #dataset: ImageDataset;
  readonly #sizes = new Map<string, Map<string, Uint8Array>>();
  readonly #decoding = new WeakMap<ImageValues, Promise<void>>();
  #waiting = 0;

  /**
   * Begins with no image decoded.
   *
   * @param dataset - the opened data set
   */
  constructor(dataset: ImageDataset) {
    this.#dataset = dataset;
  }

  /**
   * Begins to decode what is not there yet, in the order of the ids, and gives it at once: training
   * on the first images goes on while the others are decoded.
   *
   * @param imageIds - images wanted; repeats cost nothing
   * @param scaling - width and height in pixels, channels and filter
   * @param options - progress, and what stops it
   * @returns the images; those of a table are there already
   * @throws ArgumentError where a table's pixels are of another size
   */
  async get(
    imageIds: readonly string[],
    scaling: ImageScaling,
    options: DecodingOptions = {},
  ): Promise<DecodedImages> {
    const { widthPx, heightPx, channels = 3, filter = 'bicubic' } = scaling;
    const key = `${widthPx}x${heightPx}x${channels} ${filter}`;
    const known = this.#sizes.get(key) ?? new Map<string, Uint8Array>();
    this.#sizes.set(key, known);
    const absent = [...new Set(imageIds)].filter((id) => !known.has(id));
    const size = { widthPx, heightPx, channels, filter };
    const values = await this.#begin(absent, size);
    const images = imagesIn(values, absent.length);
    absent.forEach((id, index) => known.set(id, images[index]!));
    // What this run was given stays its own, even where a later run has to try again.
    const wanted = new Map(imageIds.map((id) => [id, known.get(id)!]));
    this.#decode(absent, images, size, known, options);
    return {
      pixelsOf: (id) => wanted.get(id)!,
      whenDecoded: (wanted) => this.#wait(wanted),
    };
  }

  async #begin(imageIds: readonly string[], size: Required<ImageScaling>): Promise<Uint8Array> {
    const dataset = this.#dataset;
    if (!('readPixels' in dataset)) {
      return new Uint8Array(imageIds.length * size.widthPx * size.heightPx * size.channels);
    }
    checkTableSize(dataset, size);
    return dataset.readPixels(imageIds);
  }

  #decode(
    imageIds: readonly string[],
    images: readonly Uint8Array[],
    size: Required<ImageScaling>,
    known: Map<string, Uint8Array>,
    { onProgress, signal }: DecodingOptions,
  ): void {
    const dataset = this.#dataset;
    if ('readPixels' in dataset) return;
    const total = imageIds.length;
    const pending = new Map(imageIds.map((id, i) => [id, images[i]!]));
    const forget = (): void => {
      for (const [id, image] of pending) if (known.get(id) === image) known.delete(id);
    };
    // At once, so that a run that begins now does not wait for what this one has given up.
    signal?.addEventListener('abort', forget, { once: true });
    let before = Promise.resolve();
    for (let start = 0; start < total; start += CHUNK) {
      const ids = imageIds.slice(start, start + CHUNK);
      const decodeChunk = async (): Promise<void> => {
        signal?.throwIfAborted();
        const tell: OnProgress = ({ task, done }) => {
          if (this.#waiting > 0) onProgress?.({ task, done: start + done, total });
        };
        const values = await decodeImages(dataset.readImage, ids, { ...size, onProgress: tell });
        for (const [i, image] of imagesIn(values, ids.length).entries()) {
          images[start + i]!.set(image);
        }
        for (const id of ids) pending.delete(id);
      };
      before = before.then(decodeChunk);
      for (const image of images.slice(start, start + CHUNK)) this.#decoding.set(image, before);
    }
    // A later run tries again; this one hears of it where it waits.
    before.catch(forget).finally(() => signal?.removeEventListener('abort', forget));
  }

  async #wait(images: Iterable<ImageValues>): Promise<void> {
    this.#waiting += 1;
    try {
      const chunks = new Set(Array.from(images, (image) => this.#decoding.get(image)));
      for (const chunk of chunks) await chunk;
    } finally {
      this.#waiting -= 1;
    }
  }
}

function imagesIn(values: Uint8Array, count: number): Uint8Array[] {
  const length = values.length / count;
  return Array.from({ length: count }, (_, i) => values.subarray(i * length, (i + 1) * length));
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
