import type { ImageSize } from './image-size.js';

const START_OF_IMAGE = 0xffd8;
const START_OF_SCAN = 0xffda;
const EXIF = 0xffe1;
const COLOUR_PROFILE = 0xffe2;
/** Frames of 8-bit samples in Huffman code: baseline, extended, progressive. */
const FRAMES: readonly number[] = [0xffc0, 0xffc1, 0xffc2];
const SAMPLE_BITS = 8;
const COMPONENTS = 3;

/**
 * Reads the size of a JPEG of 8-bit colour that every decoder gives the same pixels for.
 *
 * @param encoded - bytes of an image file
 * @param upright - whether its EXIF data count
 * @returns its size; undefined where it is another kind of file, grey or of four inks, or has a
 * colour profile or EXIF data that count
 */
export function plainJpegSize(encoded: Uint8Array, upright: boolean): ImageSize | undefined {
  const view = new DataView(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  const word = (at: number) => (at + 2 <= encoded.length ? view.getUint16(at) : Number.NaN);
  if (word(0) !== START_OF_IMAGE) return undefined;
  let size: ImageSize | undefined;
  let at = 2;
  for (; word(at) !== START_OF_SCAN; at += 2 + word(at + 2)) {
    if (!(word(at) >= 0xff01 && word(at + 2) >= 2)) return undefined;
    if (word(at) === COLOUR_PROFILE || (upright && word(at) === EXIF)) return undefined;
    if (!FRAMES.includes(word(at))) continue;
    if (encoded[at + 4] !== SAMPLE_BITS || encoded[at + 9] !== COMPONENTS) return undefined;
    size = { heightPx: word(at + 5), widthPx: word(at + 7) };
  }
  return size;
}
