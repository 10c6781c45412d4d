import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DatasetError } from '../core/index.js';
import { readCsvTable } from './csv-table.js';

/** Name of the list of lesions beside `Train` and `Test`. */
export const LESIONS_FILE = 'lesions.csv';

/**
 * Reads which lesion each image shows.
 *
 * @param root - folder of class folders, which may hold a list
 * @param given - another list in its place: a CSV file with columns `image_id` and `lesion_id`
 * @returns gives an image's lesion by its file name without ending; without a list, that name
 * @throws DatasetError where the list cannot be read; what is returned throws it for an image that
 * is not listed
 */
export async function lesionsOf(root: string, given?: string): Promise<(stem: string) => string> {
  const path = given ?? join(root, LESIONS_FILE);
  const isThere = given !== undefined || (await stat(path).catch(() => undefined)) !== undefined;
  if (!isThere) return (stem) => stem;
  const { rows } = readCsvTable(await read(path), basename(path), ['image_id', 'lesion_id']);
  const lesions = new Map(rows.map((row) => [row.image_id, row.lesion_id]));
  return (stem) => {
    const lesion = lesions.get(stem);
    if (lesion !== undefined) return lesion;
    throw new DatasetError(
      `${path} does not list image ${stem}, expected a row for each image. Add it, or go without a list of lesions.`,
    );
  };
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new DatasetError(
      `${path} cannot be read, expected a CSV file with columns image_id and lesion_id. Check the path.`,
      { cause },
    );
  }
}
