import { DatasetError } from '../core/index.js';
import { checkUniqueImages } from './check-value.js';
import { readCsvTable } from './csv-table.js';
import { AGE_YEARS, type FieldType, matching, oneOf, orNull } from './field-type.js';
import {
  ISIC2019_CLASSES,
  ISIC2019_SEXES,
  ISIC2019_SITES,
  type Isic2019Label,
  type Isic2019Metadata,
  type Isic2019Truth,
} from './isic2019-labels.js';

const IMAGE = matching(
  /^ISIC_\d{7}(_downsampled)?$/,
  'ISIC_ and seven digits, maybe with _downsampled',
);

const METADATA_SCHEMA = {
  image: IMAGE,
  age_approx: AGE_YEARS,
  anatom_site_general: orNull(oneOf(ISIC2019_SITES)),
  lesion_id: orNull(matching(/^[A-Z]+\d?_\d{7}$/, 'e.g. HAM_0000550 or nothing')),
  sex: orNull(oneOf(ISIC2019_SEXES)),
};

const IS_CLASS: FieldType<boolean> = {
  expected: '0.0 or 1.0',
  parse: (text) => (/^[01](\.0+)?$/.test(text) ? text.startsWith('1') : undefined),
};

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
  const classes = Object.fromEntries(ISIC2019_CLASSES.map((label) => [label, IS_CLASS]));
  const schema = { image: IMAGE, ...(classes as Record<Isic2019Label, FieldType<boolean>>) };
  const { columns, ignoredColumns, place } = readCsvTable(bytes, fileName, schema);
  const rows = columns.image.map((image, i) => ({ image, label: hot(columns, i, place) }));
  checkUniqueImages(columns.image, 'image', place);
  return { rows, ignoredColumns };
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
  const { columns, ignoredColumns, place } = readCsvTable(bytes, fileName, METADATA_SCHEMA);
  checkUniqueImages(columns.image, 'image', place);
  const rows = columns.image.map((image, i) => ({
    image,
    age_approx: columns.age_approx[i]!,
    anatom_site_general: columns.anatom_site_general[i]!,
    lesion_id: columns.lesion_id[i]!,
    sex: columns.sex[i]!,
  }));
  return { rows, ignoredColumns };
}

/** The one class whose column is 1. */
function hot(
  columns: Readonly<Record<Isic2019Label, readonly boolean[]>>,
  index: number,
  place: (index: number) => string,
): Isic2019Label {
  const classes = ISIC2019_CLASSES.filter((label) => columns[label][index]);
  const [label, another] = classes;
  if (label !== undefined && another === undefined) return label;
  throw new DatasetError(
    `${place(index)}: ${classes.length === 0 ? 'no column is 1' : `${classes.join(' and ')} are 1`}, expected one class an image. Correct the row or get the file again.`,
  );
}
