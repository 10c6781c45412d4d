import type { RgbImage } from './resample-image.js';

const CHANNELS = 3;

/** How a copy differs from its image. */
export interface ImageAugmentation {
  /** Rotation about the centre in degrees, counter-clockwise, within (-90, 90). */
  readonly rotationDegrees: number;
  /** Mirrored left to right. */
  readonly flipHorizontal: boolean;
  /** Mirrored top to bottom. */
  readonly flipVertical: boolean;
  /** Enlargement about the centre, 1 or more; what no longer fits is cut off. */
  readonly zoom: number;
}

/**
 * Makes an augmented copy of an image, of the same size: rotated, flipped and zoomed about its
 * centre. A rotation is enlarged until no corner is empty, as Python's Augmentor does it.
 *
 * @param image - uint8 RGB, shape [heightPx, widthPx, 3]
 * @param augmentation - how the copy differs
 * @returns uint8 RGB of the same shape
 * @remarks Bilinear, one interpolation for all three together, in double precision: the same bytes
 * on each machine.
 */
export function augmentImage(image: RgbImage, augmentation: ImageAugmentation): Uint8Array {
  const { widthPx, heightPx } = image;
  const { a, b, c, d } = inverseMatrix(image, augmentation);
  const result = new Uint8Array(widthPx * heightPx * CHANNELS);
  const centreX = (widthPx - 1) / 2;
  const centreY = (heightPx - 1) / 2;
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const fromX = a * (x - centreX) + b * (y - centreY) + centreX;
      const fromY = c * (x - centreX) + d * (y - centreY) + centreY;
      sampleBilinear(image, fromX, fromY, result, (y * widthPx + x) * CHANNELS);
    }
  }
  return result;
}

/** From a place in the copy to its place in the image, both relative to the centre. */
function inverseMatrix(
  { widthPx, heightPx }: RgbImage,
  { rotationDegrees, flipHorizontal, flipVertical, zoom }: ImageAugmentation,
): { a: number; b: number; c: number; d: number } {
  const angle = (rotationDegrees * Math.PI) / 180;
  const ratio = Math.max(widthPx / heightPx, heightPx / widthPx);
  // The largest upright rectangle of the same proportions inside the rotated image.
  const fit = Math.cos(angle) + ratio * Math.abs(Math.sin(angle));
  const cos = Math.cos(angle) / (fit * zoom);
  const sin = Math.sin(angle) / (fit * zoom);
  const mirrorX = flipHorizontal ? -1 : 1;
  const mirrorY = flipVertical ? -1 : 1;
  return { a: mirrorX * cos, b: mirrorX * -sin, c: mirrorY * sin, d: mirrorY * cos };
}

function sampleBilinear(
  { pixels, widthPx, heightPx }: RgbImage,
  x: number,
  y: number,
  result: Uint8Array,
  at: number,
): void {
  const left = clamp(Math.floor(x), widthPx - 1);
  const top = clamp(Math.floor(y), heightPx - 1);
  const right = clamp(left + 1, widthPx - 1);
  const bottom = clamp(top + 1, heightPx - 1);
  const shareX = Math.min(Math.max(x - left, 0), 1);
  const shareY = Math.min(Math.max(y - top, 0), 1);
  for (let channel = 0; channel < CHANNELS; channel++) {
    const value = (row: number, column: number) =>
      pixels[(row * widthPx + column) * CHANNELS + channel]!;
    const upper = value(top, left) * (1 - shareX) + value(top, right) * shareX;
    const lower = value(bottom, left) * (1 - shareX) + value(bottom, right) * shareX;
    result[at + channel] = Math.round(upper * (1 - shareY) + lower * shareY);
  }
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}
