import { openZip } from '../archives/index.js';
import { DatasetError } from '../core/index.js';
import type { FileSource } from './file-source.js';

/**
 * Opens a zip archive as a source of files.
 *
 * @param path - the archive
 * @returns the source; its names are in code-unit order
 * @throws DatasetError where {@link openZip} refuses the archive
 */
export async function openZipSource(path: string): Promise<FileSource> {
  const zip = await openZip(path);
  return {
    path,
    kind: 'archive',
    names: [...zip.entries.keys()].sort(),
    read: (name) => zip.read(name),
    fingerprint: (name) => {
      const entry = zip.entries.get(name);
      if (!entry) throw new DatasetError(`${path}: entry ${JSON.stringify(name)} is not there.`);
      return Promise.resolve({ sizeBytes: entry.sizeBytes, crc32: entry.crc32 });
    },
    close: () => {
      zip.close();
    },
  };
}
