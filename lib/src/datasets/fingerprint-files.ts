import { createHash } from 'node:crypto';
import pMap from 'p-map';
import type { OnProgress } from '../core/index.js';
import type { FileSource } from './file-source.js';

const FILES_AT_A_TIME = 4;

/** Where a file stands. */
export interface FilePlace {
  /** The folder or archive. */
  readonly source: FileSource;
  /** One of the source's names. */
  readonly name: string;
}

/**
 * Hashes what a data set consists of: the bytes of its tables, and id, size and CRC-32 of each
 * image in order of id. A folder and a zip of it have the same hash.
 *
 * @param tables - content of the tables, in an order that stays
 * @param images - the images by id
 * @param onProgress - told while a folder's images are read
 * @returns SHA-256 in hexadecimal
 * @throws DatasetError where an image file cannot be read
 */
export async function fingerprintFiles(
  tables: readonly Uint8Array[],
  images: ReadonlyMap<string, FilePlace>,
  onProgress?: OnProgress,
): Promise<string> {
  const ids = [...images.keys()].sort();
  const total = ids.filter((id) => images.get(id)!.source.kind === 'folder').length;
  let done = 0;
  const lines = await pMap(
    ids,
    async (id) => {
      const { source, name } = images.get(id)!;
      const { sizeBytes, crc32 } = await source.fingerprint(name);
      if (source.kind === 'folder') onProgress?.({ task: 'checking images', done: ++done, total });
      return `${id} ${sizeBytes} ${crc32.toString(16).padStart(8, '0')}\n`;
    },
    { concurrency: FILES_AT_A_TIME },
  );
  const hash = createHash('sha256');
  for (const table of tables) hash.update(table).update('\0');
  return hash.update(lines.join('')).digest('hex');
}
