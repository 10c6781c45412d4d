import type { ImageSize } from './image-size.js';

const CHANNELS = 3;
const FRACTION_BITS = 22;
const HALF = 1 << (FRACTION_BITS - 1);

/** 8-bit RGB pixels with their size. */
export interface RgbImage extends ImageSize {
  /** uint8 RGB, shape [heightPx, widthPx, 3]. */
  readonly pixels: Uint8Array;
}

/** How much the neighbours of an output position count, by their distance in input pixels. */
export interface Filter {
  /** Distance from which on they count nothing. */
  readonly reach: number;
  /** Weight of a neighbour at this distance, not yet made to sum to one. */
  readonly weight: (distance: number) => number;
}

/**
 * Scales an image with antialiasing, bit for bit as Pillow does.
 *
 * @param image - uint8 RGB, shape [heightPx, widthPx, 3]
 * @param size - size in pixels to scale to
 * @param filter - one of Pillow's, stretched by the factor when shrinking
 * @returns uint8 RGB, shape [size.heightPx, size.widthPx, 3]
 * @remarks As Pillow 13's `Image.resize`: weights rounded to 22 fractional bits, rows first, each
 * pass rounded to 8 bits.
 */
export function resampleImage(
  { pixels, widthPx, heightPx }: RgbImage,
  size: ImageSize,
  filter: Filter,
): Uint8Array {
  const narrow =
    size.widthPx === widthPx ? pixels : resizeRows(pixels, widthPx, heightPx, size.widthPx, filter);
  return size.heightPx === heightPx
    ? narrow
    : resizeColumns(narrow, size.widthPx, heightPx, size.heightPx, filter);
}

/** For each output position: where its input begins, and its weights in fixed point. */
export interface Taps {
  /** The first neighbour that counts. */
  readonly first: Int32Array;
  /** How many count. */
  readonly count: Int32Array;
  /** `stride` weights for each position, 0 beyond those that count. */
  readonly weights: Int32Array;
  /** Weights a position. */
  readonly stride: number;
}

function resizeRows(
  pixels: Uint8Array,
  width: number,
  height: number,
  newWidth: number,
  filter: Filter,
): Uint8Array {
  const { first, count, weights, stride } = tapsFor(width, newWidth, filter);
  const result = new Uint8Array(newWidth * height * CHANNELS);
  let target = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < newWidth; x++) {
      let [red, green, blue] = [HALF, HALF, HALF];
      let source = (y * width + at(first, x)) * CHANNELS;
      const end = x * stride + at(count, x);
      for (let tap = x * stride; tap < end; tap++) {
        const weight = at(weights, tap);
        red = (red + Math.imul(at(pixels, source++), weight)) | 0;
        green = (green + Math.imul(at(pixels, source++), weight)) | 0;
        blue = (blue + Math.imul(at(pixels, source++), weight)) | 0;
      }
      result[target++] = toByte(red);
      result[target++] = toByte(green);
      result[target++] = toByte(blue);
    }
  }
  return result;
}

function resizeColumns(
  pixels: Uint8Array,
  width: number,
  height: number,
  newHeight: number,
  filter: Filter,
): Uint8Array {
  const { first, count, weights, stride } = tapsFor(height, newHeight, filter);
  const rowLength = width * CHANNELS;
  const result = new Uint8Array(rowLength * newHeight);
  for (let y = 0; y < newHeight; y++) {
    const end = y * stride + at(count, y);
    for (let x = 0; x < rowLength; x++) {
      let sum = HALF;
      let source = at(first, y) * rowLength + x;
      for (let tap = y * stride; tap < end; tap++) {
        sum = (sum + Math.imul(at(pixels, source), at(weights, tap))) | 0;
        source += rowLength;
      }
      result[y * rowLength + x] = toByte(sum);
    }
  }
  return result;
}

/**
 * Weighs the neighbours of each output position along one axis.
 *
 * @param length - pixels of the input along the axis
 * @param newLength - pixels of the output
 * @param filter - one of Pillow's
 * @returns the weights
 */
export function tapsFor(length: number, newLength: number, filter: Filter): Taps {
  const scale = length / newLength;
  const stretch = Math.max(scale, 1);
  const support = filter.reach * stretch;
  const stride = Math.ceil(support) * 2 + 1;
  const [first, count] = [new Int32Array(newLength), new Int32Array(newLength)];
  const weights = new Int32Array(newLength * stride);
  for (let position = 0; position < newLength; position++) {
    const centre = (position + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(length, Math.trunc(centre + support + 0.5));
    first[position] = start;
    count[position] = end - start;
    weights.set(weightsFor(start - centre + 0.5, end - start, stretch, filter), position * stride);
  }
  return { first, count, weights, stride };
}

/** Weights of `count` neighbours from `distance` on, which sum to one, in fixed point. */
function weightsFor(
  distance: number,
  count: number,
  stretch: number,
  filter: Filter,
): Float64Array {
  const weights = new Float64Array(count);
  let sum = 0;
  for (let tap = 0; tap < count; tap++) {
    const weight = filter.weight((distance + tap) / stretch);
    weights[tap] = weight;
    sum += weight;
  }
  return weights.map((weight) => roundHalfAway((weight / sum) * 2 ** FRACTION_BITS));
}

function roundHalfAway(value: number): number {
  return Math.trunc(value + Math.sign(value) * 0.5);
}

function toByte(sum: number): number {
  return Math.min(255, Math.max(0, sum >> FRACTION_BITS));
}

/** An element that is there: the loops above stay inside their arrays. */
function at(array: Uint8Array | Int32Array, index: number): number {
  return array[index]!;
}
