import { ageYears, matching, oneOf } from './check-value.js';
import {
  HAM10000_CLASSES,
  HAM10000_DX_TYPES,
  HAM10000_LOCALIZATIONS,
  HAM10000_SEXES,
  type Ham10000Row,
} from './ham10000-labels.js';

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
  return {
    lesion_id: matching(raw, 'lesion_id', /^HAM_\d{7}$/, 'HAM_ and seven digits', place),
    image_id: matching(raw, 'image_id', /^ISIC_\d{7}$/, 'ISIC_ and seven digits', place),
    dx: oneOf(raw, 'dx', HAM10000_CLASSES, place),
    dx_type: oneOf(raw, 'dx_type', HAM10000_DX_TYPES, place),
    age: ageYears(raw, 'age', place),
    sex: oneOf(raw, 'sex', HAM10000_SEXES, place),
    localization: oneOf(raw, 'localization', HAM10000_LOCALIZATIONS, place),
  };
}
