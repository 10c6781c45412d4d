import { types } from 'node:util';
import type { RgbImage } from '../images/index.js';
import { isObject } from './is-object.js';
import { type MimeBundle, mimeBundle } from './mime-bundle.js';

const CHANNELS = 3;
const FILE_TYPES = [
  {
    name: 'PNG',
    mimeType: 'image/png',
    signature: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  },
  { name: 'JPEG', mimeType: 'image/jpeg', signature: [0xff, 0xd8, 0xff] },
] as const;

/**
 * An image as the notebook shows it: bytes of a PNG or JPEG file as they are, pixels as PNG.
 *
 * @param value - anything
 * @returns the bundle, or undefined where the value is no image
 */
export function imageBundle(value: unknown): MimeBundle | Promise<MimeBundle> | undefined {
  if (types.isUint8Array(value)) return fileBundle(value);
  return isRgbImage(value) ? pixelsBundle(value) : undefined;
}

function fileBundle(bytes: Uint8Array): MimeBundle | undefined {
  const type = FILE_TYPES.find(({ signature }) =>
    signature.every((byte, position) => bytes[position] === byte),
  );
  if (!type) return undefined;
  return mimeBundle(`${type.name} image, ${bytes.length.toLocaleString('en-US')} bytes`, {
    [type.mimeType]: Buffer.from(bytes).toString('base64'),
  });
}

async function pixelsBundle({ pixels, widthPx, heightPx }: RgbImage): Promise<MimeBundle> {
  const { default: sharp } = await import('sharp');
  const raw = { width: widthPx, height: heightPx, channels: CHANNELS } as const;
  const png = await sharp(pixels, { raw }).png().toBuffer();
  return mimeBundle(`RGB image, ${widthPx} × ${heightPx} pixels`, {
    'image/png': png.toString('base64'),
  });
}

function isRgbImage(value: unknown): value is RgbImage {
  if (!isObject(value)) return false;
  const { pixels, widthPx, heightPx } = value;
  return (
    types.isUint8Array(pixels) &&
    Number.isInteger(widthPx) &&
    Number.isInteger(heightPx) &&
    pixels.length === (widthPx as number) * (heightPx as number) * CHANNELS
  );
}
