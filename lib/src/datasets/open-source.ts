import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { DatasetError } from '../core/index.js';
import type { FileSource } from './file-source.js';
import { openFolderSource } from './folder-source.js';
import { openZipSource } from './zip-source.js';

/** What a folder or archive is expected to hold. */
export interface SourceKind {
  /** Says of a folder's name whether its files belong to the data set. */
  readonly isDataFolder: (name: string) => boolean;
  /** What is expected at the path, for messages. */
  readonly expected: string;
  /** What to do where something else is there, for messages. */
  readonly remedy: string;
}

/**
 * Opens a folder or a zip archive, whichever the path is.
 *
 * @param path - folder or archive
 * @param kind - what it is expected to hold
 * @returns its files
 * @throws DatasetError where there is nothing at the path, or neither a folder nor a zip archive
 */
export async function openSource(path: string, kind: SourceKind): Promise<FileSource> {
  const stats = await statData(path, kind);
  if (stats.isDirectory()) return openFolderSource(path, kind.isDataFolder);
  if (stats.isFile() && (await startsAsZip(path))) return openZipSource(path);
  const found = stats.isFile() ? 'a file that is no zip archive' : 'neither a folder nor a file';
  throw new DatasetError(`${path} is ${found}, expected ${kind.expected}. ${kind.remedy}`);
}

async function statData(path: string, kind: SourceKind): Promise<Stats> {
  try {
    return await stat(path);
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new DatasetError(
      `${path} cannot be opened (${why}), expected ${kind.expected}. ${kind.remedy}`,
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
