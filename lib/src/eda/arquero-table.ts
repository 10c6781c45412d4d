import { type ColumnTable, table } from 'arquero';
import { HAM10000_COLUMNS, type Ham10000Row } from '../datasets/index.js';
import { rowsFromColumns } from './rows-from-columns.js';

/**
 * Makes an arquero table of metadata rows; a missing age is null.
 *
 * @param rows - metadata rows
 * @returns a table with the metadata's columns in the file's order
 * @example
 * ```ts
 * const ham10000 = await loadHam10000();
 * toArquero(ham10000.rows).groupby('dx').count().numRows(); // => 7
 * ham10000.close();
 * ```
 */
export function toArquero(rows: readonly Ham10000Row[]): ColumnTable {
  const columns = HAM10000_COLUMNS.map((column) => [column, rows.map((row) => row[column])]);
  return table(Object.fromEntries(columns) as Record<string, unknown[]>, [...HAM10000_COLUMNS]);
}

/**
 * Makes metadata rows of an arquero table, in the order in which the table shows them: filtered
 * rows are left out, ordered ones in order.
 *
 * @param table - a table with at least the metadata's columns
 * @returns typed rows
 * @throws DatasetError naming the row, which counts from 0, and the column that is out of place
 */
export function fromArquero(table: ColumnTable): Ham10000Row[] {
  const names = table.columnNames().map(String);
  const columns = names.map((name) => [name, [...table.array(name)] as unknown[]] as const);
  return rowsFromColumns(new Map(columns), 'arquero table');
}
