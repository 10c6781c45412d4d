import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ArgumentError, DatasetError, type OnProgress } from '../core/index.js';
import { quoteValue } from './check-value.js';
import { HAM10000_CLASSES, type Ham10000Label, type Ham10000Row } from './ham10000-labels.js';
import { parseHam10000Metadata } from './ham10000-metadata.js';
import { openPixelCsv, type PixelCsv } from './pixel-csv.js';
import type { PixelTable, PixelTableRow } from './pixel-table.js';
import { KAGGLE_LABELS } from './pixel-table-labels.js';
import { squareImageShape } from './square-image-shape.js';

const METADATA = 'HAM10000_metadata.csv';
const MAX_TABLE_BYTES = 4 * 1024 ** 3;

/** Which pixel table is read. */
export interface LoadPixelTableOptions {
  /** The table, such as `hmnist_28_28_RGB.csv`. */
  readonly path: string;
  /**
   * The metadata whose rows the table's are, in the same order, or its path: it tells lesions and
   * ids. Default: `HAM10000_metadata.csv` beside the table, where there is one.
   */
  readonly metadata?: string | readonly Ham10000Row[];
  /** Class of each label number, default {@link KAGGLE_LABELS}. */
  readonly labels?: readonly Ham10000Label[];
  /** Told as bytes are read. */
  readonly onProgress?: OnProgress;
}

/**
 * Reads a pixel table whole: columns `pixel0000` and on, then `label`, a number.
 *
 * @param options - table, metadata, and what its label numbers mean
 * @returns rows with class names, and their pixels
 * @throws DatasetError naming file, row and column: a value that is no pixel, a label number that
 * there is not, a row of another length, metadata of other rows, more than 4 GiB
 * @example
 * ```ts no-run
 * const table = await loadPixelTable({ path: 'hmnist_28_28_RGB.csv' });
 * const pixels = await table.readPixels(table.rows.map((row) => row.image_id));
 * ```
 */
export async function loadPixelTable(options: LoadPixelTableOptions): Promise<PixelTable> {
  const { path } = options;
  const csv = await openPixelCsv(path);
  try {
    const { sizePx, channels } = squareImageShape(csv, 'pixel-table');
    checkSize(csv);
    const { labels, images } = await readRows(csv, options);
    const metadata = await readMetadata(options, labels);
    const rows = labels.map((dx, index) => rowOf(dx, index, metadata.rows));
    const size = `${sizePx}×${sizePx} pixels, ${channels === 3 ? 'RGB' : 'grey'}`;
    const positions = new Map(rows.map((row, index) => [row.image_id, index]));
    return {
      name: basename(path),
      classes: HAM10000_CLASSES,
      rows,
      imageWidthPx: sizePx,
      imageHeightPx: sizePx,
      channels,
      description: `${basename(path)}, ${rows.length.toLocaleString('en')} images of ${size}`,
      sha256: createHash('sha256')
        .update(`${csv.sha256()}${metadata.sha256}${options.labels?.join() ?? ''}`)
        .digest('hex'),
      has: (imageId) => positions.has(imageId),
      readPixels: (imageIds) => Promise.resolve(pixelsOf(imageIds, positions, images, path)),
      missing: [],
      notices: metadata.notices,
      close: () => undefined,
    };
  } finally {
    await csv.close();
  }
}

function checkSize({ path, sizeBytes }: PixelCsv): void {
  if (sizeBytes <= MAX_TABLE_BYTES) return;
  throw new DatasetError(
    `${path} has ${sizeBytes} bytes, more than ${MAX_TABLE_BYTES}; its pixels are kept in memory. Make a table of smaller images, or main_image_data.csv, which is read from the disk.`,
  );
}

interface TableRows {
  readonly labels: Ham10000Label[];
  readonly images: Uint8Array[];
}

