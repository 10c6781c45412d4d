import { CsvError, parse } from 'csv-parse/sync';
import { DatasetError } from '../core/index.js';
import { HAM10000_COLUMNS, type Ham10000Row } from './ham10000-labels.js';
import { checkHam10000Row, checkUniqueImages, quoteValue } from './ham10000-row.js';

const MAX_METADATA_BYTES = 64 * 1024 ** 2;

/** What the metadata file holds. */
export interface Ham10000Metadata {
  /** One row an image, in the file's order. */
  readonly rows: readonly Ham10000Row[];
  /** Columns that are not HAM10000's own and were left out, e.g. `dataset` of the Dataverse file. */
  readonly ignoredColumns: readonly string[];
}

/**
 * Parses `HAM10000_metadata.csv` strictly: UTF-8 with or without byte order mark, any line
 * endings, columns in any order, each value checked.
 *
 * @param bytes - the file's content, at most 64 MiB
 * @param fileName - the file's name, for messages
 * @returns the typed rows and the columns that were left out
 * @throws DatasetError naming file, row and column: a column missing or named twice, a row too
 * short or too long, a value out of place, an image listed twice, or a file that is empty, too
 * big, not UTF-8 or not CSV. Rows count as in a spreadsheet: the header is row 1.
 * @remarks Unknown columns are no error, because the file at doi 10.7910/DVN/DBW86T has an eighth
 * column, `dataset`, that Kaggle's copy lacks.
 */
export function parseHam10000Metadata(bytes: Uint8Array, fileName: string): Ham10000Metadata {
  const [header, ...records] = readRecords(decodeUtf8(bytes, fileName), fileName);
  if (!header) throw notMetadata(fileName, 'is empty');
  const positions = findColumns(header, fileName);
  const place = (index: number) => `${fileName}, row ${index + 2}`;
  const rows = records.map((record, index) => {
    checkLength(record, header, place(index));
    const value = (column: (typeof HAM10000_COLUMNS)[number]) => record[positions[column]] ?? '';
    const raw = Object.fromEntries(HAM10000_COLUMNS.map((column) => [column, value(column)]));
    return checkHam10000Row(raw as Record<keyof Ham10000Row, string>, place(index));
  });
  if (rows.length === 0) throw notMetadata(fileName, 'has a header and no rows');
  checkUniqueImages(rows, place);
  const known: readonly string[] = HAM10000_COLUMNS;
  return { rows, ignoredColumns: header.filter((column) => !known.includes(column)) };
}

function decodeUtf8(bytes: Uint8Array, fileName: string): string {
  if (bytes.length > MAX_METADATA_BYTES) {
    throw notMetadata(fileName, `has ${bytes.length} bytes, more than ${MAX_METADATA_BYTES}`);
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

/** Where each of HAM10000's columns stands in the header. */
function findColumns(
  header: readonly string[],
  fileName: string,
): Record<keyof Ham10000Row, number> {
  const entries = HAM10000_COLUMNS.map((column) => {
    const position = header.indexOf(column);
    if (position === -1 || header.lastIndexOf(column) !== position) {
      throw new DatasetError(
        `${fileName}, row 1: column ${column} is ${position === -1 ? 'missing' : 'there twice'}; the header is ${quoteValue(header.join(','))}, expected ${HAM10000_COLUMNS.join(',')}. Separate columns by commas, or get the file again.`,
      );
    }
    return [column, position] as const;
  });
  return Object.fromEntries(entries) as Record<keyof Ham10000Row, number>;
}

function checkLength(record: readonly string[], header: readonly string[], place: string): void {
  if (record.length === header.length) return;
  const values = record.length === 1 && record[0] === '' ? 'no values' : `${record.length} values`;
  throw new DatasetError(
    `${place}: ${values}, expected ${header.length} as in the header. Correct the row or get the file again.`,
  );
}

function notMetadata(fileName: string, found: string): DatasetError {
  return new DatasetError(
    `${fileName} ${found}, expected a header and a row for each image. Get the file again.`,
  );
}
