import { createHash } from 'node:crypto';
import pMap from 'p-map';
import type { OnProgress } from '../core/index.js';
import type { FileSource } from './file-source.js';
import type { Ham10000Row } from './ham10000-labels.js';
import type { Ham10000Layout } from './ham10000-layout.js';

const FILES_AT_A_TIME = 4;

/**
 * Hashes what a data set consists of: the metadata file's bytes, and id, size and CRC-32 of each
 * image that the metadata lists and that is there, in order of id. A folder and a zip of it have
 * the same hash; other files do not count.
 *
 * @param source - the files
 * @param layout - where they stand
 * @param metadata - the metadata file's bytes
 * @param rows - its rows
 * @param onProgress - told while a folder's images are read
 * @returns SHA-256 in hexadecimal
 * @throws DatasetError where an image file cannot be read
 */
export async function fingerprintHam10000(
  source: FileSource,
  layout: Ham10000Layout,
  metadata: Uint8Array,
  rows: readonly Ham10000Row[],
  onProgress?: OnProgress,
): Promise<string> {
  const listed = rows.map((row) => row.image_id).filter((id) => layout.images.has(id));
  const ids = listed.sort();
  let done = 0;
  const lines = await pMap(
    ids,
    async (id) => {
      const { sizeBytes, crc32 } = await source.fingerprint(layout.images.get(id) ?? id);
      onProgress?.({ task: 'checking images', done: ++done, total: ids.length });
      return `${id} ${sizeBytes} ${crc32.toString(16).padStart(8, '0')}\n`;
    },
    { concurrency: FILES_AT_A_TIME },
  );
  return createHash('sha256').update(metadata).update('\0').update(lines.join('')).digest('hex');
}
