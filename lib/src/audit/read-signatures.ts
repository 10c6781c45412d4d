import { createHash } from 'node:crypto';
import { join } from 'node:path';
import pMap from 'p-map';
import type { OnProgress } from '../core/index.js';
import type { ImageDataset } from '../datasets/index.js';
import { decodeImages, resizeLanczos, toGrey } from '../images/index.js';
import { type ImageSignature, imageSignature, THUMBNAIL_PX } from './image-signature.js';
import { SignatureStore } from './signature-store.js';

/** In the name of the cache's folder: to be counted up where signatures come out otherwise. */
const VERSION = 1;
/** Images whose files are in memory at the same time. */
const CHUNK = 128;
/** Images in one file of the cache: what a stopped run computes again at most. */
const IMAGES_A_FILE = 1024;
const CONCURRENT_READS = 8;
const THUMBNAIL = {
  widthPx: THUMBNAIL_PX,
  heightPx: THUMBNAIL_PX,
  channels: 1,
  filter: 'lanczos',
} as const;

/** Where signatures are kept, and who is told of work on them. */
export interface SignatureOptions {
  /** Folder of all caches, e.g. of `cacheFolder`; absent: signatures are computed each time. */
  readonly cache?: string;
  /** Told how many images are done. */
  readonly onProgress?: OnProgress;
  /** Stops at the next 128 images; what is kept stays. */
  readonly signal?: AbortSignal;
}

/**
 * Makes what images are compared by, or reads what an earlier run has kept of the same bytes.
 *
 * @param dataset - opened data
 * @param imageIds - images that are there
 * @param options - cache, progress, and what stops it
 * @returns one signature for each id
 * @throws ImageError naming the image that cannot be decoded
 * @throws RunError where the cache cannot be written
 * @throws DOMException named AbortError where the signal stops it
 */
export async function readSignatures(
  dataset: ImageDataset,
  imageIds: readonly string[],
  { cache, onProgress, signal }: SignatureOptions = {},
): Promise<ImageSignature[]> {
  const store =
    cache === undefined
      ? undefined
      : new SignatureStore(join(cache, `image-signatures-${VERSION}`));
  const known = (await store?.read()) ?? new Map<string, ImageSignature>();
  const pending = new Map<string, ImageSignature>();
  const keep = async () => {
    if (pending.size > 0) await store?.write(pending);
    pending.clear();
  };
  const result: ImageSignature[] = [];
  const total = imageIds.length;
  for (let start = 0; start < total; start += CHUNK) {
    signal?.throwIfAborted();
    const images = await readImages(dataset, imageIds.slice(start, start + CHUNK));
    const absent = images.filter(({ digest }) => !known.has(digest));
    for (const [i, grey] of (await thumbnails(dataset, absent)).entries()) {
      const { digest } = absent[i]!;
      const signature = imageSignature(grey);
      known.set(digest, signature);
      pending.set(digest, signature);
    }
    for (const { digest } of images) result.push(known.get(digest)!);
    if (pending.size >= IMAGES_A_FILE) await keep();
    onProgress?.({ task: 'looking at images', done: result.length, total });
  }
  await keep();
  return result;
}

/** An image as it is read: a file's bytes, or a table's pixels. */
interface ReadImage {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly digest: string;
}

async function readImages(dataset: ImageDataset, ids: readonly string[]): Promise<ReadImage[]> {
  if (!('readPixels' in dataset)) {
    const concurrency = CONCURRENT_READS;
    return pMap(ids, async (id) => image(id, await dataset.readImage(id), ''), { concurrency });
  }
  const values = await dataset.readPixels(ids);
  const length = values.length / ids.length;
  const size = `${dataset.imageWidthPx}×${dataset.imageHeightPx}×${dataset.channels}`;
  return ids.map((id, i) => image(id, values.slice(i * length, (i + 1) * length), size));
}

function image(id: string, bytes: Uint8Array, size: string): ReadImage {
  return { id, bytes, digest: createHash('sha256').update(size).update(bytes).digest('hex') };
}

async function thumbnails(
  dataset: ImageDataset,
  images: readonly ReadImage[],
): Promise<Uint8Array[]> {
  if ('readPixels' in dataset) {
    const { imageWidthPx: widthPx, imageHeightPx: heightPx, channels } = dataset;
    return images.map(({ bytes }) => {
      const pixels = channels === 3 ? bytes : threeTimesEach(bytes);
      return toGrey(resizeLanczos({ pixels, widthPx, heightPx }, THUMBNAIL));
    });
  }
  const bytesOf = new Map(images.map(({ id, bytes }) => [id, bytes]));
  const read = (id: string) => Promise.resolve(bytesOf.get(id)!);
  const values = await decodeImages(
    read,
    images.map(({ id }) => id),
    THUMBNAIL,
  );
  const length = THUMBNAIL_PX ** 2;
  return images.map((_, i) => values.subarray(i * length, (i + 1) * length));
}

function threeTimesEach(grey: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: 3 * grey.length }, (_, i) => grey[Math.floor(i / 3)]!);
}
