import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DatasetError, type OnProgress } from '../core/index.js';
import { checkDiskSpace } from './check-disk-space.js';
import { downloadFile } from './download-file.js';
import { type DatasetFile, DownloadRecord, isThere } from './download-record.js';
import type { KaggleCredentials } from './kaggle-credentials.js';
import { PartialFile } from './partial-file.js';
import type { PublishedDataset } from './published-datasets.js';
import type { PublishedFile } from './published-file.js';
import { unzipToFolder } from './unzip-to-folder.js';

/** Settings of {@link downloadDataset}. */
export interface DownloadDatasetOptions {
  /** What to download, and from whom: one of `PUBLISHED_DATASETS`. */
  readonly dataset: PublishedDataset;
  /** Where it goes. */
  readonly folder: string;
  /** An address that has the same files at the same paths as the publisher; gets the credentials too. */
  readonly mirror?: string;
  /** Needed for Kaggle. */
  readonly kaggle?: KaggleCredentials;
  /** Told of bytes downloaded and files unzipped. */
  readonly onProgress?: OnProgress;
  /** Stops it; the next call goes on. */
  readonly signal?: AbortSignal;
  /** Tries after the first that bring nothing new, 5 by default. */
  readonly retries?: number;
  /** Wait before the second try in milliseconds, 1000 by default. */
  readonly retryDelayMs?: number;
}

/**
 * Downloads a data set from its publisher and unzips it. Stopped at any moment, the next call goes
 * on where this one ended; what is done is not done again.
 *
 * @param options - data set and folder
 * @returns its files; `download.json` in the folder says the same
 * @throws DownloadError as `downloadFile` does, DatasetError for an archive that is refused
 */
export async function downloadDataset(options: DownloadDatasetOptions): Promise<DatasetFile[]> {
  const { dataset, folder, mirror, kaggle } = options;
  await mkdir(folder, { recursive: true });
  const origin = mirror?.replace(/\/+$/, '') ?? dataset.origin;
  const files = await dataset.files({
    ...stopping(options),
    origin,
    path: join(folder, 'files.json'),
    ...(kaggle ? { kaggle } : {}),
  });
  const record = new DownloadRecord(folder, dataset);
  const found = await record.read();
  const done = found.files.filter((file) => files.some((published) => isSame(published, file)));
  const rest = files.filter((file) => !done.some((candidate) => isSame(file, candidate)));
  await checkDiskSpace(folder, await missingBytes(rest, options));
  for (const file of rest) {
    const getting = { ...options, ours: found.folders, done, record };
    done.push(await getFile(file, getting));
    await record.write(done);
  }
  for (const { name, path } of done)
    if (path !== name) await rm(join(folder, name), { force: true });
  return done;
}

/** What getting one file takes. */
interface Getting extends DownloadDatasetOptions {
  /** Folders that earlier calls have unzipped, or begun to. */
  readonly ours: readonly string[];
  /** Files that are there. */
  readonly done: readonly DatasetFile[];
  readonly record: DownloadRecord;
}

async function getFile(file: PublishedFile, options: Getting): Promise<DatasetFile> {
  const { dataset, folder, onProgress, retries } = options;
  const path = join(folder, file.name);
  const telling = { ...stopping(options), ...(onProgress ? { onProgress } : {}) };
  const { sizeBytes } = await downloadFile({
    ...file,
    ...telling,
    ...(retries === undefined ? {} : { retries }),
    path,
  });
  const described = { name: file.name, sizeBytes, md5: file.checksum?.md5 ?? null };
  if (!dataset.isUnzipped || !file.name.endsWith('.zip')) return { ...described, path: file.name };
  const unzipped = basename(file.name, '.zip');
  await makeWay(unzipped, options);
  await unzipToFolder(path, join(folder, unzipped), telling).catch((error: unknown) => {
    throw error instanceof DatasetError ? damagedArchive(path, error) : error;
  });
  return { ...described, path: unzipped };
}

/**
 * Removes what an earlier call has unzipped of another version of the archive, or has not noted as
 * done. What somebody else has put there stays.
 */
async function makeWay(unzipped: string, { folder, ours, done, record }: Getting): Promise<void> {
  const path = join(folder, unzipped);
  if (!ours.includes(unzipped) && (await isThere(path))) {
    throw new DatasetError(
      `${path} is there already, and no download of this data set has made it, expected a new folder. Move it away, or download to another folder with --out.`,
    );
  }
  await record.write(done, unzipped);
  await rm(path, { recursive: true, force: true });
}

/** Where no checksum is published, only the archive itself shows that it is damaged. */
function damagedArchive(path: string, cause: DatasetError): DatasetError {
  return new DatasetError(
    `${cause.message} Delete ${path}, and the same command downloads it again.`,
    { cause },
  );
}

function stopping({ signal, retryDelayMs }: DownloadDatasetOptions): {
  signal?: AbortSignal;
  retryDelayMs?: number;
} {
  return { ...(signal ? { signal } : {}), ...(retryDelayMs === undefined ? {} : { retryDelayMs }) };
}

function isSame({ name, checksum }: PublishedFile, file: DatasetFile): boolean {
  return file.name === name && file.md5 === (checksum?.md5 ?? null);
}

/** Photographs do not shrink in a zip: what is unpacked takes as much again, one archive at a time. */
async function missingBytes(
  files: readonly PublishedFile[],
  { folder, dataset }: DownloadDatasetOptions,
): Promise<number> {
  const sizes = files.map(({ sizeBytes = 0 }) => sizeBytes);
  const there = await Promise.all(files.map((file) => bytesThere(folder, file)));
  const missing = sizes.reduce((sum, size, i) => sum + Math.max(0, size - there[i]!), 0);
  return dataset.isUnzipped ? missing + Math.max(0, ...sizes) : missing;
}

async function bytesThere(folder: string, { name, url }: PublishedFile): Promise<number> {
  const path = join(folder, name);
  const whole = await stat(path).catch(() => undefined);
  return whole?.size ?? new PartialFile(path, url).sizeBytes();
}
