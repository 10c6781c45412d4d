import { readFile } from 'node:fs/promises';
import { ImageError } from '../core/index.js';

/**
 * Reads the file of a person's own image, without decoding it.
 *
 * @param path - the file
 * @returns its bytes
 * @throws ImageError naming the path where it cannot be read
 */
export async function readImageFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw new ImageError(`${path} cannot be read (${code}). Check the path.`, { cause });
  }
}
