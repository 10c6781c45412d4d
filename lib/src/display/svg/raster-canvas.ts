import { encodePng } from './png.js';

const CHANNELS = 4;
const RGBA = /^rgba\((\d+),(\d+),(\d+),([\d.]+)\)$/;

/** Pixels as a canvas gives and takes them. */
interface ImageData {
  readonly data: Uint8ClampedArray;
}

/** As much of a canvas's 2-D context as Plotly's heatmaps and images draw with. */
interface RasterContext {
  fillStyle: string;
  fillRect(x: number, y: number, width: number, height: number): void;
  createImageData(width: number, height: number): ImageData;
  putImageData(image: ImageData): void;
}

/** As much of a canvas as Plotly's heatmaps draw on. */
export interface RasterCanvas {
  /** Width in pixels. */
  width: number;
  /** Height in pixels. */
  height: number;
  /** What draws. */
  getContext(): RasterContext;
  /** The pixels as a PNG file in a `data:` address. */
  toDataURL(): string;
}

/**
 * Makes a canvas that fills rectangles and takes whole images: all that heatmaps need.
 *
 * @returns an empty canvas; set its size before drawing
 */
export function rasterCanvas(): RasterCanvas {
  let pixels = new Uint8ClampedArray();
  const canvas: RasterCanvas = {
    width: 0,
    height: 0,
    getContext() {
      pixels = new Uint8ClampedArray(canvas.width * canvas.height * CHANNELS);
      return {
        fillStyle: 'rgba(0,0,0,1)',
        fillRect(x, y, width, height) {
          const colour = parseColour(this.fillStyle);
          const columns = within(x, width, canvas.width);
          const rows = within(y, height, canvas.height);
          for (let row = rows.from; row < rows.to; row += 1) {
            for (let column = columns.from; column < columns.to; column += 1) {
              pixels.set(colour, (row * canvas.width + column) * CHANNELS);
            }
          }
        },
        createImageData: (width, height) => ({
          data: new Uint8ClampedArray(width * height * CHANNELS),
        }),
        putImageData({ data }) {
          pixels.set(data);
        },
      };
    },
    toDataURL() {
      const png = encodePng(new Uint8Array(pixels.buffer), canvas.width);
      return `data:image/png;base64,${png.toString('base64')}`;
    },
  };
  return canvas;
}

// Whole pixels of a canvas from `start` on.
function within(start: number, length: number, size: number) {
  return { from: Math.max(0, Math.round(start)), to: Math.min(size, Math.round(start + length)) };
}

function parseColour(colour: string): number[] {
  const [, red, green, blue, alpha] = RGBA.exec(colour) ?? [];
  return [Number(red), Number(green), Number(blue), 255 * Number(alpha)];
}
