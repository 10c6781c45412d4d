import sharp from 'sharp';
import type { RgbImage } from './resample-image.js';

const CHANNELS = 3;
const QUALITY = 95;

/**
 * Encodes an image as JPEG, quality 95, colours not subsampled.
 *
 * @param image - uint8 RGB, shape [heightPx, widthPx, 3]
 * @returns the file's bytes, the same for the same version of sharp
 */
export function encodeJpeg({ pixels, widthPx, heightPx }: RgbImage): Promise<Buffer> {
  return sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: CHANNELS } })
    .jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
    .toBuffer();
}
