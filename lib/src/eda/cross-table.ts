import type { Ham10000Row } from '../datasets/index.js';
import type { CategoricalColumn } from './count-by.js';
import { countPairs } from './count-values.js';

/** One row of a cross table. */
export interface CrossTableRow<Value extends string> {
  /** Value of the first column, e.g. `mel`. */
  readonly value: Value;
  /** Rows with this value and each value of the second column, in the table's column order. */
  readonly counts: readonly number[];
  /** Sum of the counts. */
  readonly total: number;
}

/** How often each pair of values of two columns occurs. */
export interface CrossTable<RowValue extends string, ColumnValue extends string> {
  /** Values of the second column that occur, in alphabetical order. */
  readonly columns: readonly ColumnValue[];
  /** One entry for each value of the first column that occurs, in alphabetical order. */
  readonly rows: readonly CrossTableRow<RowValue>[];
}

/**
 * Counts the rows for each pair of values of two columns.
 *
 * @param rows - metadata rows
 * @param first - the column whose values become rows
 * @param second - the column whose values become columns
 * @returns the table; pairs that do not occur are 0
 * @remarks As pandas' `crosstab`.
 * @example
 * ```ts
 * const ham10000 = await loadHam10000();
 * crossTable(ham10000.rows, 'dx', 'sex').columns; // => ['female', 'male', 'unknown']
 * ham10000.close();
 * ```
 */
export function crossTable<First extends CategoricalColumn, Second extends CategoricalColumn>(
  rows: readonly Ham10000Row[],
  first: First,
  second: Second,
): CrossTable<Ham10000Row[First], Ham10000Row[Second]> {
  const pairs = countPairs(
    rows,
    (row) => row[first],
    (row) => row[second],
  );
  const columns = sortedValues([...pairs.values()].flatMap((counts) => [...counts.keys()]));
  return {
    columns,
    rows: sortedValues([...pairs.keys()]).map((value) => {
      const counts = columns.map((column) => pairs.get(value)?.get(column) ?? 0);
      return { value, counts, total: counts.reduce((sum, count) => sum + count, 0) };
    }),
  };
}

function sortedValues<Value extends string>(values: readonly Value[]): Value[] {
  return [...new Set(values)].sort();
}
