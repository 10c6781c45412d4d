import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ArgumentError, DownloadError, fileDigests, WeightsError } from '../core/index.js';
import { type DownloadFileOptions, downloadFile } from '../datasets/index.js';
import type { tf } from '../engine/index.js';
import { loadKerasWeights } from '../keras-files/index.js';
import { baseOf } from './frozen-base.js';
import type { PublishedWeights } from './published-weights.js';

/** A file of weights for a base. */
export interface BaseWeights {
  /** Path of the file. */
  readonly path: string;
  /** Digest of the file. */
  readonly sha256: string;
  /** One phrase for whoever reads a result: where they come from, and whether that was checked. */
  readonly description: string;
}

/**
 * Looks for a base's weights on this machine.
 *
 * @param published - what Keras Applications would load
 * @param places - the cache folder, and a file that the user has named
 * @returns the file; undefined where no file was named and none is in the cache
 * @throws WeightsError where the named file is not there
 */
export async function findBaseWeights(
  published: PublishedWeights,
  { path, cache }: { readonly path?: string; readonly cache: string },
): Promise<BaseWeights | undefined> {
  if (path !== undefined && !existsSync(path)) {
    throw new WeightsError(
      `${path} is not there; expected a file of weights. ${remedy(published, cache)}`,
    );
  }
  const file = path ?? cachedPath(published, cache);
  return existsSync(file) ? describe(file, published) : undefined;
}

/**
 * Fetches a base's weights from where Keras Applications publishes them, into the cache; what is
 * there is not fetched again.
 *
 * @param published - what to fetch
 * @param cache - the cache folder
 * @param options - who is told of bytes, and what asks
 * @returns the file
 * @throws WeightsError where it cannot be fetched: says where to get it, and where to put it
 * @throws DOMException named AbortError where the signal stops it; what has arrived stays
 */
export async function fetchBaseWeights(
  published: PublishedWeights,
  cache: string,
  options: Pick<DownloadFileOptions, 'onProgress' | 'signal' | 'fetch' | 'retryDelayMs'> = {},
): Promise<BaseWeights> {
  const { url, md5, sizeBytes } = published;
  const path = cachedPath(published, cache);
  try {
    await mkdir(dirname(path), { recursive: true });
    await downloadFile({
      url,
      path,
      ...(md5 === undefined ? {} : { checksum: { md5 } }),
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
      ...options,
    });
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    throw new WeightsError(`${error.message} ${remedy(published, cache)}`, { cause: error });
  }
  return describe(path, published);
}

/**
 * Gives a transfer model's base its weights.
 *
 * @param model - e.g. of `vgg16Transfer`
 * @param weights - a Keras file of the base, with or without its classifier
 * @throws KerasFileError where the file is damaged or of another network
 */
export async function loadBaseWeights(
  model: tf.LayersModel,
  { path }: Pick<BaseWeights, 'path'>,
): Promise<void> {
  const base = baseOf(model);
  if (!base) throw new ArgumentError(`${model.name} has no pretrained base.`);
  await loadKerasWeights(base, path, { ignoreOthers: true });
}

/**
 * Where a base's weights can be had, in one sentence.
 *
 * @param published - what Keras Applications would load
 * @param cache - the cache folder
 * @returns a sentence
 */
export function remedy(published: PublishedWeights, cache: string): string {
  const { network, url, sizeBytes } = published;
  const size = sizeBytes === undefined ? '' : ` (${(sizeBytes / 1e6).toFixed(1)} MB)`;
  return `Download the ImageNet weights of ${network}${size} from ${url} and name the file with --weights FILE, or put it at ${cachedPath(published, cache)}.`;
}

function cachedPath({ fileName }: PublishedWeights, cache: string): string {
  return join(cache, 'weights', fileName);
}

async function describe(path: string, published: PublishedWeights): Promise<BaseWeights> {
  const [sha256 = '', md5] = await fileDigests(path, 'sha256', 'md5');
  const checked =
    published.md5 === undefined
      ? 'Keras publishes no checksum to compare'
      : md5 === published.md5
        ? 'the checksum is the one that Keras publishes'
        : 'the checksum is NOT the one that Keras publishes';
  return {
    path,
    sha256,
    description: `${basename(path)}, sha256 ${sha256.slice(0, 12)}…; ${checked}`,
  };
}
