import { HAM10000_COLUMNS, type Ham10000Row } from '../datasets/index.js';

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
  return HAM10000_COLUMNS.map((column) => {
    let [missing, unknown] = [0, 0];
    for (const { [column]: value } of rows) {
      if (value === null) missing++;
      else if (value === 'unknown') unknown++;
    }
    return { column, missing, unknown };
  });
}
