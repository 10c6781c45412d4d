import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DEFAULT_ZIP_LIMITS, openZip, type ZipArchive, type ZipLimits } from '../archives/index.js';
import { DatasetError, interruptSignal, type OnProgress } from '../core/index.js';
import { checkDiskSpace } from './check-disk-space.js';

/** Settings of {@link unzipToFolder}. */
export interface UnzipOptions {
  /** Told of files unpacked so far. */
  readonly onProgress?: OnProgress;
  /** Stops it; nothing stays. */
  readonly signal?: AbortSignal;
  /** How much the archive may hold. */
  readonly limits?: ZipLimits;
}

/**
 * Unpacks an archive that may be hostile into a folder of its own, whole or not at all.
 *
 * @param zipPath - the archive
 * @param folder - a folder that is not there yet; a folder that all files of the archive share is
 * left out of their paths, as are hidden files and those of `__MACOSX`
 * @param options - who is told, what stops it, limits
 * @returns number of files written
 * @throws DatasetError as `openZip` and its `read` do, and where the folder is there already;
 * DownloadError where the disk has no room for it; AbortError when stopped
 */
export async function unzipToFolder(
  zipPath: string,
  folder: string,
  options: UnzipOptions = {},
): Promise<number> {
  const zip = await openZip(zipPath, options.limits ?? DEFAULT_ZIP_LIMITS);
  const unfinished = `${folder}.unzipping`;
  try {
    const bytes = [...zip.entries.values()].reduce((sum, entry) => sum + entry.sizeBytes, 0);
    await checkDiskSpace(dirname(folder), bytes);
    await rm(unfinished, { recursive: true, force: true });
    const files = await writeEntries(zip, unfinished, options);
    await rename(unfinished, folder).catch((cause: unknown) => {
      throw new DatasetError(
        `${folder} is there already, expected a new folder for what is in ${zipPath}. Move it away.`,
        { cause },
      );
    });
    return files;
  } finally {
    zip.close();
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function writeEntries(
  zip: ZipArchive,
  folder: string,
  { onProgress, signal = interruptSignal() }: UnzipOptions,
): Promise<number> {
  const names = [...zip.entries.keys()].filter((name) => !isHidden(name));
  const shared = sharedFolder(names);
  const task = `unzipping ${basename(zip.path)}`;
  for (const [index, name] of names.entries()) {
    signal?.throwIfAborted();
    const path = join(folder, name.slice(shared.length));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await zip.read(name), { flag: 'wx' });
    onProgress?.({ task, done: index + 1, total: names.length });
  }
  return names.length;
}

function isHidden(name: string): boolean {
  return name.startsWith('__MACOSX/') || name.split('/').some((part) => part.startsWith('.'));
}

/** `ISIC_2019_Training_Input/` where all names begin with it. */
function sharedFolder(names: readonly string[]): string {
  const first = `${names[0]?.split('/')[0] ?? ''}/`;
  return names.every((name) => name.startsWith(first)) ? first : '';
}
