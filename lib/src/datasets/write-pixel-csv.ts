import { DatasetError, writeGrowingFile } from '../core/index.js';

/** Columns of a CSV file with a column a pixel. */
export interface PixelCsvLayout {
  /** Columns before the pixels. */
  readonly before?: readonly string[];
  /** Number of pixel columns: height × width × channels. */
  readonly pixelColumns: number;
  /** Columns after the pixels. */
  readonly after?: readonly string[];
}

/** Some rows to be written. */
export interface PixelCsvRows {
  /** Values of the columns that are no pixels, row by row, those before the pixels first. */
  readonly text: readonly (readonly string[])[];
  /** Pixel values, uint8, shape [rows, pixelColumns]. */
  readonly pixels: Uint8Array;
}

/**
 * Writes a CSV file with a column a pixel, whole or not at all. Memory holds one batch at a time.
 *
 * @param path - where it goes; a file that is there is replaced
 * @param layout - its columns; pixels are named `pixel0000` and on
 * @param batches - the rows, in the table's order
 * @throws DatasetError where it cannot be written
 */
export async function writePixelCsv(
  path: string,
  layout: PixelCsvLayout,
  batches: AsyncIterable<PixelCsvRows>,
): Promise<void> {
  await writeGrowingFile(path, {
    write: async (append) => {
      await append(headerOf(layout));
      for await (const batch of batches) await append(linesOf(batch, layout));
    },
    unwritable: (cause) => unwritable(path, cause),
  });
}

function headerOf({ before = [], pixelColumns, after = [] }: PixelCsvLayout): string {
  const pixels = Array.from({ length: pixelColumns }, (_, index) => {
    return `pixel${String(index).padStart(4, '0')}`;
  });
  return `${[...before, ...pixels, ...after].join(',')}\n`;
}

function linesOf(
  { text, pixels }: PixelCsvRows,
  { before = [], pixelColumns }: PixelCsvLayout,
): string {
  const lines = text.map((values, row) => {
    const ofRow = pixels.subarray(row * pixelColumns, (row + 1) * pixelColumns);
    const quoted = values.map(quoteCsv);
    const [first, last] = [quoted.slice(0, before.length), quoted.slice(before.length)];
    return `${[...first, ofRow.join(','), ...last].join(',')}\n`;
  });
  return lines.join('');
}

function quoteCsv(value: string): string {
  return /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function unwritable(path: string, cause: NodeJS.ErrnoException): DatasetError {
  const remedy = cause.code === 'ENOSPC' ? 'Free disk space' : 'Choose another place with --out';
  return new DatasetError(`${path} cannot be written (${cause.message}). ${remedy}.`, { cause });
}
