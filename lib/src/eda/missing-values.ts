import { escape } from 'arquero';
import { HAM10000_COLUMNS, type Ham10000Row } from '../datasets/index.js';
import { toArquero } from './arquero-table.js';

/** What is not known in one column. */
export interface MissingValues {
  /** The column. */
  readonly column: keyof Ham10000Row;
  /** Rows where it is empty. */
  readonly missing: number;
  /** Rows where it says `unknown`. */
  readonly unknown: number;
}

/**
 * Counts what is not known, column by column.
 *
 * @param rows - metadata rows
 * @returns one entry a column, in the file's order
 */
export function missingValues(rows: readonly Ham10000Row[]): MissingValues[] {
  const table = toArquero(rows);
  return HAM10000_COLUMNS.map((column) => {
    const rowsWith = (value: string | null) =>
      table.filter(escape((row: Ham10000Row) => row[column] === value)).numRows();
    return { column, missing: rowsWith(null), unknown: rowsWith('unknown') };
  });
}
