import { mkdir, readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import pMap from 'p-map';
import writeFileAtomic from 'write-file-atomic';
import { DatasetError, interruptSignal, type OnProgress } from '../core/index.js';
import { augmentImage, decodeOriginal, encodeJpeg } from '../images/index.js';
import { type ClassFolders, loadClassFolders } from './class-folders.js';
import { LESIONS_FILE } from './lesions-file.js';
import { type PlannedCopy, planAugmentation } from './plan-augmentation.js';

/** Settings of {@link augmentClassFolders}. */
export interface AugmentOptions {
  /** Folder of class folders; only images of its `Train` are augmented. */
  readonly path: string;
  /** A new folder, which will hold all of these images and the copies. */
  readonly out: string;
  /** Images that each training class will have at least, from 1. */
  readonly perClass: number;
  /** Seed of all draws, an integer in [0, 2³² - 1]. */
  readonly seed: number;
  /** Told of files written so far. */
  readonly onProgress?: OnProgress;
  /** Stops it; the next call goes on. */
  readonly signal?: AbortSignal;
}

/** What augmentation made. */
export interface AugmentedFolders {
  /** Images that were there before, of all sides. */
  readonly originals: number;
  /** Copies made. */
  readonly copies: number;
  /** Training images of each class now. */
  readonly trainPerClass: Readonly<Record<string, number>>;
}

/**
 * Fills each training class up to a count with rotated, flipped and zoomed copies, written as files
 * beside the originals in a new folder, in the manner of Python's Augmentor. Validation and test
 * images are taken over as they are. A copy's name tells its image
 * (`ISIC_0024330_augmented_0007.jpg`), so that {@link loadClassFolders} gives both the same lesion.
 *
 * @param options - folders, count and seed; the same ones give the same bytes
 * @returns counts
 * @throws DatasetError as {@link loadClassFolders}, where images are augmented already, and where
 * `out` holds something else
 * @throws ImageError naming an image that cannot be decoded; AbortError when stopped
 * @remarks Stopped at any moment, the same call goes on: a file is there whole or not at all, and
 * `augmentation.json` says what the folder is of.
 */
export async function augmentClassFolders(options: AugmentOptions): Promise<AugmentedFolders> {
  const { path, out, perClass, seed, onProgress, signal = interruptSignal() } = options;
  const dataset = await loadClassFolders({ path });
  checkFolders(dataset, path, out);
  const train = dataset.rows.filter(({ split = 'train' }) => split === 'train');
  const copies = planAugmentation(train, dataset.classes, perClass, seed);
  await claimFolder(out, { dataset: dataset.sha256, perClass, seed });
  await takeOver(join(path, LESIONS_FILE), join(out, LESIONS_FILE));
  const total = dataset.rows.length + copies.length;
  let done = 0;
  const write = async (name: string, bytes: () => Promise<Buffer>) => {
    signal?.throwIfAborted();
    await writeOnce(join(out, name), bytes);
    onProgress?.({ task: 'augmenting images', done: ++done, total });
  };
  const concurrency = availableParallelism();
  const ids = dataset.rows.map(({ image_id: id }) => id);
  await pMap(ids, (id) => write(id, () => dataset.readImage(id)), { concurrency });
  await pMap(copies, (copy) => write(copy.name, () => makeCopy(copy, dataset)), { concurrency });
  return {
    originals: ids.length,
    copies: copies.length,
    trainPerClass: countTrain(dataset, copies),
  };
}

async function makeCopy(copy: PlannedCopy, dataset: ClassFolders): Promise<Buffer> {
  const image = await decodeOriginal(await dataset.readImage(copy.from), copy.from);
  return encodeJpeg({ ...image, pixels: augmentImage(image, copy.augmentation) });
}

function checkFolders(dataset: ClassFolders, path: string, out: string): void {
  const copy = dataset.rows.find(({ isAugmented }) => isAugmented);
  if (copy) {
    throw new DatasetError(
      `${path} holds augmented copies already, e.g. ${copy.image_id}, expected originals only. Give the folder that they were made from.`,
    );
  }
  if (!(resolve(out) + sep).startsWith(resolve(path) + sep)) return;
  throw new DatasetError(
    `${out} is in ${path}, expected a folder beside it: copies must not become originals. Choose another one.`,
  );
}

/** A folder is of one data set, count and seed. */
async function claimFolder(
  out: string,
  settings: Readonly<Record<string, string | number>>,
): Promise<void> {
  const path = join(out, 'augmentation.json');
  const text = `${JSON.stringify(settings, null, 2)}\n`;
  const found = await readFile(path, 'utf8').catch(() => undefined);
  if (found === text) return;
  if (found !== undefined || (await stat(out).catch(() => undefined))) {
    throw new DatasetError(
      `${out} is there already and holds something else, expected a new folder or one that the same command began. Delete it, or choose another one.`,
    );
  }
  await mkdir(out, { recursive: true });
  await writeFileAtomic(path, text);
}

/** The list of lesions, where there is one. */
async function takeOver(from: string, to: string): Promise<void> {
  const bytes = await readFile(from).catch(() => undefined);
  if (bytes) await writeFileAtomic(to, bytes);
}

async function writeOnce(path: string, bytes: () => Promise<Buffer>): Promise<void> {
  if (await stat(path).catch(() => undefined)) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, await bytes(), { fsync: false });
}

function countTrain(
  { classes, rows }: ClassFolders,
  copies: readonly PlannedCopy[],
): Record<string, number> {
  const labelOf = new Map(rows.map(({ image_id: id, dx }) => [id, dx]));
  return Object.fromEntries(
    classes.map((label) => [
      label,
      rows.filter(({ dx, split = 'train' }) => dx === label && split === 'train').length +
        copies.filter(({ from }) => labelOf.get(from) === label).length,
    ]),
  );
}