async function readRows(csv: PixelCsv, options: LoadPixelTableOptions): Promise<TableRows> {
  const { path, textColumns, pixelColumns } = csv;
  if (textColumns.length !== 1 || textColumns[0] !== 'label') {
    throw new DatasetError(
      `${path}, row 1: beside the pixels ${textColumns.length === 0 ? 'there is no column' : `there are ${textColumns.join(', ')}`}, expected label alone, as in hmnist_28_28_RGB.csv. Make the table with \`npx dermlab pixel-table\`.`,
    );
  }
  const [labels, images]: [Ham10000Label[], Uint8Array[]] = [[], []];
  const { onProgress } = options;
  for await (const { rowNumbers, text, pixels } of csv.batches(onProgress ? { onProgress } : {})) {
    rowNumbers.forEach((rowNumber, index) => {
      labels.push(labelOf(text[index]?.[0] ?? '', `${path}, row ${rowNumber}`, options));
      images.push(pixels.subarray(index * pixelColumns, (index + 1) * pixelColumns));
    });
  }
  if (labels.length > 0) return { labels, images };
  throw new DatasetError(`${path} has a header and no rows. Make the table again.`);
}

function labelOf(
  text: string,
  place: string,
  { labels = KAGGLE_LABELS }: LoadPixelTableOptions,
): Ham10000Label {
  const label = /^\d+$/.test(text) ? labels[Number(text)] : undefined;
  if (label !== undefined) return label;
  throw new DatasetError(
    `${place}, column label: ${quoteValue(text)}, expected a number from 0 to ${labels.length - 1} (${labels.join(', ')}). Correct the row or make the table again.`,
  );
}

interface TableMetadata {
  readonly rows?: readonly Ham10000Row[];
  readonly sha256: string;
  readonly notices: readonly string[];
}

/** The metadata where it is given or found, checked against the table's labels. */
async function readMetadata(
  { path, metadata }: LoadPixelTableOptions,
  labels: readonly Ham10000Label[],
): Promise<TableMetadata> {
  const file = typeof metadata === 'string' ? metadata : join(dirname(path), METADATA);
  if (metadata === undefined && !existsSync(file))
    return withoutLesions(`no ${METADATA} beside it`);
  const isGiven = typeof metadata === 'object';
  const rows = isGiven ? metadata : await rowsOf(file);
  if (metadata === undefined && rows.length !== labels.length) {
    return withoutLesions(`${file} has ${rows.length} rows, the table ${labels.length}`);
  }
  checkSameRows(rows, labels, isGiven ? 'the metadata' : file, path);
  const ids = rows.map((row) => `${row.image_id},${row.lesion_id}\n`).join('');
  return { rows, sha256: createHash('sha256').update(ids).digest('hex'), notices: [] };
}

async function rowsOf(file: string): Promise<readonly Ham10000Row[]> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new DatasetError(`${file} cannot be read (${String(cause)}). Check the path.`, { cause });
  });
  return parseHam10000Metadata(bytes, file).rows;
}

function withoutLesions(why: string): TableMetadata {
  const notice = `Which images show one lesion is not known (${why}); each image counts as a lesion of its own. HAM10000_metadata.csv, beside the table or named as metadata, tells.`;
  return { sha256: '', notices: [notice] };
}

function checkSameRows(
  rows: readonly Ham10000Row[],
  labels: readonly Ham10000Label[],
  file: string,
  path: string,
): void {
  if (rows.length !== labels.length) {
    throw new DatasetError(
      `${path} has ${labels.length} rows, ${file} ${rows.length}. Give the metadata that the table was made from.`,
    );
  }
  const at = labels.findIndex((label, index) => rows[index]?.dx !== label);
  if (at === -1) return;
  throw new DatasetError(
    `${path}, row ${at + 2}, column label: the number means ${labels[at] ?? ''}, ${file} has ${rows[at]?.dx ?? ''} there. Tell with --labels which class each number is, or give the metadata that the table was made from.`,
  );
}

function rowOf(
  dx: Ham10000Label,
  index: number,
  metadata: readonly Ham10000Row[] | undefined,
): PixelTableRow {
  const id = `row ${index + 2}`;
  const { image_id = id, lesion_id = id } = metadata?.[index] ?? {};
  return { dx, image_id, lesion_id };
}

function pixelsOf(
  imageIds: readonly string[],
  positions: ReadonlyMap<string, number>,
  images: readonly Uint8Array[],
  path: string,
): Uint8Array {
  const length = images[0]?.length ?? 0;
  const result = new Uint8Array(imageIds.length * length);
  imageIds.forEach((imageId, index) => {
    const image = images[positions.get(imageId) ?? -1];
    if (!image) throw new ArgumentError(`${path} has no image ${quoteValue(imageId)}.`);
    result.set(image, index * length);
  });
  return result;
}
