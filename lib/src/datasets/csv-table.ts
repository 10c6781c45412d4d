import { CsvError, parse } from 'csv-parse/sync';
import { DatasetError } from '../core/index.js';
import { quoteValue } from './check-value.js';

const MAX_BYTES = 64 * 1024 ** 2;

/** A table with the columns that were asked for. */
export interface CsvTable<Column extends string> {
  /** The rows' values as text, in the file's order. */
  readonly rows: readonly Readonly<Record<Column, string>>[];
  /** Columns that were not asked for, in the file's order. */
  readonly ignoredColumns: readonly string[];
  /**
   * Where a row stands, for messages; as in a spreadsheet the header is row 1.
   *
   * @param index - index in `rows`
   * @returns e.g. `HAM10000_metadata.csv, row 812`
   */
  readonly place: (index: number) => string;
}

/**
 * Reads a small CSV file strictly: UTF-8 with or without byte order mark, any line endings, columns
 * in any order.
 *
 * @param bytes - the file's content, at most 64 MiB
 * @param fileName - the file's name, for messages
 * @param columns - the columns to read
 * @returns rows, and which columns were left out
 * @throws DatasetError naming file, row and column: a column missing or named twice, a row too
 * short or too long, or a file that is empty, too big, not UTF-8 or not CSV
 */
export function readCsvTable<Column extends string>(
  bytes: Uint8Array,
  fileName: string,
  columns: readonly Column[],
): CsvTable<Column> {
  const [header, ...records] = readRecords(decodeUtf8(bytes, fileName), fileName);
  if (!header) throw noTable(fileName, 'is empty');
  const positions = findColumns(header, columns, fileName);
  if (records.length === 0) throw noTable(fileName, 'has a header and no rows');
  const place = (index: number) => `${fileName}, row ${index + 2}`;
  const rows = records.map((record, index) => {
    checkLength(record, header, place(index));
    const values = columns.map((column, i) => [column, record[positions[i] ?? -1] ?? '']);
    return Object.fromEntries(values) as Record<Column, string>;
  });
  const known: readonly string[] = columns;
  return { rows, ignoredColumns: header.filter((column) => !known.includes(column)), place };
}

function decodeUtf8(bytes: Uint8Array, fileName: string): string {
  if (bytes.length > MAX_BYTES) {
    throw noTable(fileName, `has ${bytes.length} bytes, more than ${MAX_BYTES}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DatasetError(
      `${fileName} is not UTF-8 text. Save it as UTF-8 CSV or get the file again.`,
      { cause },
    );
  }
}

/** The file's records; blank rows at its end are dropped. */
function readRecords(text: string, fileName: string): string[][] {
  try {
    const records: string[][] = parse(text, { relax_column_count: true });
    return records.slice(0, records.findLastIndex((record) => record.some((v) => v !== '')) + 1);
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new DatasetError(
      `${fileName} is not valid CSV: ${cause.message}. Correct the quotes or get the file again.`,
      { cause },
    );
  }
}

/** Where each of the columns stands in the header. */
function findColumns(
  header: readonly string[],
  columns: readonly string[],
  fileName: string,
): number[] {
  return columns.map((column) => {
    const position = header.indexOf(column);
    if (position !== -1 && header.lastIndexOf(column) === position) return position;
    throw new DatasetError(
      `${fileName}, row 1: column ${column} is ${position === -1 ? 'missing' : 'there twice'}; the header is ${quoteValue(header.join(','))}, expected ${columns.join(',')}. Separate columns by commas, or get the file again.`,
    );
  });
}

function checkLength(record: readonly string[], header: readonly string[], place: string): void {
  if (record.length === header.length) return;
  const values = record.length === 1 && record[0] === '' ? 'no values' : `${record.length} values`;
  throw new DatasetError(
    `${place}: ${values}, expected ${header.length} as in the header. Correct the row or get the file again.`,
  );
}

function noTable(fileName: string, found: string): DatasetError {
  return new DatasetError(
    `${fileName} ${found}, expected a header and a row for each image. Get the file again.`,
  );
}
