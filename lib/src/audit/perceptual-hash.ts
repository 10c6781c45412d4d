import { ArgumentError } from '../core/index.js';

/** The 8 × 8 lowest frequencies are kept. */
const FREQUENCIES = 8;
const BITS = FREQUENCIES ** 2;
const HALF_BITS = BITS / 2;

/** An image's perceptual hash: 64 bits in two unsigned numbers of 32, the first bits first. */
export type PerceptualHash = readonly [number, number];

/**
 * The perceptual hash of a grey image: which of its 8 × 8 lowest frequencies lie above their median.
 * Copies of an image that were scaled, compressed or brightened differ in few bits.
 *
 * @param grey - uint8, shape [sizePx, sizePx], e.g. of `decodeImages` with `channels: 1`
 * @param sizePx - width and height in pixels, 8 or more
 * @returns 64 bits
 * @throws ArgumentError where there are not `sizePx`² values
 * @remarks The bits of `imagehash.phash(image, hash_size=8, highfreq_factor=sizePx / 8)`, ImageHash
 * 4.3, for an image of this size: rows of the discrete cosine transform of type II, left to right.
 * @example
 * ```ts
 * const ham10000 = await loadHam10000();
 * const size = { widthPx: 64, heightPx: 64, channels: 1, filter: 'lanczos' } as const;
 * const grey = await decodeImages(ham10000.readImage, ['ISIC_0027419'], size);
 * hashText(perceptualHash(grey, 64)); // => 'c631cb4a3a2c4ddb'
 * ham10000.close();
 * ```
 */
export function perceptualHash(grey: Uint8Array, sizePx: number): PerceptualHash {
  return hashOf(lowFrequencies(grey, sizePx));
}

/**
 * The hashes of an image in all eight ways of turning and mirroring it, without turning it: a
 * mirrored image has the same frequencies with other signs, a transposed one in another order.
 *
 * @param grey - uint8, shape [sizePx, sizePx]
 * @param sizePx - width and height in pixels, 8 or more
 * @returns eight hashes; that of the image as it is comes first, and the n-th is of the image
 * transposed where n has the bit 4, then upside down where it has 2, left to right where it has 1
 * @throws ArgumentError where there are not `sizePx`² values
 */
export function dihedralHashes(grey: Uint8Array, sizePx: number): PerceptualHash[] {
  const frequencies = lowFrequencies(grey, sizePx);
  return Array.from({ length: 8 }, (_, variant) => hashOf(turned(frequencies, variant)));
}

/**
 * A hash as ImageHash writes it.
 *
 * @param hash - 64 bits
 * @returns 16 hexadecimal digits
 */
export function hashText(hash: PerceptualHash): string {
  return hash.map((half) => half.toString(16).padStart(8, '0')).join('');
}

/**
 * In how many bits two numbers of 32 bits differ.
 *
 * @param first - 32 bits
 * @param second - 32 bits
 * @returns from 0 to 32
 */
export function hammingDistance(first: number, second: number): number {
  // Each step stays within 32-bit integers, which is several times faster.
  let bits = first ^ second;
  bits = (bits - ((bits >>> 1) & 0x55555555)) | 0;
  bits = ((bits & 0x33333333) + ((bits >>> 2) & 0x33333333)) | 0;
  return Math.imul(((bits + (bits >>> 4)) | 0) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The 8 × 8 lowest frequencies of the cosine transform, row by row. */
function lowFrequencies(grey: Uint8Array, sizePx: number): Float64Array {
  if (grey.length !== sizePx ** 2 || sizePx < FREQUENCIES) {
    throw new ArgumentError(
      `a grey image of ${sizePx}×${sizePx} pixels has ${grey.length} values, expected ${sizePx ** 2}, of 8×8 pixels or more.`,
    );
  }
  const cosines = cosinesOf(sizePx);
  const ofRows = new Float64Array(sizePx * FREQUENCIES);
  for (let y = 0; y < sizePx; y++) {
    for (let u = 0; u < FREQUENCIES; u++) {
      let sum = 0;
      for (let x = 0; x < sizePx; x++) sum += grey[y * sizePx + x]! * cosines[u * sizePx + x]!;
      ofRows[u * sizePx + y] = sum;
    }
  }
  const result = new Float64Array(BITS);
  for (let v = 0; v < FREQUENCIES; v++) {
    for (let u = 0; u < FREQUENCIES; u++) {
      let sum = 0;
      for (let y = 0; y < sizePx; y++) sum += ofRows[u * sizePx + y]! * cosines[v * sizePx + y]!;
      result[v * FREQUENCIES + u] = sum;
    }
  }
  return result;
}

const kept = new Map<number, Float64Array>();

function cosinesOf(sizePx: number): Float64Array {
  const found = kept.get(sizePx);
  if (found) return found;
  const cosines = Float64Array.from({ length: FREQUENCIES * sizePx }, (_, i) => {
    const [frequency, place] = [Math.floor(i / sizePx), i % sizePx];
    return 2 * Math.cos((Math.PI * frequency * (2 * place + 1)) / (2 * sizePx));
  });
  kept.set(sizePx, cosines);
  return cosines;
}

function turned(frequencies: Float64Array, variant: number): Float64Array {
  return frequencies.map((_, i) => {
    const [row, column] = [Math.floor(i / FREQUENCIES), i % FREQUENCIES];
    const value = frequencies[variant & 4 ? column * FREQUENCIES + row : i]!;
    const isRowOdd = (variant & 2) !== 0 && row % 2 === 1;
    const isColumnOdd = (variant & 1) !== 0 && column % 2 === 1;
    return isRowOdd === isColumnOdd ? value : -value;
  });
}

function hashOf(frequencies: Float64Array): PerceptualHash {
  const sorted = frequencies.toSorted();
  const median = (sorted[HALF_BITS - 1]! + sorted[HALF_BITS]!) / 2;
  const half = (from: number) => {
    let bits = 0;
    for (let i = from; i < from + HALF_BITS; i++) {
      bits = (bits << 1) | (frequencies[i]! > median ? 1 : 0);
    }
    return bits >>> 0;
  };
  return [half(0), half(HALF_BITS)];
}
