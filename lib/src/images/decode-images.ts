import { availableParallelism } from 'node:os';
import pMap from 'p-map';
import sharp from 'sharp';
import { ArgumentError, type OnProgress } from '../core/index.js';
import { decodeImage } from './decode-image.js';
import type { ImageScaling, ImageSize } from './image-size.js';

/** How images are decoded. */
export interface DecodeImagesOptions extends ImageScaling {
  /** Images in work at the same time, 1 or more. Default: two for each processor. */
  readonly concurrency?: number;
  /** Told after each image. */
  readonly onProgress?: OnProgress;
}

/**
 * Decodes many images in parallel and scales them to one size. An id that occurs several times is
 * read and decoded once.
 *
 * @param read - gives an image's encoded bytes by its id, e.g. `ham10000.readImage`
 * @param imageIds - n ids, in the order of the result
 * @param options - size in pixels, filter, channels, concurrency, progress
 * @returns uint8, shape [n, heightPx, widthPx, channels]; by default three channels, RGB
 * @throws ImageError naming the image that is missing, truncated or no image
 * @throws ArgumentError for a size that is no positive integer
 * @remarks Turns off sharp's cache and its threads within an image, for the whole process: these
 * images are small, and each is its own piece of work. See {@link decodeImage} for the pixels.
 * @example
 * ```ts
 * const ham10000 = await loadHam10000();
 * const size = { widthPx: 32, heightPx: 32 };
 * const pixels = await decodeImages(ham10000.readImage, ['ISIC_0027419'], size);
 * pixels.length; // => 3072
 * ham10000.close();
 * ```
 */
export async function decodeImages(
  read: (id: string) => Promise<Uint8Array>,
  imageIds: readonly string[],
  options: DecodeImagesOptions,
): Promise<Uint8Array> {
  const { concurrency = 2 * availableParallelism(), channels = 3 } = options;
  const imageBytes = checkSize(options) * channels;
  sharp.cache(false);
  sharp.concurrency(1);
  const places = placesById(imageIds);
  const result = new Uint8Array(imageIds.length * imageBytes);
  let done = 0;
  await pMap(
    places,
    async ([id, positions]) => {
      const pixels = await decodeImage(await read(id), { ...options, name: id });
      for (const position of positions) result.set(pixels, position * imageBytes);
      options.onProgress?.({ task: 'decoding images', done: ++done, total: places.size });
    },
    { concurrency },
  );
  return result;
}

function placesById(imageIds: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [position, id] of imageIds.entries()) {
    const positions = places.get(id);
    if (positions) positions.push(position);
    else places.set(id, [position]);
  }
  return places;
}

/** The size's number of pixels. */
function checkSize({ widthPx, heightPx }: ImageSize): number {
  for (const [name, value] of Object.entries({ widthPx, heightPx })) {
    if (Number.isInteger(value) && value > 0) continue;
    throw new ArgumentError(`${name} is ${value}, expected a whole number of pixels from 1 on.`);
  }
  return widthPx * heightPx;
}
