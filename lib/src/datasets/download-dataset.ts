import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { DatasetError, type OnProgress } from '../core/index.js';
import { checkDiskSpace } from './check-disk-space.js';
import { downloadFile } from './download-file.js';
import type { KaggleCredentials } from './kaggle-credentials.js';
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

/** One file of a data set that is there. */
export interface DatasetFile {
  /** The publisher's file. */
  readonly name: string;
  /** Its size in bytes. */
  readonly sizeBytes: number;
  /** The MD5 that the publisher states and the file has; null where none is stated. */
  readonly md5: string | null;
  /** What it is now: the file, or the folder that it was unzipped to. */
  readonly path: string;
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
  const done = await record.read();
  const rest = files.filter((file) => !isDone(file, done));
  await checkDiskSpace(folder, neededBytes(rest, dataset.isUnzipped));
  for (const file of rest) {
    done.push(await getFile(file, options));
    await record.write(done);
  }
  return done;
}

async function getFile(file: PublishedFile, options: DownloadDatasetOptions): Promise<DatasetFile> {
  const { dataset, folder, onProgress } = options;
  const path = join(folder, file.name);
  const telling = { ...stopping(options), ...(onProgress ? { onProgress } : {}) };
  const { retries } = options;
  const { sizeBytes } = await downloadFile({
    ...file,
    ...telling,
    ...(retries === undefined ? {} : { retries }),
    path,
  });
  const described = { name: file.name, sizeBytes, md5: file.checksum?.md5 ?? null };
  if (!dataset.isUnzipped || !file.name.endsWith('.zip')) return { ...described, path: file.name };
  const unzipped = basename(file.name, '.zip');
  // There already only if this was stopped between unzipping and noting it.
  if (!(await stat(join(folder, unzipped)).catch(() => undefined))) {
    await unzipToFolder(path, join(folder, unzipped), telling).catch((error: unknown) => {
      throw error instanceof DatasetError ? damagedArchive(path, error) : error;
    });
  }
  await rm(path);
  return { ...described, path: unzipped };
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

function isDone(file: PublishedFile, done: readonly DatasetFile[]): boolean {
  const md5 = file.checksum?.md5 ?? null;
  return done.some((candidate) => candidate.name === file.name && candidate.md5 === md5);
}

/** Photographs do not shrink in a zip: what is unpacked takes as much again, one archive at a time. */
function neededBytes(files: readonly PublishedFile[], isUnzipped: boolean): number {
  const sizes = files.map(({ sizeBytes = 0 }) => sizeBytes);
  const sum = sizes.reduce((total, size) => total + size, 0);
  return isUnzipped ? sum + Math.max(0, ...sizes) : sum;
}

/** `download.json`: what of the folder is whole. */
class DownloadRecord {
  readonly #folder: string;
  readonly #dataset: PublishedDataset;

  constructor(folder: string, dataset: PublishedDataset) {
    this.#folder = folder;
    this.#dataset = dataset;
  }

  /** Files that are there, as noted and as found. */
  async read(): Promise<DatasetFile[]> {
    const { page, files } = await readRecord(join(this.#folder, 'download.json'));
    if (page !== this.#dataset.page || !Array.isArray(files)) return [];
    const found = await Promise.all(
      (files as DatasetFile[]).map(async (file) =>
        (await stat(join(this.#folder, file.path)).catch(() => undefined)) ? [file] : [],
      ),
    );
    return found.flat();
  }

  async write(files: readonly DatasetFile[]): Promise<void> {
    const { title, page, licence } = this.#dataset;
    const text = JSON.stringify({ title, page, licence, files }, null, 2);
    await writeFileAtomic(join(this.#folder, 'download.json'), `${text}\n`);
  }
}

async function readRecord(path: string): Promise<{ page?: unknown; files?: unknown }> {
  try {
    return Object(JSON.parse(await readFile(path, 'utf8'))) as { page?: unknown; files?: unknown };
  } catch {
    return {};
  }
}
