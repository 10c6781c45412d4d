import type { ImageSize } from './image-size.js';
import { type Filter, type RgbImage, resampleImage } from './resample-image.js';

const SHARPNESS = -0.5;
/** Pillow's `BICUBIC`. */
export const BICUBIC: Filter = { reach: 2, weight: cubic };

/**
 * Scales an image by bicubic interpolation with antialiasing, bit for bit as Pillow does.
 *
 * @param image - uint8 RGB, shape [heightPx, widthPx, 3]
 * @param size - size in pixels to scale to
 * @returns uint8 RGB, shape [size.heightPx, size.widthPx, 3]
 * @remarks Equal to Pillow 13's `Image.resize((w, h))`, whose default is `BICUBIC`: Keys' cubic with
 * a = −0.5 (IEEE Trans. ASSP 29, 1981). sharp's `kernel: 'cubic'` differs from it by up to 3 levels
 * and takes longer for images as small as these.
 */
export function resizeBicubic(image: RgbImage, size: ImageSize): Uint8Array {
  return resampleImage(image, size, BICUBIC);
}

function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return ((SHARPNESS + 2) * x - (SHARPNESS + 3)) * x * x + 1;
  return x < BICUBIC.reach ? SHARPNESS * (((x - 5) * x + 8) * x - 4) : 0;
}
