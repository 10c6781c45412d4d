import { joinDataset, type NearDuplicates } from '../audit/index.js';
import { DatasetError } from '../core/index.js';
import { type ImageDataset, loadClassFolders } from '../datasets/index.js';
import { type Experiment, type LesionFolds, PixelCache } from '../experiments/index.js';
import { searchNearDuplicates } from './near-duplicates.js';
import { openHam10000 } from './open-ham10000.js';
import { showingProgress } from './task-view.js';

/** Data that folds are run on, near-duplicates joined. */
export interface HonestData {
  /** To be closed when done. */
  readonly dataset: ImageDataset;
  /** Of the images before they were joined. */
  readonly nearDuplicates: NearDuplicates;
  /** Decoded images. */
  readonly pixels: PixelCache;
}

/**
 * Opens what the models of an honest table are run on, and joins near-duplicates.
 *
 * @param models - from `planHonestTable`
 * @param options - `data`, HAM10000 (default: the embedded images), and `folders`, source E's
 * @returns the data of each kind that the models need
 * @throws DermlabError where they are not in order, or their lesions are not known
 */
export async function openHonestData(
  models: readonly LesionFolds[],
  { data, folders = '' }: { readonly data?: string; readonly folders?: string },
): Promise<ReadonlyMap<Experiment['dataset'], HonestData>> {
  const kinds = new Set(models.map(({ experiment }) => experiment.dataset));
  const opened = new Map<Experiment['dataset'], HonestData>();
  try {
    for (const kind of kinds) {
      const dataset =
        kind === 'class-folders' ? await openFolders(folders) : await openHam10000(data);
      opened.set(kind, await joined(dataset));
    }
  } catch (error) {
    for (const { dataset } of opened.values()) dataset.close();
    throw error;
  }
  return opened;
}

async function openFolders(path: string): Promise<ImageDataset> {
  const dataset = await showingProgress((onProgress) => loadClassFolders({ path, onProgress }));
  // Copies count with the image they were made of, listed or not.
  const originals = dataset.rows.filter(({ isAugmented }) => !isAugmented);
  if (new Set(originals.map(({ lesion_id: lesion }) => lesion)).size < originals.length) {
    return dataset;
  }
  dataset.close();
  throw new DatasetError(
    `${path} does not say which lesion an image shows, expected lesions.csv with columns image_id and lesion_id, as \`dermlab preprocess --folders\` writes it. Without it no fold can keep a lesion on one side.`,
  );
}

async function joined(opened: ImageDataset): Promise<HonestData> {
  try {
    const nearDuplicates = await searchNearDuplicates(opened);
    const dataset = joinDataset(opened, nearDuplicates);
    return { dataset, nearDuplicates, pixels: new PixelCache(dataset) };
  } catch (error) {
    opened.close();
    throw error;
  }
}
