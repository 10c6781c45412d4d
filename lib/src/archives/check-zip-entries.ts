import type { Entry } from 'yauzl';
import { DatasetError } from '../core/index.js';
import type { ZipLimits } from './zip-limits.js';

const RATIO_COUNTS_FROM_BYTES = 1024 ** 2;
const FILE_TYPE_MASK = 0o170000;
const REGULAR_FILE = 0o100000;
const DIRECTORY = 0o040000;

/** Checks an archive's entries one after the other and refuses what no data set needs. */
export class ZipEntryChecker {
  readonly #zipPath: string;
  readonly #zipBytes: number;
  readonly #limits: ZipLimits;
  readonly #seen = new Map<string, Entry>();
  #packedBytes = 0;
  #unpackedBytes = 0;

  /**
   * Begins with an archive of which no entry has been seen.
   *
   * @param zipPath - the archive, for messages
   * @param zipBytes - the archive's size in bytes
   * @param limits - what it may hold
   */
  constructor(zipPath: string, zipBytes: number, limits: ZipLimits) {
    this.#zipPath = zipPath;
    this.#zipBytes = zipBytes;
    this.#limits = limits;
  }

  /**
   * Checks the next entry of the central directory.
   *
   * @param entry - the entry, whose name yauzl has checked already
   * @throws DatasetError naming archive and entry
   */
  check(entry: Entry): void {
    this.#checkKind(entry);
    this.#checkSize(entry);
    this.#checkTotals(entry);
    this.#checkName(entry);
  }

  #checkKind(entry: Entry): void {
    if (entry.isEncrypted()) throw this.#refuse(entry, 'is encrypted', 'plain entries');
    if (!entry.canDecodeFileData()) {
      const method = `is packed with method ${entry.compressionMethod}`;
      throw this.#refuse(entry, method, 'stored (0) or deflated (8) entries');
    }
    const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK;
    if (![0, REGULAR_FILE, DIRECTORY].includes(type)) {
      throw this.#refuse(entry, 'is a link or device', 'files and folders only');
    }
  }

  #checkSize(entry: Entry): void {
    const { uncompressedSize: unpacked, compressedSize: packed } = entry;
    if (unpacked > this.#limits.maxEntryBytes) {
      const found = `unpacks to ${unpacked} bytes`;
      throw this.#refuse(entry, found, `at most ${this.#limits.maxEntryBytes}`);
    }
    const ratio = unpacked / Math.max(packed, 1);
    if (unpacked >= RATIO_COUNTS_FROM_BYTES && ratio > this.#limits.maxCompressionRatio) {
      const found = `unpacks to ${Math.round(ratio)} times its packed size`;
      throw this.#refuse(entry, found, `at most ${this.#limits.maxCompressionRatio} times`);
    }
  }

  #checkTotals(entry: Entry): void {
    this.#packedBytes += entry.compressedSize;
    this.#unpackedBytes += entry.uncompressedSize;
    if (this.#packedBytes > this.#zipBytes) {
      const found = 'and those before it claim more bytes than the archive has';
      throw this.#refuse(entry, found, 'entries that do not overlap');
    }
    if (this.#unpackedBytes > this.#limits.maxTotalBytes) {
      const found = `and those before it unpack to ${this.#unpackedBytes} bytes`;
      throw this.#refuse(entry, found, `at most ${this.#limits.maxTotalBytes}`);
    }
  }

  // Kaggle's archive holds each image in two folders whose names differ in case: equal copies.
  #checkName(entry: Entry): void {
    const key = entry.fileName.normalize('NFC').toLowerCase();
    const first = this.#seen.get(key);
    this.#seen.set(key, entry);
    if (!first) return;
    if (first.fileName === entry.fileName) {
      throw this.#refuse(entry, 'is there twice', 'each name once');
    }
    if (first.crc32 !== entry.crc32 || first.uncompressedSize !== entry.uncompressedSize) {
      const found = `differs from "${first.fileName}" in case and in content`;
      throw this.#refuse(entry, found, 'one file a name');
    }
  }

  #refuse(entry: Entry, found: string, expected: string): DatasetError {
    return new DatasetError(
      `${this.#zipPath}: entry ${JSON.stringify(entry.fileName)} ${found}, expected ${expected}. Do not use this archive: get it again from its source, or zip the folder anew.`,
    );
  }
}
