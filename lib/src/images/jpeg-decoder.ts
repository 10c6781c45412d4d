import type { ImageSize } from './image-size.js';
import { plainJpegSize } from './jpeg-size.js';
import { type Filter, type Taps, tapsFor } from './resample-image.js';

const MAX_PIXELS = 100_000_000;
const MAX_KEPT = 16;

/**
 * Decodes and scales a JPEG of 8-bit colour in one go, away from JavaScript's thread.
 *
 * @param encoded - the file's bytes
 * @param widthPx - its width in pixels
 * @param heightPx - its height in pixels
 * @param xFirst - for each column of the result the first column that counts
 * @param xCount - for each how many count
 * @param xWeights - as many weights for each column, in fixed point of 22 fractional bits
 * @param yFirst - for each row of the result the first row that counts
 * @param yCount - for each how many count
 * @param yWeights - as many weights for each row
 * @returns uint8 RGB; null where the file has the least flaw
 */
export type JpegDecoder = (
  encoded: Uint8Array,
  widthPx: number,
  heightPx: number,
  xFirst: Int32Array,
  xCount: Int32Array,
  xWeights: Int32Array,
  yFirst: Int32Array,
  yCount: Int32Array,
  yWeights: Int32Array,
) => Promise<Uint8Array | null>;

let decoder: JpegDecoder | undefined;
const kept = new Map<string, Taps>();

/**
 * Has plain JPEGs decoded by a native decoder from now on. The pixels are the same, bit for bit;
 * it is about time alone. The engine calls this when it is loaded.
 *
 * @param given - the decoder
 */
export function useJpegDecoder(given: JpegDecoder): void {
  decoder = given;
}

/**
 * Decodes and scales a JPEG with the native decoder.
 *
 * @param encoded - bytes of an image file
 * @param size - size in pixels to scale to, and whether the file's EXIF data count
 * @param filter - one of Pillow's
 * @returns uint8 RGB, shape [size.heightPx, size.widthPx, 3]; null where there is no decoder, or
 * the file is no flawless JPEG of plain colour
 */
export async function decodePlainJpeg(
  encoded: Uint8Array,
  size: ImageSize & { readonly upright: boolean },
  filter: Filter,
): Promise<Uint8Array | null> {
  const original = decoder && plainJpegSize(encoded, size.upright);
  if (!decoder || !original) return null;
  const { widthPx, heightPx } = original;
  if (widthPx * heightPx === 0 || widthPx * heightPx > MAX_PIXELS) return null;
  const x = keptTaps(widthPx, size.widthPx, filter);
  const y = keptTaps(heightPx, size.heightPx, filter);
  return decoder(
    encoded,
    widthPx,
    heightPx,
    x.first,
    x.count,
    x.weights,
    y.first,
    y.count,
    y.weights,
  );
}

/** Images of one data set have few sizes: their weights are made once. */
function keptTaps(length: number, newLength: number, filter: Filter): Taps {
  const key = `${length} to ${newLength} by ${filter.reach}`;
  const found = kept.get(key);
  if (found) return found;
  if (kept.size === MAX_KEPT) kept.clear();
  const taps = tapsFor(length, newLength, filter);
  kept.set(key, taps);
  return taps;
}
