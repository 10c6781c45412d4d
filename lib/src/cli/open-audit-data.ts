import { readdir } from 'node:fs/promises';
import type { OnProgress } from '../core/index.js';
import {
  type ImageDataset,
  loadHam10000OrClassFolders,
  loadIsic2019,
  loadMainImageData,
  loadPixelTable,
  MAIN_IMAGE_COLUMNS,
  openPixelCsv,
} from '../datasets/index.js';
import type { Experiment } from '../experiments/index.js';

const ISIC_TABLE = 'isic_2019_training_groundtruth.csv';

/** Opened data, and which experiments are run on such. */
export interface AuditData {
  /** What they are. */
  readonly kind: Experiment['dataset'];
  /** To be closed when done. */
  readonly dataset: ImageDataset;
}

/**
 * Opens whatever an experiment is run on, known by what is at the path.
 *
 * @param path - table, folder or zip; default: the embedded images
 * @param images - further folders with images of ISIC 2019
 * @param onProgress - told while files are read
 * @returns data and kind
 * @throws DatasetError where they are not in order
 */
export async function openAuditData(
  path: string | undefined,
  images: readonly string[] | undefined,
  onProgress: OnProgress,
): Promise<AuditData> {
  if (path?.toLowerCase().endsWith('.csv')) return openTable(path, onProgress);
  const names = path === undefined ? [] : await readdir(path).catch(() => []);
  if (path !== undefined && (images || names.some((name) => name.toLowerCase() === ISIC_TABLE))) {
    const dataset = await loadIsic2019({ path, onProgress, ...(images ? { images } : {}) });
    return { kind: 'isic2019', dataset };
  }
  const dataset = await loadHam10000OrClassFolders({
    onProgress,
    ...(path === undefined ? {} : { path }),
  });
  return { kind: dataset.name === 'HAM10000' ? 'ham10000' : 'class-folders', dataset };
}

async function openTable(path: string, onProgress: OnProgress): Promise<AuditData> {
  const csv = await openPixelCsv(path);
  await csv.close();
  const isMainImageData = csv.textColumns.includes(MAIN_IMAGE_COLUMNS[0]);
  return isMainImageData
    ? { kind: 'image-table', dataset: await loadMainImageData({ path, onProgress }) }
    : { kind: 'pixel-table', dataset: await loadPixelTable({ path, onProgress }) };
}
