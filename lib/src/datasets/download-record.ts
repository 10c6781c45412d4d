import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { PublishedDataset } from './published-datasets.js';

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

/** `download.json`: what of the folder is whole. */
export class DownloadRecord {
  readonly #folder: string;
  readonly #dataset: PublishedDataset;

  constructor(folder: string, dataset: PublishedDataset) {
    this.#folder = folder;
    this.#dataset = dataset;
  }

  /** Files that are there, as noted and as found, and the folders that were unzipped here. */
  async read(): Promise<{ files: DatasetFile[]; folders: string[] }> {
    const { page, files, unzipping } = await readRecord(join(this.#folder, 'download.json'));
    if (page !== this.#dataset.page || !Array.isArray(files)) return { files: [], folders: [] };
    const noted = files as DatasetFile[];
    const there = await Promise.all(noted.map(({ path }) => isThere(join(this.#folder, path))));
    return {
      files: noted.filter((_, index) => there[index]),
      folders: [
        ...noted.map(({ path }) => path),
        ...(typeof unzipping === 'string' ? [unzipping] : []),
      ],
    };
  }

  /** Notes what is there, and the folder that is about to be unzipped. */
  async write(files: readonly DatasetFile[], unzipping?: string): Promise<void> {
    const { title, page, licence } = this.#dataset;
    const text = JSON.stringify({ title, page, licence, files, unzipping }, null, 2);
    await writeFileAtomic(join(this.#folder, 'download.json'), `${text}\n`);
  }
}

/** What the file says, not yet checked. */
interface RawRecord {
  readonly page?: unknown;
  readonly files?: unknown;
  readonly unzipping?: unknown;
}

async function readRecord(path: string): Promise<RawRecord> {
  try {
    return Object(JSON.parse(await readFile(path, 'utf8'))) as RawRecord;
  } catch {
    return {};
  }
}

/** Whether there is anything at a path. */
export async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
