import {
  ISIC2019_CLASSES,
  type Isic2019Metadata,
  type Isic2019Row,
  type Isic2019Truth,
} from './isic2019-labels.js';
import type { Isic2019Table } from './isic2019-tables.js';

/** What the notices are made of. */
interface Isic2019Parts {
  /** The ground truth. */
  readonly truth: Isic2019Table<Isic2019Truth>;
  /** The metadata. */
  readonly metadata: Isic2019Table<Isic2019Metadata>;
  /** Both, joined. */
  readonly rows: readonly Isic2019Row[];
  /** Ids of listed images that are not there. */
  readonly missing: readonly string[];
  /** Number of images that are there and not listed. */
  readonly leftOver: number;
}

/**
 * Says what the user should be told about the data set: what is missing or left out.
 *
 * @param parts - the tables, and what was found
 * @returns one sentence a notice
 */
export function isic2019Notices(parts: Isic2019Parts): string[] {
  const { truth, metadata, rows, missing, leftOver } = parts;
  const listed = new Set(rows.map((row) => row.image_id));
  const described = new Set(metadata.rows.map((row) => row.image));
  const undescribed = rows.filter((row) => !described.has(row.image_id)).length;
  const unlisted = metadata.rows.filter(({ image }) => !listed.has(image)).length;
  const ignored = [...truth.ignoredColumns, ...metadata.ignoredColumns];
  return [
    ...(missing.length > 0 ? [missingImages(rows, missing)] : []),
    ...(leftOver > 0 ? [`Images that no row lists, left out: ${leftOver}.`] : []),
    ...(undescribed > 0 ? [`Rows without metadata, kept: ${undescribed}.`] : []),
    ...(unlisted > 0 ? [`Metadata of images without ground truth, left out: ${unlisted}.`] : []),
    ...(ignored.length > 0 ? [`Columns left out: ${ignored.join(', ')}.`] : []),
  ];
}

/** How many images are missing, in all and of each class. */
function missingImages(rows: readonly Isic2019Row[], missing: readonly string[]): string {
  const gone = new Set(missing);
  const ofClass = ISIC2019_CLASSES.map((label) => {
    const count = rows.filter((row) => row.dx === label && gone.has(row.image_id)).length;
    return count > 0 ? `${label} ${count}` : '';
  });
  return `Images missing: ${missing.length} of ${rows.length} (${ofClass.filter(Boolean).join(', ')}).`;
}
