import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DatasetError } from '../core/index.js';
import { readCsvTable } from './csv-table.js';
import type { FieldType } from './field-type.js';

/** Name of the list of lesions beside `Train` and `Test`. */
export const LESIONS_FILE = 'lesions.csv';

const ANY_TEXT: FieldType<string> = { expected: 'a text', parse: (text) => text };

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
  const schema = { image_id: ANY_TEXT, lesion_id: ANY_TEXT };
  const { columns } = readCsvTable(await read(path), basename(path), schema);
  const lesions = new Map<string, string>();
  for (const [index, image] of columns.image_id.entries()) {
    const lesion = columns.lesion_id[index] ?? '';
    if (image !== '' && lesion !== '' && !lesions.has(image)) lesions.set(image, lesion);
    else throw badRow(path, index, image, lesion);
  }
  return (stem) => {
    const lesion = lesions.get(stem);
    if (lesion !== undefined) return lesion;
    throw new DatasetError(
      `${path} does not list image ${stem}, expected a row for each image. Add it, or go without a list of lesions.`,
    );
  };
}

function badRow(path: string, index: number, image: string, lesion: string): DatasetError {
  return new DatasetError(
    `${path}, data row ${index + 1}: image_id is "${image}" and lesion_id "${lesion}", expected both filled and each image once. Mend the row.`,
  );
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
