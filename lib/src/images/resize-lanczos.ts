import type { ImageSize } from './image-size.js';
import { type Filter, type RgbImage, resampleImage } from './resample-image.js';

/** Pillow's `LANCZOS`. */
export const LANCZOS: Filter = { reach: 3, weight: lanczos };

/**
 * Scales an image by Lanczos interpolation with antialiasing, bit for bit as Pillow does.
 *
 * @param image - uint8 RGB, shape [heightPx, widthPx, 3]
 * @param size - size in pixels to scale to
 * @returns uint8 RGB, shape [size.heightPx, size.widthPx, 3]
 * @remarks Equal to Pillow 13's `Image.resize((w, h), LANCZOS)`: a sinc within a sinc of three
 * lobes. Kaggle's `hmnist_*.csv` were made with it.
 */
export function resizeLanczos(image: RgbImage, size: ImageSize): Uint8Array {
  return resampleImage(image, size, LANCZOS);
}

function lanczos(distance: number): number {
  return Math.abs(distance) < LANCZOS.reach ? sinc(distance) * sinc(distance / LANCZOS.reach) : 0;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
