import { inspect } from 'node:util';
import { DatasetError } from '../core/index.js';
import { checkHam10000Row, HAM10000_COLUMNS, type Ham10000Row } from '../datasets/index.js';

/**
 * Makes checked rows out of a table's columns. Images may occur twice: a resampled table is one too.
 *
 * @param columns - the table's columns by name; others than HAM10000's are left out. Null,
 * undefined and NaN are missing values.
 * @param kind - what the table is, for messages, e.g. `arquero table`
 * @returns one typed row a table row
 * @throws DatasetError naming the row, which counts from 0, and the column
 */
export function rowsFromColumns(
  columns: ReadonlyMap<string, readonly unknown[]>,
  kind: string,
): Ham10000Row[] {
  const found = HAM10000_COLUMNS.map((column) => {
    const values = columns.get(column);
    if (values) return [column, values] as const;
    throw new DatasetError(
      `${kind}: column ${column} is missing, expected ${HAM10000_COLUMNS.join(', ')}. Keep these columns.`,
    );
  });
  const [[, first]] = found as [(typeof found)[number]];
  return Array.from(first, (_, index) => {
    const raw = Object.fromEntries(
      found.map(([column, values]) => [column, asText(values[index])]),
    );
    return checkHam10000Row(raw as Record<keyof Ham10000Row, string>, `${kind}, row ${index}`);
  });
}

function asText(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  return typeof value === 'string' ? value : inspect(value);
}
