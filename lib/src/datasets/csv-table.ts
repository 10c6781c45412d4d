import { DatasetError } from '../core/index.js';
import { quoteValue } from './check-value.js';
import { CsvColumn } from './csv-column.js';
import { csvRecords } from './csv-records.js';
import type { FieldType } from './field-type.js';

const MAX_BYTES = 64 * 1024 ** 2;

/** The columns to read by name, and what their values are. */
type CsvSchema = Readonly<Record<string, FieldType<unknown>>>;

/** A table with the columns that were asked for. */
export interface CsvTable<Schema extends CsvSchema> {
  /** The values of each column, in the file's order. */
  readonly columns: {
    readonly [Name in keyof Schema]: Schema[Name] extends FieldType<infer Value>
      ? readonly Value[]
      : never;
  };
  /** Columns that were not asked for, in the file's order. */
  readonly ignoredColumns: readonly string[];
  /**
   * Where a row stands, for messages; as in a spreadsheet the header is row 1.
   *
   * @param index - the row's index in a column
   * @returns e.g. `HAM10000_metadata.csv, row 812`
   */
  readonly place: (index: number) => string;
}

/**
 * Reads a CSV file strictly: UTF-8 with or without byte order mark, any line endings, columns in
 * any order, each value checked.
 *
 * @param bytes - the file's content, at most 64 MiB
 * @param fileName - the file's name, for messages
 * @param schema - the columns to read, and what their values are
 * @returns the columns' values, and which columns were left out
 * @throws DatasetError naming file, row and column: a column missing or named twice, a row too
 * short or too long, a value out of place, or a file that is empty, too big, not UTF-8 or not CSV
 */
export function readCsvTable<Schema extends CsvSchema>(
  bytes: Uint8Array,
  fileName: string,
  schema: Schema,
): CsvTable<Schema> {
  const { header, rows, read } = csvRecords(decodeUtf8(bytes, fileName), fileName);
  if (header.length === 0) throw noTable(fileName, 'is empty');
  const names = Object.keys(schema);
  const positions = findColumns(header, names, fileName);
  if (rows === 0) throw noTable(fileName, 'has a header and no rows');
  const place = (index: number) => `${fileName}, row ${index + 2}`;
  const columns = names.map((name) => new CsvColumn(rows, name, schema[name]!, place));
  const byPosition = header.map((_, position) => columns[positions.indexOf(position)]);
  read(byPosition, place);
  const values = columns.map((column, i) => [names[i], column.values]);
  return {
    columns: Object.fromEntries(values) as CsvTable<Schema>['columns'],
    ignoredColumns: header.filter((name) => !names.includes(name)),
    place,
  };
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

function noTable(fileName: string, found: string): DatasetError {
  return new DatasetError(
    `${fileName} ${found}, expected a header and a row for each image. Get the file again.`,
  );
}
