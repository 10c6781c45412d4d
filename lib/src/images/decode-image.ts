import sharp, { type Sharp } from 'sharp';
import { ImageError } from '../core/index.js';

const MAX_INPUT_PIXELS = 100_000_000;
const CHANNELS = 3;

/** The size that an image is decoded to. */
export interface ImageSize {
  /** Width in pixels, 1 or more. */
  readonly widthPx: number;
  /** Height in pixels, 1 or more. */
  readonly heightPx: number;
}

/**
 * Opens an encoded image the one way that all of this room does: 8-bit sRGB of three channels,
 * scaled to a size without regard to its proportions.
 *
 * @param encoded - bytes of a JPEG, PNG, WebP or TIFF file, at most 100 megapixels
 * @param size - size in pixels
 * @returns sharp's pipeline, not yet run
 */
export function openImage(encoded: Uint8Array, { widthPx, heightPx }: ImageSize): Sharp {
  return sharp(encoded, { failOn: 'truncated', limitInputPixels: MAX_INPUT_PIXELS })
    .resize(widthPx, heightPx, { fit: 'fill', kernel: 'cubic', fastShrinkOnLoad: false })
    .removeAlpha()
    .toColourspace('srgb');
}

/**
 * Decodes one image and scales it.
 *
 * @param encoded - bytes of a JPEG, PNG, WebP or TIFF file, at most 100 megapixels
 * @param options - size in pixels, and the image's name for messages
 * @returns uint8 RGB, shape [heightPx, widthPx, 3]
 * @throws ImageError naming the image where it is truncated, damaged, too big or no image
 * @remarks As Pillow's `Image.open(f).convert('RGB').resize((w, h))`, which is bicubic and
 * antialiased, within rounding where an image shrinks less than fourfold; beyond that libvips
 * averages whole blocks first and differs by a few more levels. Grey becomes three equal channels,
 * CMYK is converted by its profile, 16 bits become 8, alpha is dropped, the first page counts.
 * EXIF orientation is ignored, as by Pillow and by Keras's `load_img`.
 */
export async function decodeImage(
  encoded: Uint8Array,
  options: ImageSize & { readonly name: string },
): Promise<Uint8Array> {
  const { name, widthPx, heightPx } = options;
  try {
    const pixels = await openImage(encoded, options).raw({ depth: 'uchar' }).toBuffer();
    if (pixels.length === widthPx * heightPx * CHANNELS) return pixels;
    throw new Error(`${pixels.length / widthPx / heightPx} channels instead of ${CHANNELS}`);
  } catch (cause) {
    throw undecodable(name, cause);
  }
}

/**
 * Makes the error for an image that cannot be decoded.
 *
 * @param name - the image
 * @param cause - what sharp said
 * @returns the error, to be thrown
 */
export function undecodable(name: string, cause: unknown): ImageError {
  const why = (cause instanceof Error ? cause.message : String(cause)).trim().replace(/\s+/g, ' ');
  return new ImageError(
    `image ${name} cannot be decoded (${why}), expected a whole JPEG or PNG file. Get the file again, or leave its row out.`,
    { cause },
  );
}
