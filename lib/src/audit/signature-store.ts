import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { RunError } from '../core/index.js';
import { DETAIL_PX, type ImageSignature } from './image-signature.js';
import type { PerceptualHash } from './perceptual-hash.js';

const EXTENSION = '.signatures';
const DIGEST_BYTES = 32;
const VARIANTS = 8;
const HASH_BYTES = 8;
const DETAIL_AT = DIGEST_BYTES + VARIANTS * HASH_BYTES;
const RECORD_BYTES = DETAIL_AT + DETAIL_PX ** 2;

/**
 * Signatures on disk, 2,400 bytes an image, by the SHA-256 of what the image was read from. Each
 * file is written whole, holds some images, and ends with the SHA-256 of what stands before.
 */
export class SignatureStore {
  readonly #folder: string;

  /**
   * Names the folder; nothing is read or made.
   *
   * @param folder - its path
   */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Reads all signatures that are there. A damaged file is deleted: its images are decoded again.
   *
   * @returns signatures by the image's digest in hexadecimal
   */
  async read(): Promise<Map<string, ImageSignature>> {
    const found = new Map<string, ImageSignature>();
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names.filter((file) => file.endsWith(EXTENSION)).sort()) {
      const path = join(this.#folder, name);
      const bytes = await readFile(path);
      if (isWhole(bytes)) addRecords(bytes, found);
      else await rm(path, { force: true });
    }
    return found;
  }

  /**
   * Writes some signatures, whole or not at all.
   *
   * @param signatures - by the image's digest
   * @throws RunError where they cannot be written
   */
  async write(signatures: ReadonlyMap<string, ImageSignature>): Promise<void> {
    const records = Buffer.concat(Array.from(signatures, ([digest, it]) => record(digest, it)));
    const sum = createHash('sha256').update(records).digest();
    const file = join(this.#folder, `${sum.toString('hex').slice(0, 16)}${EXTENSION}`);
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFileAtomic(file, Buffer.concat([records, sum]));
    } catch (error) {
      throw new RunError(
        `cannot keep signatures of images in ${file} (${(error as Error).message}); free disk space, or move the cache with DERMLAB_CACHE`,
      );
    }
  }
}

function isWhole(bytes: Buffer): boolean {
  const end = bytes.length - DIGEST_BYTES;
  if (end < 0 || end % RECORD_BYTES !== 0) return false;
  const sum = createHash('sha256').update(bytes.subarray(0, end)).digest();
  return sum.equals(bytes.subarray(end));
}

function record(digest: string, { hashes, detail }: ImageSignature): Buffer {
  const bytes = Buffer.alloc(RECORD_BYTES);
  bytes.write(digest, 'hex');
  for (const [i, half] of hashes.flat().entries()) bytes.writeUInt32BE(half, DIGEST_BYTES + 4 * i);
  bytes.set(new Uint8Array(detail.buffer, detail.byteOffset, detail.length), DETAIL_AT);
  return bytes;
}

function addRecords(bytes: Buffer, found: Map<string, ImageSignature>): void {
  for (let at = 0; at + RECORD_BYTES < bytes.length; at += RECORD_BYTES) {
    const digest = bytes.toString('hex', at, at + DIGEST_BYTES);
    const hashes = Array.from({ length: VARIANTS }, (_, variant): PerceptualHash => {
      const hash = at + DIGEST_BYTES + variant * HASH_BYTES;
      return [bytes.readUInt32BE(hash), bytes.readUInt32BE(hash + 4)];
    });
    // A copy, so that the file's bytes can go where few of its images are wanted.
    const detail = new Int8Array(bytes.subarray(at + DETAIL_AT, at + RECORD_BYTES));
    found.set(digest, { hashes, detail });
  }
}
