import { DatasetError } from '../core/index.js';
import { quoteValue } from './check-value.js';
import type { PixelCsvColumns } from './pixel-csv-header.js';

const COMMA = 44;
const QUOTE = 34;
const ZERO = 48;
const CONTROL_OR_BROKEN = /[\p{Cc}\uFFFD]/u;

/** One line of the file: `bytes` from `start` to `end`, where its line end begins. */
export interface PixelCsvLine {
  /** A block of the file. */
  readonly bytes: Buffer;
  /** Where the line begins. */
  readonly start: number;
  /** Where the line's end begins. */
  readonly end: number;
  /** The row's number, for messages. */
  readonly number: number;
}

/**
 * Parses one row: the pixels byte by byte into their place, the other values as text.
 *
 * @param line - where the row stands
 * @param columns - from the header
 * @param wanted - says from the values before the pixels whether the row is wanted
 * @param pixels - where the row's pixels go
 * @param offset - from which place on
 * @returns the values that are no pixels; undefined for a row that is not wanted
 * @throws DatasetError naming row and column of what is out of place
 */
export function parseRow(
  line: PixelCsvLine,
  columns: PixelCsvColumns,
  wanted: (text: readonly string[]) => boolean,
  pixels: Uint8Array,
  offset: number,
): readonly string[] | undefined {
  const { bytes, end } = line;
  const { names, firstPixel } = columns;
  const text: string[] = [];
  let at = line.start;
  for (let column = 0; column < firstPixel; column += 1) {
    if (at > end) throw explain(line, columns);
    const stop = fieldEnd(bytes, at, end);
    text.push(fieldText(line, columns, column, at, stop));
    at = stop + 1;
  }
  if (!wanted(text)) return undefined;
  at = parsePixels(bytes, at, pixels, offset, columns.pixels);
  if (at === -1 || at > end) throw explain(line, columns);
  for (let column = firstPixel + columns.pixels; column < names.length; column += 1) {
    if (bytes[at] !== COMMA) throw explain(line, columns);
    const stop = fieldEnd(bytes, at + 1, end);
    text.push(fieldText(line, columns, column, at + 1, stop));
    at = stop;
  }
  if (at !== end) throw explain(line, columns);
  return text;
}

/** Where the values end, or -1. A line's end stops it, since that is no digit and no comma. */
function parsePixels(
  bytes: Buffer,
  from: number,
  pixels: Uint8Array,
  offset: number,
  count: number,
): number {
  let at = from;
  for (let index = 0; index < count; index += 1) {
    if (index > 0 && bytes[at++] !== COMMA) return -1;
    let value = bytes[at++]! - ZERO;
    if (value < 0 || value > 9) return -1;
    for (let digits = 1; digits < 3; digits += 1) {
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      at += 1;
    }
    if (value > 255) return -1;
    pixels[offset + index] = value;
  }
  return at;
}

function fieldEnd(bytes: Buffer, from: number, end: number): number {
  let at = from;
  if (bytes[at] === QUOTE) {
    do at = bytes.indexOf(QUOTE, at + 1) + 1;
    while (at > 0 && at < end && bytes[at] === QUOTE);
    if (at === 0 || at > end) return end;
  }
  const comma = bytes.indexOf(COMMA, at);
  return comma === -1 || comma > end ? end : comma;
}

function fieldText(
  { bytes, number }: PixelCsvLine,
  { path, names }: PixelCsvColumns,
  column: number,
  from: number,
  end: number,
): string {
  const raw = bytes.toString('utf8', from, end);
  const quoted = /^"((?:[^"]|"")*)"$/.exec(raw)?.[1]?.replaceAll('""', '"');
  const value = quoted ?? raw;
  if (!CONTROL_OR_BROKEN.test(value) && (quoted !== undefined || !raw.includes('"'))) return value;
  throw new DatasetError(
    `${path}, row ${number}, column ${names[column] ?? ''}: ${quoteValue(raw)} is not plain UTF-8 text on one line. Correct the value or make the table again.`,
  );
}

/** Says what is wrong with a row that did not parse. */
function explain(line: PixelCsvLine, { path, names, firstPixel, pixels }: PixelCsvColumns): Error {
  const place = `${path}, row ${line.number}`;
  const values = line.bytes.toString('utf8', line.start, line.end).split(',');
  const bad = values.findIndex(
    (value, column) =>
      column >= firstPixel &&
      column < firstPixel + pixels &&
      !(/^\d{1,3}$/.test(value) && Number(value) <= 255),
  );
  if (bad === -1 || values.length !== names.length) {
    return new DatasetError(
      `${place}: ${values.length} values, expected ${names.length} as in the header. Correct the row or make the table again.`,
    );
  }
  return new DatasetError(
    `${place}, column ${names[bad] ?? ''}: ${quoteValue(values[bad] ?? '')} is no whole number from 0 to 255. Correct the value or make the table again.`,
  );
}
