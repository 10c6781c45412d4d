import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { RunError } from '../core/index.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';

const EXTENSION = '.safetensors';

/**
 * Features on disk, in a folder that only features made in one and the same way share: files of
 * some images each, written whole, the images named by the digest of their pixels.
 */
export class FeatureStore {
  readonly #folder: string;
  readonly #shape: readonly number[];

  /**
   * Names the folder; nothing is read or made.
   *
   * @param folder - its path
   * @param shape - lengths of the axes of an image's features
   */
  constructor(folder: string, shape: readonly number[]) {
    this.#folder = folder;
    this.#shape = shape;
  }

  /**
   * Reads the features of the images that are there. A damaged file is deleted: its images are
   * computed again.
   *
   * @param wanted - digests of images
   * @returns features by digest
   */
  async read(wanted: ReadonlySet<string>): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    for (const name of await this.#files()) {
      if (found.size === wanted.size) break;
      const features = await this.#readFile(join(this.#folder, name));
      for (const [digest, values] of features) if (wanted.has(digest)) found.set(digest, values);
    }
    return found;
  }

  /**
   * Writes the features of some images, whole or not at all.
   *
   * @param features - by digest of the image
   * @throws RunError where they cannot be written
   */
  async write(features: ReadonlyMap<string, Float32Array>): Promise<void> {
    const name = createHash('sha256')
      .update([...features.keys()].join())
      .digest('hex');
    const tensors = Object.fromEntries(
      [...features].map(([digest, values]) => [digest, { shape: this.#shape, values }]),
    );
    const file = join(this.#folder, `${name.slice(0, 16)}${EXTENSION}`);
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFileAtomic(file, encodeSafetensors({ tensors, metadata: {} }));
    } catch (error) {
      throw new RunError(
        `cannot keep features in ${file} (${(error as Error).message}); free disk space, or move the cache with DERMLAB_CACHE`,
      );
    }
  }

  async #files(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.filter((name) => name.endsWith(EXTENSION)).sort();
  }

  async #readFile(path: string): Promise<[string, Float32Array][]> {
    try {
      const { tensors } = decodeSafetensors(await readFile(path));
      return Object.entries(tensors).map(([digest, { shape, values }]) => {
        if (values instanceof Float32Array && shape.join() === this.#shape.join()) {
          return [digest, values];
        }
        throw new RangeError(`features of the shape [${shape.join(', ')}]`);
      });
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error;
      await rm(path, { force: true });
      return [];
    }
  }
}
