import { statfs } from 'node:fs/promises';
import { DownloadError } from '../core/index.js';

/**
 * Refuses work that the disk has no room for.
 *
 * @param folder - a folder on that disk
 * @param neededBytes - bytes that will be written
 * @throws DownloadError saying how much is needed and free
 */
export async function checkDiskSpace(folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  if (neededBytes <= freeBytes) return;
  throw new DownloadError(
    `${folder} needs ${bytesText(neededBytes)} and has ${bytesText(freeBytes)} free. Free some space, or choose a folder on another disk.`,
  );
}

/**
 * A number of bytes in the unit that suits it.
 *
 * @param bytes - how many
 * @returns e.g. `2.8 GB`
 */
export function bytesText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return `${power === 0 ? bytes : (bytes / 1000 ** power).toFixed(1)} ${units[power] ?? ''}`;
}
