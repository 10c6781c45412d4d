import { unexpectedValue } from './check-value.js';
import { AGE_YEARS, type FieldType, matching, oneOf } from './field-type.js';
import {
  HAM10000_CLASSES,
  HAM10000_COLUMNS,
  HAM10000_DX_TYPES,
  HAM10000_LOCALIZATIONS,
  HAM10000_SEXES,
  type Ham10000Row,
} from './ham10000-labels.js';

/** The metadata's columns in the file's order, and what their values are. */
export const HAM10000_SCHEMA = {
  lesion_id: matching(/^HAM_\d{7}$/, 'HAM_ and seven digits'),
  image_id: matching(/^ISIC_\d{7}$/, 'ISIC_ and seven digits'),
  dx: oneOf(HAM10000_CLASSES),
  dx_type: oneOf(HAM10000_DX_TYPES),
  age: AGE_YEARS,
  sex: oneOf(HAM10000_SEXES),
  localization: oneOf(HAM10000_LOCALIZATIONS),
} as const satisfies { readonly [Column in keyof Ham10000Row]: FieldType<Ham10000Row[Column]> };

/**
 * Checks one row of metadata, value by value.
 *
 * @param raw - the row's values as text; an empty age is a missing one
 * @param place - where the row stands, for messages, e.g. `HAM10000_metadata.csv, row 812`
 * @returns the typed row
 * @throws DatasetError naming the column, the value and what was expected
 */
export function checkHam10000Row(
  raw: Readonly<Record<keyof Ham10000Row, string>>,
  place: string,
): Ham10000Row {
  const values = HAM10000_COLUMNS.map((column) => {
    const { expected, parse } = HAM10000_SCHEMA[column];
    const value = parse(raw[column]);
    if (value === undefined) throw unexpectedValue(column, raw[column], expected, place);
    return [column, value];
  });
  return Object.fromEntries(values) as Ham10000Row;
}

/** Values of each column, one a row. */
type Ham10000Columns = { readonly [Column in keyof Ham10000Row]: readonly Ham10000Row[Column][] };

/**
 * Makes rows of columns.
 *
 * @param columns - the values of each column, as many in each
 * @returns one row a value
 */
export function toHam10000Rows(columns: Ham10000Columns): Ham10000Row[] {
  const { lesion_id, image_id, dx, dx_type, age, sex, localization } = columns;
  return image_id.map((image, i) => ({
    lesion_id: lesion_id[i]!,
    image_id: image,
    dx: dx[i]!,
    dx_type: dx_type[i]!,
    age: age[i]!,
    sex: sex[i]!,
    localization: localization[i]!,
  }));
}
