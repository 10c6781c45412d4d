import type { HAM10000_CLASSES } from './ham10000-labels.js';

/**
 * Class of each label number in Kaggle's `hmnist_*.csv`. It is not the alphabetical order: `nv` is
 * 4, `vasc` 5 and `mel` 6.
 *
 * @remarks Found by comparing `hmnist_8_8_L.csv` with `HAM10000_metadata.csv`, row by row: all
 * 10,015 agree.
 */
export const KAGGLE_LABELS = [
  'akiec',
  'bcc',
  'bkl',
  'df',
  'nv',
  'vasc',
  'mel',
] as const satisfies readonly (typeof HAM10000_CLASSES)[number][];
