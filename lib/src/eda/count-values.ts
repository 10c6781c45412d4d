/**
 * Counts the rows for each value.
 *
 * @param rows - the rows
 * @param valueOf - a row's value
 * @returns rows by value, in order of appearance
 */
export function countValues<Row, Value>(
  rows: readonly Row[],
  valueOf: (row: Row) => Value,
): Map<Value, number> {
  const counts = new Map<Value, number>();
  for (const row of rows) {
    const value = valueOf(row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/**
 * Counts the rows for each pair of values.
 *
 * @param rows - the rows
 * @param firstOf - the first value of a row's pair
 * @param secondOf - the second
 * @returns for each first value, rows by second value, in order of appearance
 */
export function countPairs<Row, First, Second>(
  rows: readonly Row[],
  firstOf: (row: Row) => First,
  secondOf: (row: Row) => Second,
): Map<First, Map<Second, number>> {
  const pairs = new Map<First, Map<Second, number>>();
  for (const row of rows) {
    const first = firstOf(row);
    let counts = pairs.get(first);
    if (!counts) pairs.set(first, (counts = new Map<Second, number>()));
    const second = secondOf(row);
    counts.set(second, (counts.get(second) ?? 0) + 1);
  }
  return pairs;
}
