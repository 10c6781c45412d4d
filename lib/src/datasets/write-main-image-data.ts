import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { DatasetError } from '../core/index.js';
import { MAIN_IMAGE_COLUMNS, type MainImageBatch, type MainImageRow } from './main-image-data.js';

const COMMA = 44;
const NEWLINE = 10;
const ZERO = 48;

/**
 * Writes `main_image_data.csv`, whole or not at all: it grows beside its place and is then moved
 * there. Memory holds one batch at a time.
 *
 * @param path - where it goes; a file that is there is replaced
 * @param pixelColumns - pixel values an image, height × width × channels
 * @param batches - rows with their pixels, in the order of the table
 * @throws DatasetError where it cannot be written
 */
export async function writeMainImageData(
  path: string,
  pixelColumns: number,
  batches: AsyncIterable<MainImageBatch> | Iterable<MainImageBatch>,
): Promise<void> {
  const partial = `${path}.partial`;
  const file = await writable(path, () => open(partial, 'w'));
  try {
    await writable(path, () => file.appendFile(header(pixelColumns)));
    for await (const batch of batches) await writeBatch(path, file, batch, pixelColumns);
    await writable(path, () => file.sync());
    await file.close();
    await writable(path, () => rename(partial, path));
  } catch (error) {
    await file.close();
    await rm(partial, { force: true });
    throw error;
  }
}

function header(pixelColumns: number): string {
  const pixels = Array.from({ length: pixelColumns }, (_, index) => {
    return `pixel${String(index).padStart(4, '0')}`;
  });
  return `${[...MAIN_IMAGE_COLUMNS, ...pixels].join(',')}\n`;
}

async function writeBatch(
  path: string,
  file: FileHandle,
  { rows, pixels }: MainImageBatch,
  pixelColumns: number,
): Promise<void> {
  const lines = rows.map((row, index) => {
    return encodeRow(row, pixels.subarray(index * pixelColumns, (index + 1) * pixelColumns));
  });
  await writable(path, () => file.appendFile(Buffer.concat(lines)));
}

function encodeRow(row: MainImageRow, pixels: Uint8Array): Buffer {
  const { imageId, lesionId, split, label } = row;
  const text = Buffer.from([imageId, lesionId, split, label ?? ''].map(quoted).join(','));
  const line = Buffer.allocUnsafe(text.length + 4 * pixels.length + 1);
  text.copy(line);
  let at = text.length;
  for (const value of pixels) {
    line[at++] = COMMA;
    if (value > 99) line[at++] = ZERO + Math.trunc(value / 100);
    if (value > 9) line[at++] = ZERO + (Math.trunc(value / 10) % 10);
    line[at++] = ZERO + (value % 10);
  }
  line[at++] = NEWLINE;
  return line.subarray(0, at);
}

function quoted(value: string): string {
  return /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

async function writable<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    const remedy = code === 'ENOSPC' ? 'Free disk space' : 'Choose another place with --out';
    throw new DatasetError(`${path} cannot be written (${message}). ${remedy}.`, { cause });
  }
}
