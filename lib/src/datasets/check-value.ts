import { DatasetError } from '../core/index.js';

const OLDEST_AGE_YEARS = 120;

type RawRow<Column extends string> = Readonly<Record<Column, string>>;

/**
 * Checks a value against a pattern.
 *
 * @param raw - a row's values as text
 * @param column - the value's column
 * @param pattern - what it must match
 * @param expected - the pattern in words
 * @param place - where the row stands, for messages
 * @returns the value
 * @throws DatasetError naming place, column and value
 */
export function matching<Column extends string>(
  raw: RawRow<Column>,
  column: Column,
  pattern: RegExp,
  expected: string,
  place: string,
): string {
  const value = raw[column];
  if (!pattern.test(value)) throw unexpectedValue(column, value, expected, place);
  return value;
}

/**
 * Checks that a value is one of a list.
 *
 * @param raw - a row's values as text
 * @param column - the value's column
 * @param values - what it may be
 * @param place - where the row stands, for messages
 * @returns the value
 * @throws DatasetError naming place, column and value
 */
export function oneOf<Column extends string, T extends string>(
  raw: RawRow<Column>,
  column: Column,
  values: readonly T[],
  place: string,
): T {
  const value = raw[column];
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) {
    throw unexpectedValue(column, value, `one of ${values.join(', ')}`, place);
  }
  return found;
}

/**
 * Checks an age.
 *
 * @param raw - a row's values as text
 * @param column - the age's column
 * @param place - where the row stands, for messages
 * @returns years from 0 to 120; null where the value is empty
 * @throws DatasetError naming place, column and value
 */
export function ageYears<Column extends string>(
  raw: RawRow<Column>,
  column: Column,
  place: string,
): number | null {
  const value = raw[column];
  if (value === '') return null;
  const years = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (years <= OLDEST_AGE_YEARS) return years;
  const expected = `years from 0 to ${OLDEST_AGE_YEARS}, or nothing`;
  throw unexpectedValue(column, value, expected, place);
}

/**
 * Checks that no image occurs twice.
 *
 * @param rows - rows
 * @param column - the column that holds the image's id
 * @param place - gives the words for where a row stands, from its index in `rows`
 * @throws DatasetError naming the image and both rows
 */
export function checkUniqueImages<Column extends string>(
  rows: readonly RawRow<Column>[],
  column: Column,
  place: (index: number) => string,
): void {
  const seen = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const image = row[column];
    const first = seen.get(image);
    if (first !== undefined) {
      throw new DatasetError(
        `${place(index)}: ${column} is "${image}" again, as at ${place(first)}; expected each image once. Delete one of the two rows.`,
      );
    }
    seen.set(image, index);
  }
}

/**
 * Shows a value from a file in a message: quoted, control characters escaped, cut when long.
 *
 * @param value - the value as text
 * @returns the quoted value, at most about 60 characters
 */
export function quoteValue(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
}

/**
 * Makes the error for a value that is out of place.
 *
 * @param column - the value's column
 * @param value - the value as text
 * @param expected - what would fit, in words
 * @param place - where the row stands
 * @returns the error, to be thrown
 */
export function unexpectedValue(
  column: string,
  value: string,
  expected: string,
  place: string,
): DatasetError {
  return new DatasetError(
    `${place}: ${column} is ${quoteValue(value)}, expected ${expected}. Correct the value or get the file again.`,
  );
}
