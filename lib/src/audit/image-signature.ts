import { dihedralHashes, type PerceptualHash } from './perceptual-hash.js';

/** Width and height in pixels of the grey thumbnail that a signature is made of. */
export const THUMBNAIL_PX = 64;
/** Width and height of the part of it whose detail is compared: frames of a lens lie outside. */
export const DETAIL_PX = 48;

const MARGIN_PX = (THUMBNAIL_PX - DETAIL_PX) / 2;
/** Half the widths of the means whose difference is the detail: 3 and 9 pixels. */
const [NEAR_PX, FAR_PX] = [1, 4];
/** Standard deviations of the detail become this many units of 8 bits. */
const UNITS = 32;
const MAX_UNITS = 127;

/** What two images are compared by. */
export interface ImageSignature {
  /** Hashes of the image in all eight ways of turning and mirroring it; as it is first. */
  readonly hashes: readonly PerceptualHash[];
  /**
   * Hairs, dots and edges: what lies between means over 3 and 9 pixels, in units of its own
   * standard deviation; int8, shape [48, 48]. All 0 where the image is flat.
   */
  readonly detail: Int8Array;
}

/**
 * What an image is compared by: frequencies to find those that look alike, detail to tell copies
 * from what merely looks alike.
 *
 * @param grey - uint8, shape [64, 64], an image scaled without regard to its proportions
 * @returns hashes and detail
 * @throws ArgumentError where there are not 4,096 values
 */
export function imageSignature(grey: Uint8Array): ImageSignature {
  return { hashes: dihedralHashes(grey, THUMBNAIL_PX), detail: detailOf(grey) };
}

function detailOf(grey: Uint8Array): Int8Array {
  const sums = sumsFromOrigin(grey);
  const differences = new Float64Array(DETAIL_PX ** 2);
  let squares = 0;
  for (let y = 0; y < DETAIL_PX; y++) {
    for (let x = 0; x < DETAIL_PX; x++) {
      const [atX, atY] = [x + MARGIN_PX, y + MARGIN_PX];
      const difference = meanAround(sums, atX, atY, NEAR_PX) - meanAround(sums, atX, atY, FAR_PX);
      differences[y * DETAIL_PX + x] = difference;
      squares += difference ** 2;
    }
  }
  const deviation = Math.sqrt(squares / differences.length);
  if (deviation === 0) return new Int8Array(differences.length);
  return Int8Array.from(differences, (difference) => toUnits(difference / deviation));
}

function toUnits(deviations: number): number {
  return Math.max(-MAX_UNITS, Math.min(MAX_UNITS, Math.round(UNITS * deviations)));
}

/** The sum of all values above and left of each corner of a pixel. */
function sumsFromOrigin(grey: Uint8Array): Int32Array {
  const width = THUMBNAIL_PX + 1;
  const sums = new Int32Array(width ** 2);
  for (let y = 0; y < THUMBNAIL_PX; y++) {
    let ofRow = 0;
    for (let x = 0; x < THUMBNAIL_PX; x++) {
      ofRow += grey[y * THUMBNAIL_PX + x]!;
      sums[(y + 1) * width + x + 1] = sums[y * width + x + 1]! + ofRow;
    }
  }
  return sums;
}

function meanAround(sums: Int32Array, x: number, y: number, reachPx: number): number {
  const width = THUMBNAIL_PX + 1;
  const [top, bottom] = [(y - reachPx) * width, (y + reachPx + 1) * width];
  const [left, right] = [x - reachPx, x + reachPx + 1];
  const sum = sums[bottom + right]! - sums[bottom + left]! - sums[top + right]! + sums[top + left]!;
  return sum / (2 * reachPx + 1) ** 2;
}
