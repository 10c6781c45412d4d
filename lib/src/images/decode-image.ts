import sharp, { type Sharp } from 'sharp';
import { ImageError } from '../core/index.js';
import type { ImageScaling } from './image-size.js';
import { decodePlainJpeg } from './jpeg-decoder.js';
import { type RgbImage, resampleImage } from './resample-image.js';
import { BICUBIC } from './resize-bicubic.js';
import { LANCZOS } from './resize-lanczos.js';
import { toGrey } from './to-grey.js';

const MAX_INPUT_PIXELS = 100_000_000;
const CHANNELS = 3;
const FILTERS = { bicubic: BICUBIC, lanczos: LANCZOS };

/**
 * Decodes one image and scales it.
 *
 * @param encoded - bytes of a JPEG, PNG, WebP or TIFF file, at most 100 megapixels
 * @param options - size in pixels, filter, channels, the image's name for messages, and whether it
 * is turned upright as its EXIF data say, as a person's photo must be
 * @returns uint8, shape [heightPx, widthPx, channels]; by default three channels, RGB
 * @throws ImageError naming the image where it is truncated, damaged, too big or no image
 * @remarks Equal to Pillow 13's `Image.open(f).resize((w, h))` for 8-bit RGB JPEG and PNG, and
 * grey to `.convert('L')` after it: see `resizeBicubic`, `resizeLanczos`. Other kinds
 * become 8-bit sRGB first: grey three equal channels, CMYK by its profile, 16 bits by their upper 8,
 * alpha dropped, of several pages the first. EXIF orientation is ignored, as by Pillow and by
 * Keras's `load_img`, unless `upright` is set.
 */
export async function decodeImage(
  encoded: Uint8Array,
  options: ImageScaling & { readonly name: string; readonly upright?: boolean },
): Promise<Uint8Array> {
  const { filter = 'bicubic', channels = 3, upright = false } = options;
  const pixels =
    (await decodePlainJpeg(encoded, { ...options, upright }, FILTERS[filter])) ??
    resampleImage(await decodeOriginal(encoded, options.name, upright), options, FILTERS[filter]);
  return channels === 1 ? toGrey(pixels) : pixels;
}

/**
 * Decodes one image at its own size.
 *
 * @param encoded - bytes of an image file, at most 100 megapixels
 * @param name - the image's name, for messages
 * @param upright - whether it is turned as its EXIF data say; default false
 * @returns uint8 RGB with its size
 * @throws ImageError naming the image where it is truncated, damaged, too big or no image
 */
export async function decodeOriginal(
  encoded: Uint8Array,
  name: string,
  upright = false,
): Promise<RgbImage> {
  try {
    const image = openImage(encoded);
    const raw = (upright ? image.autoOrient() : image).raw({ depth: 'uchar' });
    const { data, info } = await raw.toBuffer({ resolveWithObject: true });
    if (info.channels !== CHANNELS) throw new Error(`${info.channels} channels`);
    return { pixels: data, widthPx: info.width, heightPx: info.height };
  } catch (cause) {
    throw undecodable(name, cause);
  }
}

/**
 * Opens an encoded image the one way that all of this room does: as 8-bit sRGB of three channels.
 *
 * @param encoded - bytes of an image file, at most 100 megapixels
 * @returns sharp's pipeline, not yet run
 */
export function openImage(encoded: Uint8Array): Sharp {
  return sharp(encoded, { failOn: 'truncated', limitInputPixels: MAX_INPUT_PIXELS })
    .removeAlpha()
    .toColourspace('srgb');
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
