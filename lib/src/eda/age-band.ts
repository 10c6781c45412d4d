import { ArgumentError } from '../core/index.js';

/** The age bands, from young to old; `'unknown'` is of rows without an age. */
export const AGE_BANDS = ['under 30', '30–44', '45–59', '60–74', '75 and over', 'unknown'] as const;

/** One of {@link AGE_BANDS}. */
export type AgeBand = (typeof AGE_BANDS)[number];

/**
 * The band of an age, to tell metrics apart by.
 *
 * @param ageYears - age in years, at least 0; null where it is missing
 * @returns the band, 15 years wide from 30 to 74
 * @throws ArgumentError for an age below 0 or NaN
 * @remarks 30–44 and 45–59 are age groups of the World Health Organization's Global Burden of
 * Disease; its 60–69, 70–79 and 80 and over are drawn together into two here, so that each band of
 * HAM10000 holds hundreds of lesions (counted in the tests).
 * @example
 * ```ts
 * ageBand(60); // => '60–74'
 * ageBand(null); // => 'unknown'
 * ```
 */
export function ageBand(ageYears: number | null): AgeBand {
  if (ageYears === null) return 'unknown';
  if (!(ageYears >= 0)) {
    throw new ArgumentError(`ageYears is ${String(ageYears)}, expected an age from 0 on, or null.`);
  }
  if (ageYears < 30) return 'under 30';
  if (ageYears < 45) return '30–44';
  if (ageYears < 60) return '45–59';
  return ageYears < 75 ? '60–74' : '75 and over';
}
