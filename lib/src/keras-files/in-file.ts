import { KerasFileError } from '../core/index.js';

/**
 * Does work on a file, and names the file in its errors.
 *
 * @param source - path, or the file's bytes
 * @param work - what throws KerasFileError without a file
 */
export async function inFile<T>(source: string | Uint8Array, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof KerasFileError)) throw error;
    const file = typeof source === 'string' ? source : 'The file';
    throw new KerasFileError(`${file}: ${error.message}`, { cause: error });
  }
}
