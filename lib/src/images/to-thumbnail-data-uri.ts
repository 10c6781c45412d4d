import { openImage, undecodable } from './decode-image.js';
import type { ImageSize } from './image-size.js';

const JPEG_QUALITY = 85;

/**
 * Makes a small copy of an image that a web page can hold in itself.
 *
 * @param encoded - bytes of an image file
 * @param options - size in pixels, and the image's name for messages
 * @returns a `data:image/jpeg;base64,…` address
 * @throws ImageError naming the image where it cannot be decoded
 */
export async function toThumbnailDataUri(
  encoded: Uint8Array,
  options: ImageSize & { readonly name: string },
): Promise<string> {
  const { name, widthPx, heightPx } = options;
  try {
    const image = openImage(encoded).resize(widthPx, heightPx, { fit: 'fill' });
    const bytes = await image.jpeg({ quality: JPEG_QUALITY, mozjpeg: true }).toBuffer();
    return `data:image/jpeg;base64,${bytes.toString('base64')}`;
  } catch (cause) {
    throw undecodable(name, cause);
  }
}
