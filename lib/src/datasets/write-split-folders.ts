import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import pMap from 'p-map';
import { DatasetError, type OnProgress } from '../core/index.js';
import { LESIONS_FILE } from './lesions-file.js';
import type { MainImageRow } from './main-image-data.js';

const FILES_AT_A_TIME = 4;
const PNG_MARK = 0x89;

/**
 * Writes images as files, a folder a part and in it a folder a class: `train/mel/ISIC_0025964.jpg`.
 * Beside the parts, `lesions.csv` says which lesion each image shows. The folder appears when all of it is written, or not at all.
 *
 * @param folder - where it goes: nothing yet, or an empty folder
 * @param rows - the images with part and label
 * @param read - gives an image's file by its id; its bytes are kept as they are
 * @param onProgress - told after each file
 * @throws DatasetError where there is something already, or it cannot be written
 */
export async function writeSplitFolders(
  folder: string,
  rows: readonly MainImageRow[],
  read: (imageId: string) => Promise<Uint8Array>,
  onProgress?: OnProgress,
): Promise<void> {
  await checkFree(folder);
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  const paths = new Set(rows.map((row) => join(partial, row.split, row.label ?? '')));
  for (const path of paths) await mkdir(path, { recursive: true });
  let done = 0;
  await pMap(
    rows,
    async ({ imageId, split, label }) => {
      const bytes = await read(imageId);
      const ending = bytes[0] === PNG_MARK ? 'png' : 'jpg';
      await writeFile(join(partial, split, label ?? '', `${imageId}.${ending}`), bytes);
      onProgress?.({ task: 'arranging folders', done: ++done, total: rows.length });
    },
    { concurrency: FILES_AT_A_TIME },
  );
  await writeLesions(join(partial, LESIONS_FILE), rows);
  await rename(partial, folder);
}

async function writeLesions(path: string, rows: readonly MainImageRow[]): Promise<void> {
  const lines = rows.map(({ imageId, lesionId }) => [imageId, lesionId]);
  await writeFile(path, stringify([['image_id', 'lesion_id'], ...lines]));
}

async function checkFree(folder: string): Promise<void> {
  const found = await namesIn(folder);
  if (found.length === 0) return;
  throw new DatasetError(
    `${folder} holds ${found.length} files or folders, expected an empty or a new one. Delete it, or choose another one.`,
  );
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new DatasetError(`${folder} is no folder (${code ?? ''}). Choose another one.`, {
      cause,
    });
  }
}
