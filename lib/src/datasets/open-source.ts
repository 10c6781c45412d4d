import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { DatasetError } from '../core/index.js';
import type { FileSource } from './file-source.js';
import { openFolderSource } from './folder-source.js';
import { isHam10000ImageFolder } from './ham10000-layout.js';
import { openZipSource } from './zip-source.js';

/**
 * Opens a folder or a zip archive, whichever the path is.
 *
 * @param path - folder or archive
 * @returns its files
 * @throws DatasetError where there is nothing at the path, or neither a folder nor a zip archive
 */
export async function openSource(path: string): Promise<FileSource> {
  const stats = await statData(path);
  if (stats.isDirectory()) return openFolderSource(path, isHam10000ImageFolder);
  if (stats.isFile() && (await startsAsZip(path))) return openZipSource(path);
  const kind = stats.isFile() ? 'a file that is no zip archive' : 'neither a folder nor a file';
  throw new DatasetError(
    `${path} is ${kind}, expected the folder of the HAM10000 download or a zip of it. Give the folder that holds HAM10000_metadata.csv.`,
  );
}

async function statData(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new DatasetError(
      `${path} cannot be opened (${why}), expected the folder of the HAM10000 download or a zip of it. Check the path, or leave it out to use the embedded set.`,
      { cause },
    );
  }
}

/** Archives begin with the mark of a first entry, or of the end where they are empty. */
async function startsAsZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const mark = buffer.toString('latin1');
    return bytesRead === 4 && (mark === 'PK\u0003\u0004' || mark === 'PK\u0005\u0006');
  } finally {
    await file.close();
  }
}
