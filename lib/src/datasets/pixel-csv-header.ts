import { DatasetError } from '../core/index.js';
import { quoteValue } from './check-value.js';

const PIXEL = /^pixel\d+$/;

/** Where the columns of a pixel table stand. */
export interface PixelCsvColumns {
  /** Path of the file, for messages. */
  readonly path: string;
  /** Names of all columns, in the file's order. */
  readonly names: readonly string[];
  /** Position of the first pixel column. */
  readonly firstPixel: number;
  /** Number of pixel columns. */
  readonly pixels: number;
}

/**
 * Reads a pixel table's header.
 *
 * @param path - the file, for messages
 * @param line - its first line
 * @returns where the columns stand
 * @throws DatasetError where there are no pixel columns, one is out of order, or a name is there twice
 */
export function readHeader(path: string, line: string): PixelCsvColumns {
  const names = line
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(',')
    .map((name) => name.replace(/^"(.*)"$/, '$1'));
  const firstPixel = names.findIndex((name) => PIXEL.test(name));
  const fault = (what: string) =>
    new DatasetError(
      `${path}, row 1: ${what}; the header begins ${quoteValue(line)}, expected columns pixel0000, pixel0001, … for the pixels, in order. Make the table with \`npx dermlab preprocess\`.`,
    );
  if (firstPixel === -1) throw fault('no pixel columns');
  const pixels = names.filter((name) => PIXEL.test(name)).length;
  for (let index = 0; index < pixels; index += 1) {
    const name = names[firstPixel + index] ?? '';
    if (!PIXEL.test(name) || Number(name.slice('pixel'.length)) !== index)
      throw fault(`column ${firstPixel + index + 1} is ${quoteValue(name)}`);
  }
  const twice = names.find((name, position) => !PIXEL.test(name) && names.indexOf(name) < position);
  if (twice !== undefined) throw fault(`column ${quoteValue(twice)} is there twice`);
  return { path, names, firstPixel, pixels };
}
