import { readdir } from 'node:fs/promises';
import { type ClassFolders, loadClassFolders } from './class-folders.js';
import type { Ham10000 } from './ham10000.js';
import { type LoadHam10000Options, loadHam10000 } from './load-ham10000.js';

/**
 * Opens images that are arranged already (`train/mel/ISIC_0025964.jpg`), or else HAM10000.
 *
 * @param options - where they are; a folder that holds `train` is taken as arranged. Default: the
 * embedded images
 * @returns the data set; close it when done
 * @throws DatasetError as `loadClassFolders` and `loadHam10000` do
 */
export async function loadHam10000OrClassFolders(
  options: LoadHam10000Options = {},
): Promise<Ham10000 | ClassFolders> {
  const { path } = options;
  if (path === undefined) return loadHam10000(options);
  const names = await readdir(path).catch(() => []);
  return names.some((name) => name.toLowerCase() === 'train')
    ? loadClassFolders({ ...options, path })
    : loadHam10000(options);
}
