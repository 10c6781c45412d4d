const [RED, GREEN, BLUE] = [19_595, 38_470, 7_471];
const FRACTION_BITS = 16;
const HALF = 1 << (FRACTION_BITS - 1);

/**
 * Makes RGB grey, as Pillow's `convert('L')` does.
 *
 * @param pixels - uint8 RGB, three values a pixel
 * @returns uint8, one value a pixel
 * @remarks Luma by ITU-R BT.601, .299 red, .587 green and .114 blue, in 16 fractional bits.
 */
export function toGrey(pixels: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: pixels.length / 3 }, (_, pixel) => {
    const at = 3 * pixel;
    const sum = pixels[at]! * RED + pixels[at + 1]! * GREEN + pixels[at + 2]! * BLUE;
    return (sum + HALF) >>> FRACTION_BITS;
  });
}
