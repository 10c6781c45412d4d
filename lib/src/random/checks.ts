import { ArgumentError } from '../core/index.js';

/** Largest number of rows or draws: indices are 32-bit integers. */
const MAX_COUNT = 2 ** 31 - 1;

/** Refuses anything but an integer from `low` to `high`, both inclusive. */
export function checkInteger(name: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new ArgumentError(
      `${name}: expected an integer from ${low} to ${high}, received ${String(value)}`,
    );
  }
}

/** Refuses anything but a number of things, 0 included. */
export function checkCount(name: string, value: number): void {
  checkInteger(name, value, 0, MAX_COUNT);
}

/** Refuses seeds that NumPy refuses: they must be integers in [0, 2³² - 1]. */
export function checkSeed(seed: number | readonly number[]): void {
  const seeds = typeof seed === 'number' ? [seed] : seed;
  if (!Array.isArray(seeds) || seeds.length === 0) {
    throw new ArgumentError(
      `seed: expected an integer or a non-empty array of them, received ${JSON.stringify(seed)}`,
    );
  }
  for (const value of seeds as readonly number[]) {
    checkInteger('seed', value, 0, 2 ** 32 - 1);
  }
}

/** Refuses an array that has not one entry a row. */
export function checkLength(name: string, values: ArrayLike<unknown>, nRows: number): void {
  if (values.length !== nRows) {
    throw new ArgumentError(
      `${name}: expected one entry a row, ${nRows}, received ${values.length}`,
    );
  }
}
