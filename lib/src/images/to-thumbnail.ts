import { openImage, undecodable } from './decode-image.js';
import type { ImageSize } from './image-size.js';

const JPEG_QUALITY = 85;

/** A small copy of an image. */
export interface Thumbnail extends ImageSize {
  /** A `data:image/jpeg;base64,…` address. */
  readonly dataUri: string;
}

/**
 * Makes a small copy of an image that a web page can hold in itself.
 *
 * @param encoded - bytes of an image file
 * @param options - greatest width in pixels, and the image's name for messages
 * @returns the copy; its height keeps the image's proportions, and it is never enlarged
 * @throws ImageError naming the image where it cannot be decoded
 */
export async function toThumbnail(
  encoded: Uint8Array,
  options: Pick<ImageSize, 'widthPx'> & { readonly name: string },
): Promise<Thumbnail> {
  const { name, widthPx } = options;
  try {
    const image = openImage(encoded).resize({ width: widthPx, withoutEnlargement: true });
    const jpeg = image.jpeg({ quality: JPEG_QUALITY, mozjpeg: true });
    const { data, info } = await jpeg.toBuffer({ resolveWithObject: true });
    const dataUri = `data:image/jpeg;base64,${data.toString('base64')}`;
    return { dataUri, widthPx: info.width, heightPx: info.height };
  } catch (cause) {
    throw undecodable(name, cause);
  }
}
