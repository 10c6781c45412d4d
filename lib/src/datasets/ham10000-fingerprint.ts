import type { OnProgress } from '../core/index.js';
import type { FileSource } from './file-source.js';
import { fingerprintFiles } from './fingerprint-files.js';
import type { Ham10000Row } from './ham10000-labels.js';
import type { Ham10000Layout } from './ham10000-layout.js';

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
export function fingerprintHam10000(
  source: FileSource,
  layout: Ham10000Layout,
  metadata: Uint8Array,
  rows: readonly Ham10000Row[],
  onProgress?: OnProgress,
): Promise<string> {
  const listed = rows.flatMap(({ image_id: id }) => {
    const name = layout.images.get(id);
    return name === undefined ? [] : [[id, { source, name }] as const];
  });
  return fingerprintFiles([metadata], new Map(listed), onProgress);
}
