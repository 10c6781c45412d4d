import { joinDataset, type NearDuplicates } from '../audit/index.js';
import { ArgumentError } from '../core/index.js';
import { type ImageDataset, loadClassFolders, loadHam10000 } from '../datasets/index.js';
import {
  type Experiment,
  LESION_FOLDS,
  type LesionFolds,
  PixelCache,
} from '../experiments/index.js';
import { searchNearDuplicates } from './near-duplicates.js';
import { showingProgress } from './task-view.js';

/** What `--only` takes. */
export const HONEST_MODELS: readonly string[] = LESION_FOLDS.map(nameOf);

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
 * Chooses the models of an honest table.
 *
 * @param options - `only`, names to keep; `folders`, where source E's class folders are; `seed`
 * @returns published experiments and their folds, in order
 * @throws ArgumentError where source E is asked for and has no folders
 */
export function planHonestTable({
  only,
  folders,
  seed,
}: {
  readonly only?: readonly string[];
  readonly folders?: string;
  readonly seed?: number;
}): LesionFolds[] {
  const planned = LESION_FOLDS.filter((model) => !only || only.includes(nameOf(model)));
  const homeless = planned.find(({ experiment }) => isOnFolders(experiment));
  if (only && homeless && folders === undefined) {
    throw new ArgumentError(
      `${nameOf(homeless)} trains on class folders that \`dermlab augment\` has filled up, and none are named; give --folders. See --help.`,
    );
  }
  return planned
    .filter(({ experiment }) => folders !== undefined || !isOnFolders(experiment))
    .map(({ published, experiment }) => ({
      published,
      experiment: seed === undefined ? experiment : { ...experiment, seed },
    }));
}

/**
 * Says whether an experiment is run on class folders, and not on HAM10000 as it is.
 *
 * @param experiment - any of the plan
 * @returns true for source E's
 */
export function isOnFolders({ dataset }: Pick<Experiment, 'dataset'>): boolean {
  return dataset === 'class-folders';
}

/**
 * Opens data and joins near-duplicates.
 *
 * @param kind - what the data are
 * @param path - where; default: the embedded images
 * @returns data that splits by lesion can be made of
 * @throws DermlabError where they are not in order
 */
export async function openHonestData(
  kind: 'class-folders' | 'ham10000',
  path: string | undefined,
): Promise<HonestData> {
  const opened = await showingProgress<ImageDataset>((onProgress) =>
    kind === 'class-folders'
      ? loadClassFolders({ path: path ?? '', onProgress })
      : loadHam10000({ onProgress, ...(path === undefined ? {} : { path }) }),
  );
  const nearDuplicates = await searchNearDuplicates(opened);
  const dataset = joinDataset(opened, nearDuplicates);
  return { dataset, nearDuplicates, pixels: new PixelCache(dataset) };
}

function nameOf({ experiment }: LesionFolds): string {
  return experiment.name.replace(/-lesion-folds$/, '');
}
