import { checkUniqueImages } from './check-value.js';
import { readCsvTable } from './csv-table.js';
import type { Ham10000Row } from './ham10000-labels.js';
import { HAM10000_SCHEMA, toHam10000Rows } from './ham10000-row.js';

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
  const { columns, ignoredColumns, place } = readCsvTable(bytes, fileName, HAM10000_SCHEMA);
  checkUniqueImages(columns.image_id, 'image_id', place);
  return { rows: toHam10000Rows(columns), ignoredColumns };
}
