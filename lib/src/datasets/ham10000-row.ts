import { DatasetError } from '../core/index.js';
import {
  HAM10000_CLASSES,
  HAM10000_DX_TYPES,
  HAM10000_LOCALIZATIONS,
  HAM10000_SEXES,
  type Ham10000Row,
} from './ham10000-labels.js';

const OLDEST_AGE_YEARS = 120;

/** A row's values before they are checked, each as text; an empty age is a missing one. */
export type RawHam10000Row = Readonly<Record<keyof Ham10000Row, string>>;

/**
 * Checks one row of metadata, value by value.
 *
 * @param raw - the row's values as text
 * @param place - where the row stands, for messages, e.g. `HAM10000_metadata.csv, row 812`
 * @returns the typed row
 * @throws DatasetError naming the column, the value and what was expected
 */
export function checkHam10000Row(raw: RawHam10000Row, place: string): Ham10000Row {
  return {
    lesion_id: matching(raw, 'lesion_id', /^HAM_\d{7}$/, 'HAM_ and seven digits', place),
    image_id: matching(raw, 'image_id', /^ISIC_\d{7}$/, 'ISIC_ and seven digits', place),
    dx: oneOf(raw, 'dx', HAM10000_CLASSES, place),
    dx_type: oneOf(raw, 'dx_type', HAM10000_DX_TYPES, place),
    age: ageYears(raw.age, place),
    sex: oneOf(raw, 'sex', HAM10000_SEXES, place),
    localization: oneOf(raw, 'localization', HAM10000_LOCALIZATIONS, place),
  };
}

/**
 * Checks that no image occurs twice.
 *
 * @param rows - typed rows
 * @param place - gives the words for where a row stands, from its index in `rows`
 * @throws DatasetError naming the image and both rows
 */
export function checkUniqueImages(
  rows: readonly Ham10000Row[],
  place: (index: number) => string,
): void {
  const seen = new Map<string, number>();
  for (const [index, { image_id }] of rows.entries()) {
    const first = seen.get(image_id);
    if (first !== undefined) {
      throw new DatasetError(
        `${place(index)}: image_id is "${image_id}" again, as at ${place(first)}; expected each image once. Delete one of the two rows.`,
      );
    }
    seen.set(image_id, index);
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

function matching(
  raw: RawHam10000Row,
  column: keyof Ham10000Row,
  pattern: RegExp,
  expected: string,
  place: string,
): string {
  const value = raw[column];
  if (!pattern.test(value)) throw unexpected(column, value, expected, place);
  return value;
}

function oneOf<T extends string>(
  raw: RawHam10000Row,
  column: keyof Ham10000Row,
  values: readonly T[],
  place: string,
): T {
  const value = raw[column];
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) {
    throw unexpected(column, value, `one of ${values.join(', ')}`, place);
  }
  return found;
}

function ageYears(value: string, place: string): number | null {
  if (value === '') return null;
  const years = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (years <= OLDEST_AGE_YEARS) return years;
  throw unexpected('age', value, `years from 0 to ${OLDEST_AGE_YEARS}, or nothing`, place);
}

function unexpected(column: string, value: string, expected: string, place: string): DatasetError {
  return new DatasetError(
    `${place}: ${column} is ${quoteValue(value)}, expected ${expected}. Correct the value or get the file again.`,
  );
}
