import { ArgumentError } from '../core/index.js';

/** Lists of values by parameter: what a grid is made of. */
export type ValueLists = Readonly<Record<string, readonly unknown[]>>;

/** One value for each parameter of a grid. */
export type GridPoint<Lists extends ValueLists> = {
  readonly [Name in keyof Lists]: Lists[Name][number];
};

/**
 * Every combination of the values of some parameters.
 *
 * @param grid - a list of values for each parameter, or several such grids, one after another
 * @returns one point a combination: parameters in alphabetical order, the last of them changing
 * fastest; one empty point where there is no parameter
 * @throws ArgumentError where a list is empty
 * @remarks The points, and their order, of scikit-learn 1.9.1's `ParameterGrid`.
 * @example
 * ```ts
 * parameterGrid({ b: [1, 2], a: ['x', 'y'] })[1]; // => { a: 'x', b: 2 }
 * ```
 */
export function parameterGrid<const Lists extends ValueLists>(
  grid: Lists | readonly Lists[],
): GridPoint<Lists>[] {
  const grids = (Array.isArray(grid) ? grid : [grid]) as readonly Lists[];
  return grids.flatMap((lists) => product(lists) as GridPoint<Lists>[]);
}

function product(lists: ValueLists): Record<string, unknown>[] {
  let points: Record<string, unknown>[] = [{}];
  for (const name of Object.keys(lists).sort()) {
    const values = lists[name]!;
    if (values.length === 0) throw new ArgumentError(`${name}: expected a value, received []`);
    points = points.flatMap((point) => values.map((value) => ({ ...point, [name]: value })));
  }
  return points;
}
