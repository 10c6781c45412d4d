/** Sample rows of one class. */
export interface ClassSample<Label extends string> {
  /** The class. */
  readonly label: Label;
  /** Indices of its sample rows; fewer than asked for where the class has fewer. */
  readonly rows: readonly number[];
}

/**
 * Picks a few rows of each class, such as for a grid of sample images.
 *
 * @param labels - n labels, one a row
 * @param classes - the classes in the order of the grid
 * @param order - row indices in the order of choice; a seeded permutation of 0…n−1 makes the
 * choice random, `labels.keys()` takes the first rows
 * @param perClass - rows for each class, default 3
 * @returns one sample a class, in class order
 * @example
 * ```ts
 * sampleGridPerClass(['nv', 'mel', 'nv'], ['mel', 'nv'], [2, 1, 0], 1);
 * // [{ label: 'mel', rows: [1] }, { label: 'nv', rows: [2] }]
 * ```
 */
export function sampleGridPerClass<Label extends string>(
  labels: readonly Label[],
  classes: readonly Label[],
  order: Iterable<number>,
  perClass = 3,
): ClassSample<Label>[] {
  const rows = [...order];
  return classes.map((label) => ({
    label,
    rows: rows.filter((row) => labels[row] === label).slice(0, perClass),
  }));
}
