import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { DatasetError } from '../core/index.js';
import { ZipEntryChecker } from './check-zip-entries.js';
import { DEFAULT_ZIP_LIMITS, type ZipLimits } from './zip-limits.js';

/** The zip format's number for entries that are not compressed. */
const STORED = 0;

/** One file in an archive. */
export interface ZipEntry {
  /** Path inside the archive, with forward slashes. */
  readonly name: string;
  /** Unpacked size in bytes. */
  readonly sizeBytes: number;
  /** CRC-32 of the unpacked bytes, as the archive states it; checked whenever the entry is read. */
  readonly crc32: number;
}

/** An archive whose entries have all been checked. Nothing is ever unpacked to disk. */
export interface ZipArchive {
  /** Path of the archive. */
  readonly path: string;
  /** The archive's files by name, in its order; folders are left out. */
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /**
   * Unpacks one entry into memory; several may be read at the same time.
   *
   * @param name - the entry's name
   * @returns its bytes, whose size and CRC-32 are as stated
   * @throws DatasetError for a name that is not there, and for damaged or lying entries
   */
  read(name: string): Promise<Buffer>;
  /** Closes the file. */
  close(): void;
}

/**
 * Opens a zip archive that may be hostile.
 *
 * @param source - path of the archive, or its bytes
 * @param limits - how much it may hold
 * @returns the archive; close it when done
 * @throws DatasetError naming archive and entry: absolute paths, `..`, backslashes, links, devices,
 * encryption, names there twice (also when they differ in case only, unless their content is the
 * same), too many entries, entries or ratios or totals beyond the limits, entries that overlap,
 * archives that are truncated or damaged
 * @remarks Entries come from the central directory (yauzl 3). yauzl checks paths and sizes; the
 * rest is checked here, CRC-32 among it.
 */
export async function openZip(
  source: string | Buffer,
  limits: ZipLimits = DEFAULT_ZIP_LIMITS,
): Promise<ZipArchive> {
  const isPath = typeof source === 'string';
  const path = isPath ? source : 'The archive';
  const size = isPath ? (await stat(source)).size : source.length;
  const options = { autoClose: false, strictFileNames: true };
  const zip = await asDatasetError(
    () => path,
    () => (isPath ? openPromise(source, options) : fromBufferPromise(source, options)),
  );
  try {
    const entries = await listEntries(zip, new ZipEntryChecker(path, size, limits), path, limits);
    return {
      path,
      entries: new Map(entries.map((entry) => [entry.fileName, describe(entry)])),
      read: entryReader(zip, path, entries),
      close: () => {
        zip.close();
      },
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function listEntries(
  zip: ZipFile,
  checker: ZipEntryChecker,
  path: string,
  limits: ZipLimits,
): Promise<Entry[]> {
  if (zip.entryCount > limits.maxEntries) {
    throw damaged(path, `${zip.entryCount} entries, expected at most ${limits.maxEntries}`);
  }
  const entries: Entry[] = [];
  await asDatasetError(
    () => `${path}: entry ${entries.length + 1}`,
    async () => {
      for await (const entry of zip.eachEntry()) {
        checker.check(entry);
        entries.push(entry);
      }
    },
  );
  return entries.filter((entry) => !entry.fileName.endsWith('/'));
}

function describe(entry: Entry): ZipEntry {
  return { name: entry.fileName, sizeBytes: entry.uncompressedSize, crc32: entry.crc32 };
}

function entryReader(zip: ZipFile, path: string, entries: readonly Entry[]): ZipArchive['read'] {
  const byName = new Map(entries.map((entry) => [entry.fileName, entry]));
  return async (name) => {
    const entry = byName.get(name);
    const place = `${path}: entry ${JSON.stringify(name)}`;
    if (!entry) throw new DatasetError(`${place} is not there. Look up its name in entries.`);
    const bytes = await asDatasetError(
      () => place,
      () => (entry.compressionMethod === STORED ? readStored(zip, entry) : unpack(zip, entry)),
    );
    if (crc32(bytes) !== entry.crc32) throw damaged(place, 'its CRC-32 is not the stated one');
    return bytes;
  };
}

/** yauzl's reader of a file or of bytes, which its types do not name; held, it is not closed. */
interface RangeReader {
  ref(): void;
  unref(): void;
  read(
    into: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null, read: number) => void,
  ): void;
}

/** What is stored as it is needs no stream, which would bring it in pieces of 64 kB. */
async function readStored(zip: ZipFile, entry: Entry): Promise<Buffer> {
  if (!zip.isOpen) throw new Error('closed');
  const { reader } = zip as unknown as { readonly reader: RangeReader };
  const read = promisify(reader.read.bind(reader));
  reader.ref();
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    // The entry is no larger than the archive, or the checker would have refused it.
    const bytes = Buffer.allocUnsafe(entry.uncompressedSize);
    for (let done = 0; done < bytes.length; ) {
      const count = await read(bytes, done, bytes.length - done, fileDataStart + done);
      if (count === 0) throw new Error('the archive ends inside it');
      done += count;
    }
    return bytes;
  } finally {
    reader.unref();
  }
}

/** yauzl ends the stream with an error as soon as an entry is longer or shorter than stated. */
async function unpack(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  await new Promise((resolve, reject) => {
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', resolve).on('error', reject);
  });
  return Buffer.concat(chunks);
}

async function asDatasetError<T>(place: () => string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof DatasetError) throw cause;
    throw damaged(place(), cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function damaged(place: string, found: string, cause?: unknown): DatasetError {
  return new DatasetError(
    `${place}: ${found}. Expected a whole zip archive with paths inside its folder. Get it again from its source.`,
    { cause },
  );
}
