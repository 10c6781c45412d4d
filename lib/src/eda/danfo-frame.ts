import type { DataFrame } from 'danfojs-node';
import { HAM10000_COLUMNS, type Ham10000Row } from '../datasets/index.js';
import { rowsFromColumns } from './rows-from-columns.js';

/**
 * Makes a danfo dataframe of metadata rows; a missing age is null.
 *
 * @param rows - metadata rows, at least one
 * @returns a dataframe with the metadata's columns in the file's order
 * @remarks Importing danfo loads the TensorFlow addon, so that happens here and not before. Beware
 * of danfo 1.2's `groupby().mean()`, which counts a missing age as 0, its `count()`, which counts
 * missing ages, and its `describe()`, which throws on them: the `eda` room gives these numbers.
 */
export async function toDanfo(rows: readonly Ham10000Row[]): Promise<DataFrame> {
  const danfo = await import('danfojs-node');
  const values = rows.map((row) => HAM10000_COLUMNS.map((column) => row[column]));
  return new danfo.DataFrame(values, { columns: [...HAM10000_COLUMNS] });
}

/**
 * Makes metadata rows of a danfo dataframe.
 *
 * @param frame - a dataframe with at least the metadata's columns; null and NaN are missing ages
 * @returns typed rows in the frame's order
 * @throws DatasetError naming the row, which counts from 0, and the column that is out of place
 */
export function fromDanfo(frame: DataFrame): Ham10000Row[] {
  const rows = frame.values as unknown[][];
  const columns = frame.columns.map(
    (name: string, position: number) => [name, rows.map((row) => row[position])] as const,
  );
  return rowsFromColumns(new Map(columns), 'danfo dataframe');
}
