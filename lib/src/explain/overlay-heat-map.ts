import sharp from 'sharp';
import { ArgumentError } from '../core/index.js';
import { decodeOriginal, type RgbImage } from '../images/index.js';
import { type HeatMap, heatAt } from './heat-map.js';

/** How a heat map is laid over an image. */
export interface OverlayOptions {
  /** The image's name, for messages. */
  readonly name?: string;
  /** Weight of the heat map's colour, in [0, 1]; default 0.4, as in Keras's example. */
  readonly opacity?: number;
}

/**
 * Lays a heat map over its image, in the colours of "jet": blue where it is 0, over green and
 * yellow to dark red where it is 1.
 *
 * @param encoded - bytes of an image file
 * @param heatMap - of the whole image, scaled to its size bilinearly
 * @param options - the image's name, and how strong the colours are
 * @returns a PNG file of the image's own size, turned upright as its EXIF data say
 * @throws ImageError naming the image where it cannot be decoded
 * @throws ArgumentError where the opacity is not in [0, 1]
 */
export async function overlayHeatMap(
  encoded: Uint8Array,
  heatMap: HeatMap,
  { name = 'given', opacity = 0.4 }: OverlayOptions = {},
): Promise<Buffer> {
  if (!(opacity >= 0 && opacity <= 1)) {
    throw new ArgumentError(`opacity is ${opacity}, expected a number from 0 to 1.`);
  }
  const image = await decodeOriginal(encoded, name, true);
  const { widthPx: width, heightPx: height } = image;
  const pixels = blend(image, heatMap, opacity);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

function blend(
  { pixels, widthPx, heightPx }: RgbImage,
  heatMap: HeatMap,
  opacity: number,
): Uint8Array {
  const result = new Uint8Array(pixels.length);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const heat = heatAt(heatMap, (y + 0.5) / heightPx, (x + 0.5) / widthPx);
      const place = (y * widthPx + x) * 3;
      jet(heat).forEach((colour, channel) => {
        const shown = pixels[place + channel]! * (1 - opacity) + 255 * colour * opacity;
        result[place + channel] = Math.round(shown);
      });
    }
  }
  return result;
}

/** Red, green and blue in [0, 1]: each rises to 1, stays, and falls again. */
function jet(heat: number): [number, number, number] {
  const ramp = (centre: number) => Math.min(Math.max(1.5 - Math.abs(4 * heat - centre), 0), 1);
  return [ramp(3), ramp(2), ramp(1)];
}
