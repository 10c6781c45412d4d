import { createHash } from 'node:crypto';
import { readFile } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import pMap from 'p-map';
import { ImageError, type OnProgress } from '../core/index.js';
import { originOf } from './augmented-name.js';
import { type ClassFolderSide, listSides } from './class-folder-sides.js';
import type { DatasetDescription, EncodedImages, LabelledRow } from './image-dataset.js';
import { lesionsOf } from './lesions-file.js';

const FILES_AT_A_TIME = 4;
// Reading thousands of small files takes half the time that readFile of node:fs/promises takes.
const readFileQuickly = promisify(readFile);

/** An image in a class folder; its id is its path below the root. */
export interface ClassFolderRow extends LabelledRow {
  /** Whether it is a copy made by `dermlab augment`. */
  readonly isAugmented: boolean;
}

/** Class folders, opened: the list of files in memory, images read when asked for. */
export interface ClassFolders extends DatasetDescription<ClassFolderRow>, EncodedImages {}

/** What to load. */
export interface LoadClassFoldersOptions {
  /** Folder that holds `Train`, maybe `Validation` and `Test`; or the class folders themselves. */
  readonly path: string;
  /**
   * A CSV file with columns `image_id` (a file's name without its ending) and `lesion_id`, such as
   * `HAM10000_metadata.csv`; by default `lesions.csv` in the folder. Without either each image counts
   * as a lesion of its own, together with the copies made from it.
   */
  readonly lesions?: string;
  /** Told while files are read for the hash. */
  readonly onProgress?: OnProgress;
}

/**
 * Opens images that lie in a folder a class: `Train/<class>/*`, `Test/<class>/*`, and `Validation`
 * where it is there, in any spelling of these names; classes, sizes and formats are any.
 *
 * @param options - where they are, and which lesion each shows
 * @returns the data set, rows in the order in which Keras lists the files; close it when done
 * @throws DatasetError naming folder or file: none there, a class without an image, classes that
 * differ between Train and Test, a link that leads out, an image whose lesion is not listed
 */
export async function loadClassFolders(options: LoadClassFoldersOptions): Promise<ClassFolders> {
  const { path, lesions, onProgress } = options;
  const { classes, sides, notices } = await listSides(path);
  const lesionOf = await lesionsOf(path, lesions);
  const rows = sides.flatMap((side) => rowsOf(side, lesionOf));
  const prints = await fingerprints(path, rows, onProgress);
  const known = new Set(rows.map(({ image_id: id }) => id));
  const augmented = rows.filter(({ isAugmented }) => isAugmented).length;
  return {
    name: basename(path),
    classes,
    rows,
    description: describe(path, classes.length, rows.length, augmented),
    sha256: digest(rows, prints),
    has: (imageId) => known.has(imageId),
    missing: [],
    notices: [...notices, ...sameContent(rows, prints)],
    readImage: async (imageId) => {
      if (known.has(imageId)) return readFileQuickly(join(path, imageId));
      throw new ImageError(`${path} has no image ${imageId}. Take one of the rows' ids.`);
    },
    close: () => undefined,
  };
}

function rowsOf(
  { files, split }: ClassFolderSide,
  lesionOf: (stem: string) => string,
): ClassFolderRow[] {
  return files.map(({ name, label }) => {
    const { stem, isAugmented } = originOf(name);
    return {
      image_id: name,
      lesion_id: lesionOf(stem),
      dx: label,
      isAugmented,
      ...(split ? { split } : {}),
    };
  });
}

function fingerprints(
  root: string,
  rows: readonly ClassFolderRow[],
  onProgress?: OnProgress,
): Promise<string[]> {
  let done = 0;
  return pMap(
    rows,
    async ({ image_id: id }) => {
      const bytes = await readFileQuickly(join(root, id));
      onProgress?.({ task: 'checking images', done: ++done, total: rows.length });
      return `${bytes.length} ${crc32(bytes).toString(16).padStart(8, '0')}`;
    },
    { concurrency: FILES_AT_A_TIME },
  );
}

function digest(rows: readonly ClassFolderRow[], prints: readonly string[]): string {
  const hash = createHash('sha256');
  rows.forEach((row, index) => {
    hash.update(`${row.image_id}\0${row.lesion_id}\0${prints[index] ?? ''}\n`);
  });
  return hash.digest('hex');
}

/** Files of Test or Validation that are also in Train, byte for byte. */
function sameContent(rows: readonly ClassFolderRow[], prints: readonly string[]): string[] {
  const inTrain = new Set(prints.filter((_, index) => rows[index]?.split === 'train'));
  const shared = rows.filter(
    ({ split }, index) =>
      split !== undefined && split !== 'train' && inTrain.has(prints[index] ?? ''),
  );
  if (shared.length === 0) return [];
  return [
    `${shared.length} files of the test or validation folder are also in the training folder, byte for byte, e.g. ${shared[0]?.image_id ?? ''}: what is measured on them is too good.`,
  ];
}

function describe(path: string, classes: number, images: number, augmented: number): string {
  const copies =
    augmented === 0 ? '' : `, ${augmented.toLocaleString('en')} of them augmented copies`;
  return `${images.toLocaleString('en')} images of ${classes} classes${copies}, from the class folders in ${basename(path)}`;
}
