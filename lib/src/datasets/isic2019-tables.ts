import { DatasetError } from '../core/index.js';
import { ageYears, checkUniqueImages, matching, oneOf, unexpectedValue } from './check-value.js';
import { readCsvTable } from './csv-table.js';
import {
  ISIC2019_CLASSES,
  ISIC2019_SEXES,
  ISIC2019_SITES,
  type Isic2019Label,
  type Isic2019Metadata,
  type Isic2019Truth,
} from './isic2019-labels.js';

const IMAGE = /^ISIC_\d{7}(_downsampled)?$/;
const IMAGE_IN_WORDS = 'ISIC_ and seven digits, maybe with _downsampled';
const LESION = /^[A-Z]+\d?_\d{7}$/;

/** A file's typed rows. */
export interface Isic2019Table<Row> {
  /** One row an image, in the file's order. */
  readonly rows: readonly Row[];
  /** Columns that are not the data set's own and were left out. */
  readonly ignoredColumns: readonly string[];
}

/**
 * Parses `ISIC_2019_Training_GroundTruth.csv` strictly: an image and nine columns, one of them 1.
 *
 * @param bytes - the file's content, at most 64 MiB
 * @param fileName - the file's name, for messages
 * @returns one typed row an image
 * @throws DatasetError naming file, row and column: what {@link parseIsic2019Metadata} refuses, and
 * a row in which not exactly one column is 1
 */
export function parseIsic2019GroundTruth(
  bytes: Uint8Array,
  fileName: string,
): Isic2019Table<Isic2019Truth> {
  const table = readCsvTable(bytes, fileName, ['image', ...ISIC2019_CLASSES]);
  const rows = table.rows.map((raw, index) => {
    const place = table.place(index);
    return { image: matching(raw, 'image', IMAGE, IMAGE_IN_WORDS, place), label: hot(raw, place) };
  });
  checkUniqueImages(rows, 'image', table.place);
  return { rows, ignoredColumns: table.ignoredColumns };
}

/**
 * Parses `ISIC_2019_Training_Metadata.csv` strictly; empty values become null.
 *
 * @param bytes - the file's content, at most 64 MiB
 * @param fileName - the file's name, for messages
 * @returns one typed row an image
 * @throws DatasetError naming file, row and column: a column missing or named twice, a row too
 * short or too long, a value out of place, an image listed twice, or a file that is empty, too
 * big, not UTF-8 or not CSV
 */
export function parseIsic2019Metadata(
  bytes: Uint8Array,
  fileName: string,
): Isic2019Table<Isic2019Metadata> {
  const columns = ['image', 'age_approx', 'anatom_site_general', 'lesion_id', 'sex'] as const;
  const table = readCsvTable(bytes, fileName, columns);
  const rows = table.rows.map((raw, index) => {
    const place = table.place(index);
    const lesion = () => matching(raw, 'lesion_id', LESION, 'e.g. HAM_0000550 or nothing', place);
    return {
      image: matching(raw, 'image', IMAGE, IMAGE_IN_WORDS, place),
      age_approx: ageYears(raw, 'age_approx', place),
      anatom_site_general: orNull(raw.anatom_site_general, () =>
        oneOf(raw, 'anatom_site_general', ISIC2019_SITES, place),
      ),
      lesion_id: orNull(raw.lesion_id, lesion),
      sex: orNull(raw.sex, () => oneOf(raw, 'sex', ISIC2019_SEXES, place)),
    };
  });
  checkUniqueImages(rows, 'image', table.place);
  return { rows, ignoredColumns: table.ignoredColumns };
}

function orNull<T>(value: string, check: () => T): T | null {
  return value === '' ? null : check();
}

/** The one class whose column is 1. */
function hot(raw: Readonly<Record<Isic2019Label, string>>, place: string): Isic2019Label {
  const classes = ISIC2019_CLASSES.filter((label) => {
    const value = raw[label];
    if (!/^[01](\.0+)?$/.test(value)) throw unexpectedValue(label, value, '0.0 or 1.0', place);
    return value.startsWith('1');
  });
  const [label, another] = classes;
  if (label !== undefined && another === undefined) return label;
  throw new DatasetError(
    `${place}: ${classes.length === 0 ? 'no column is 1' : `${classes.join(' and ')} are 1`}, expected one class an image. Correct the row or get the file again.`,
  );
}
