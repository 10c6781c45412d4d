import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ArgumentError, DatasetError, type OnProgress } from '../core/index.js';
import { quoteValue } from './check-value.js';
import { HAM10000_CLASSES } from './ham10000-labels.js';
import type { DatasetDescription, LabelledRow, PixelImages } from './image-dataset.js';
import { IMAGE_SPLITS, type MainImageData, openMainImageData } from './main-image-data.js';

/** What to load. */
export interface LoadMainImageDataOptions {
  /** `main_image_data.csv`. */
  readonly path: string;
  /** Class labels in class order; default HAM10000's seven. */
  readonly classes?: readonly string[];
  /** Told as bytes are read. */
  readonly onProgress?: OnProgress;
}

/** `main_image_data.csv` as a data set: its rows in memory, its pixels in a temporary file. */
export interface MainImageDataset extends DatasetDescription, PixelImages {
  /**
   * Reads one image's pixels at once.
   *
   * @param imageId - one of the rows' ids
   * @returns 8-bit values, HWC
   */
  readonly pixelsOf: (imageId: string) => Uint8Array;
}

/**
 * Opens `main_image_data.csv` as a data set to train on. Pixels go, a byte each, to a temporary file
 * that ends with the process, so that a table larger than memory can be trained on.
 *
 * @param options - the table, and its classes
 * @returns the data set, whose rows have the table's split; close it when done
 * @throws DatasetError naming file, row and column of what is out of place, or where a part has no labelled row
 */
export async function loadMainImageData(
  options: LoadMainImageDataOptions,
): Promise<MainImageDataset> {
  const { path, classes } = options;
  const table = await openMainImageData(path, classes ? { classes } : {});
  const spool = await openSpool(path);
  try {
    const { rows, unlabelled } = await spoolRows(table, spool, options);
    checkParts(rows, path);
    return describe(table, spool, rows, unlabelled);
  } catch (error) {
    closeSync(spool);
    throw error;
  } finally {
    await table.close();
  }
}

/** A file without a name, so that nothing is left of it however the process ends. */
async function openSpool(path: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'dermlab-')).catch((cause: unknown) => {
    throw noRoom(path, cause);
  });
  const file = join(folder, 'pixels');
  const spool = openSync(file, 'wx+');
  unlinkSync(file);
  await rmdir(folder);
  return spool;
}

async function spoolRows(
  table: MainImageData,
  spool: number,
  { onProgress }: LoadMainImageDataOptions,
): Promise<{ readonly rows: LabelledRow[]; readonly unlabelled: number }> {
  const found: LabelledRow[] = [];
  let unlabelled = 0;
  for await (const { rows, pixels } of table.batches(onProgress ? { onProgress } : {})) {
    const length = pixels.length / rows.length;
    for (const [index, { imageId, lesionId, label, split }] of rows.entries()) {
      if (label === null) unlabelled += 1;
      else {
        write(spool, pixels.subarray(index * length, (index + 1) * length), table.path);
        found.push({ image_id: imageId, lesion_id: lesionId, dx: label, split });
      }
    }
  }
  return { rows: found, unlabelled };
}

function write(spool: number, bytes: Uint8Array, path: string): void {
  try {
    for (let at = 0; at < bytes.length; at += writeSync(spool, bytes, at));
  } catch (cause) {
    throw noRoom(path, cause);
  }
}

function describe(
  table: MainImageData,
  spool: number,
  rows: readonly LabelledRow[],
  unlabelled: number,
): MainImageDataset {
  const { path, classes, sizePx, channels } = table;
  const length = sizePx ** 2 * channels;
  const places = new Map(rows.map((row, index) => [row.image_id, index * length]));
  const read = (imageId: string, into: Uint8Array): void => {
    const place = places.get(imageId);
    if (place === undefined)
      throw new ArgumentError(`${path} has no image ${quoteValue(imageId)}.`);
    readSync(spool, into, 0, length, place);
  };
  const size = `${sizePx}×${sizePx} pixels, ${channels === 3 ? 'RGB' : 'grey'}`;
  return {
    name: basename(path),
    classes,
    rows,
    imageWidthPx: sizePx,
    imageHeightPx: sizePx,
    channels,
    description: `${basename(path)}, ${rows.length.toLocaleString('en')} images of ${size}`,
    sha256: fingerprint(table.sha256(), classes),
    has: (imageId) => places.has(imageId),
    missing: [],
    notices:
      unlabelled === 0
        ? []
        : [`Rows of ${basename(path)} without a label, left out: ${unlabelled}.`],
    pixelsOf: (imageId) => {
      const pixels = new Uint8Array(length);
      read(imageId, pixels);
      return pixels;
    },
    readPixels: (imageIds) => {
      const pixels = new Uint8Array(imageIds.length * length);
      imageIds.forEach((imageId, index) => {
        read(imageId, pixels.subarray(index * length, (index + 1) * length));
      });
      return Promise.resolve(pixels);
    },
    close: () => {
      closeSync(spool);
    },
  };
}

/** Training learns from one part, is steered by the second and measured on the third. */
function checkParts(rows: readonly LabelledRow[], path: string): void {
  const empty = IMAGE_SPLITS.find((part) => rows.every(({ split }) => split !== part));
  if (empty === undefined) return;
  throw new DatasetError(
    `${path} has no labelled row of the part ${empty}, expected some of each of ${IMAGE_SPLITS.join(', ')}. Make the table with \`npx dermlab preprocess\`.`,
  );
}

function noRoom(path: string, cause: unknown): DatasetError {
  return new DatasetError(
    `The pixels of ${path} cannot be kept in ${tmpdir()} (${(cause as Error).message}). Free disk space, or name another folder in TMPDIR.`,
    { cause },
  );
}

// The same table with other classes is other data: another digest.
function fingerprint(sha256: string, classes: readonly string[]): string {
  if (classes.join() === HAM10000_CLASSES.join()) return sha256;
  return createHash('sha256').update(`${sha256}${classes.join()}`).digest('hex');
}
