import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { DatasetError, type OnProgress } from '../core/index.js';
import { lineBlocks } from './line-blocks.js';
import { type PixelCsvColumns, readHeader } from './pixel-csv-header.js';
import { parseRow } from './pixel-csv-row.js';

const MAX_HEADER_BYTES = 16 * 1024 ** 2;
const MAX_TEXT_BYTES = 64 * 1024;
const NEWLINE = 10;
const RETURN = 13;

/** Some rows of a pixel table. */
export interface PixelCsvBatch {
  /** Where each row stands in the file, counted as in a spreadsheet: the header is row 1. */
  readonly rowNumbers: readonly number[];
  /** Values of the columns that are no pixels, row by row, in the order of `textColumns`. */
  readonly text: readonly (readonly string[])[];
  /** Pixel values, uint8, shape [rows, pixelColumns]. */
  readonly pixels: Uint8Array;
}

/** How a pixel table is read. */
export interface PixelCsvOptions {
  /** Rows a batch, 1 or more; the last has what is left. Default 256. */
  readonly batchRows?: number;
  /**
   * Says whether a row is wanted, from its values before the pixels. What follows them in other
   * rows is passed over unread, and so unchecked.
   *
   * @param text - values of the columns before the pixels
   */
  readonly wanted?: (text: readonly string[]) => boolean;
  /** Told as bytes are read. */
  readonly onProgress?: OnProgress;
}

/** A CSV file with a column a pixel, opened: `main_image_data.csv`, Kaggle's `hmnist_*.csv`. */
export interface PixelCsv {
  /** Path of the file. */
  readonly path: string;
  /** Size of the file in bytes. */
  readonly sizeBytes: number;
  /** Names of the columns that are no pixels, in the file's order. */
  readonly textColumns: readonly string[];
  /** How many of `textColumns` stand before the pixels. */
  readonly textColumnsBeforePixels: number;
  /** Number of the pixel columns, `pixel0000` and on. */
  readonly pixelColumns: number;
  /**
   * Reads the rows in the file's order; once only. Memory holds one batch, however long the file.
   *
   * @param options - rows a batch, and which rows
   * @returns the batches
   * @throws DatasetError naming file, row and column: a value that is no whole number from 0 to
   * 255, a row too short, too long or blank, control characters, an end within a row
   */
  batches(options?: PixelCsvOptions): AsyncGenerator<PixelCsvBatch>;
  /**
   * SHA-256 of the file's bytes, when all batches have been read.
   *
   * @returns hexadecimal digits
   */
  sha256(): string;
  /** Closes the file. */
  close(): Promise<void>;
}

/**
 * Opens a CSV file whose pixel columns are named `pixel0000`, `pixel0001` and so on, side by side
 * and in order, with other columns before or after them.
 *
 * @param path - UTF-8, with or without byte order mark, any line endings, a newline at its end
 * @returns the table; close it when done
 * @throws DatasetError where it cannot be opened or its header is not such a header
 */
export async function openPixelCsv(path: string): Promise<PixelCsv> {
  const file = await openFile(path);
  try {
    const { size: sizeBytes } = await file.stat();
    return await openTable(path, file, sizeBytes);
  } catch (error) {
    await file.close();
    throw readable(path, error);
  }
}

async function openTable(path: string, file: FileHandle, sizeBytes: number): Promise<PixelCsv> {
  const hash = createHash('sha256');
  const place = { row: 0 };
  let maxLineBytes = MAX_HEADER_BYTES;
  const fault = (what: 'too long' | 'cut off') => badLine(path, place.row + 1, what, maxLineBytes);
  const blocks = lineBlocks(file, { hash, maxLineBytes: () => maxLineBytes, fault });
  const first = await blocks.next();
  if (first.done) throw badLine(path, 1, 'missing', 0);
  const headerEnd = first.value.indexOf(NEWLINE);
  place.row = 1;
  const columns = readHeader(path, first.value.toString('utf8', 0, headerEnd));
  maxLineBytes = MAX_TEXT_BYTES + 4 * columns.names.length;
  const rest = first.value.subarray(headerEnd + 1);
  return {
    path,
    sizeBytes,
    textColumns: [
      ...columns.names.slice(0, columns.firstPixel),
      ...columns.names.slice(columns.firstPixel + columns.pixels),
    ],
    textColumnsBeforePixels: columns.firstPixel,
    pixelColumns: columns.pixels,
    batches: ({ onProgress, ...options } = {}) =>
      readBatches(columns, place, options, async function* () {
        let done = headerEnd + 1;
        for await (const block of following(rest, blocks)) {
          yield block;
          done += block.length;
          onProgress?.({ task: 'reading the table', done, total: sizeBytes });
        }
      }),
    sha256: () => hash.copy().digest('hex'),
    close: () => file.close(),
  };
}

async function* following(first: Buffer, blocks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* blocks;
}

/** Cuts blocks of lines into rows, and rows into batches. `place.row` is the row last seen. */
async function* readBatches(
  columns: PixelCsvColumns,
  place: { row: number },
  { batchRows = 256, wanted = () => true }: PixelCsvOptions,
  blocks: () => AsyncGenerator<Buffer>,
): AsyncGenerator<PixelCsvBatch> {
  let batch = emptyBatch(batchRows, columns.pixels);
  let blankRow = 0;
  for await (const block of blocks()) {
    let start = 0;
    while (start < block.length) {
      const newline = block.indexOf(NEWLINE, start);
      const end = block[newline - 1] === RETURN && newline > start ? newline - 1 : newline;
      place.row += 1;
      if (end === start) blankRow ||= place.row;
      else if (blankRow > 0) throw badLine(columns.path, blankRow, 'blank', 0);
      else {
        const row = { bytes: block, start, end, number: place.row };
        const offset = batch.rowNumbers.length * columns.pixels;
        const text = parseRow(row, columns, wanted, batch.pixels, offset);
        if (text) {
          batch.rowNumbers.push(place.row);
          batch.text.push(text);
        }
        if (batch.rowNumbers.length === batchRows) {
          yield batch;
          batch = emptyBatch(batchRows, columns.pixels);
        }
      }
      start = newline + 1;
    }
  }
  const rows = batch.rowNumbers.length;
  if (rows > 0) yield { ...batch, pixels: batch.pixels.subarray(0, rows * columns.pixels) };
}

function emptyBatch(rows: number, pixels: number) {
  const [rowNumbers, text]: [number[], (readonly string[])[]] = [[], []];
  return { rowNumbers, text, pixels: new Uint8Array(rows * pixels) };
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (error) {
    throw readable(path, error);
  }
}

function readable(path: string, cause: unknown): unknown {
  if (!(cause instanceof Error && 'code' in cause)) return cause;
  return new DatasetError(
    `${path} cannot be read (${String(cause.code)}), expected a CSV file with a column a pixel. Check the path.`,
    { cause },
  );
}

function badLine(
  path: string,
  row: number,
  what: 'too long' | 'cut off' | 'blank' | 'missing',
  maxBytes: number,
): DatasetError {
  const text = {
    'too long': `a line of more than ${maxBytes} bytes, expected the values of one image. Correct it or make the table again.`,
    'cut off': `the file ends within a row, without a line's end; it may be cut off. Make the table again, or end its last line.`,
    blank: `a blank row, expected the values of one image. Delete it.`,
    missing: 'the file is empty, expected a header. Make the table again.',
  }[what];
  return new DatasetError(`${path}, row ${row}: ${text}`);
}
