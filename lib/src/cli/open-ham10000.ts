import { type Ham10000, loadHam10000 } from '../datasets/index.js';
import { showingProgress } from './task-view.js';

/**
 * Opens HAM10000, with progress on standard error where a folder's images are read.
 *
 * @param path - folder or zip; default the embedded images
 * @returns the data set; close it when done
 * @throws DatasetError where it is not in order
 */
export function openHam10000(path: string | undefined): Promise<Ham10000> {
  return showingProgress((onProgress) =>
    loadHam10000({ onProgress, ...(path === undefined ? {} : { path }) }),
  );
}
