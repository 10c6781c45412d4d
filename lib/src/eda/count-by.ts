import type { Ham10000Row } from '../datasets/index.js';
import { countValues } from './count-values.js';

/** A column of the metadata that holds one of a few values. */
export type CategoricalColumn = 'dx' | 'dx_type' | 'localization' | 'sex';

/** How often one value occurs. */
export interface ValueCount<Value extends string> {
  /** The value, e.g. `nv`. */
  readonly value: Value;
  /** Rows with it. */
  readonly count: number;
  /** Share of all rows in percent, 0 to 100. */
  readonly percent: number;
}

/**
 * Counts the rows for each value of a column.
 *
 * @param rows - metadata rows
 * @param column - the column
 * @returns one entry for each value that occurs, most frequent first, ties in alphabetical order
 * @remarks As pandas' `value_counts()`, except that its ties are in order of appearance.
 * @example
 * ```ts
 * const ham10000 = await loadHam10000();
 * countBy(ham10000.rows, 'dx')[0]; // => { value: 'nv', count: 6705, percent: 66.95 }
 * ham10000.close();
 * ```
 */
export function countBy<
  Column extends CategoricalColumn,
  Row extends Readonly<Record<Column, string>> = Ham10000Row,
>(rows: readonly Row[], column: Column): ValueCount<Row[Column]>[] {
  const counts = [...countValues(rows, (row) => row[column])];
  counts.sort(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1));
  return counts.map(([value, count]) => ({ value, count, percent: (100 * count) / rows.length }));
}
