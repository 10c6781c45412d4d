import type { Command } from 'commander';
import { cacheFolder } from '../core/index.js';
import type { ImageDataset } from '../datasets/index.js';
import {
  type Experiment,
  openOutputs,
  PixelCache,
  type RunContext,
  withEpochs,
} from '../experiments/index.js';
import { planAudit } from './audit-plan.js';
import { chooseWeights } from './choose-weights.js';
import { interruptedByUser } from './interrupted-by-user.js';
import { joinedIf } from './near-duplicates.js';
import { openAuditData } from './open-audit-data.js';
import { openEngine } from './open-engine.js';
import { anyDataOption, integerFrom, weightsOption } from './options.js';
import { joinOption, type RunOptions, withRunOptions } from './run-options.js';
import { showingProgress } from './task-view.js';

/** What a command that trains one experiment on any data can be told. */
export interface ExperimentOptions extends RunOptions {
  /** Path of the data; default: the embedded images. */
  readonly data?: string;
  /** Further images of ISIC 2019. */
  readonly images?: readonly string[];
  /** Folder of the runs. */
  readonly out: string;
  /** In place of the experiment's own. */
  readonly epochs?: number;
}

/** An experiment with its data, ready to be run. */
export interface OpenedExperiment {
  /** The experiment as it is to be run. */
  readonly experiment: Experiment;
  /** Data, engine and folder. */
  readonly context: RunContext;
}

const MAX_EPOCHS = 100_000;

/**
 * Adds the options that say on what an experiment is run, and how.
 *
 * @param command - the command
 * @param withOthers - adds what every command that trains has
 * @returns the same command
 */
export function withExperimentOptions(
  command: Command,
  withOthers: (command: Command) => Command = withRunOptions,
): Command {
  return withOthers(
    command
      .addOption(anyDataOption())
      .option('--images <path...>', 'further folders or zips with images of ISIC 2019')
      .addOption(joinOption())
      .addOption(weightsOption())
      .option('--out <folder>', 'where runs go', 'outputs')
      .option('--epochs <number>', 'epochs at most', integerFrom(1, MAX_EPOCHS)),
  );
}

/**
 * Opens what an experiment is run on, does the work, and closes it again.
 *
 * @param experiment - as it is published
 * @param options - as typed
 * @param work - what to do with it
 * @throws ArgumentError where it is not run on such data
 * @throws DermlabError where data, engine, weights or folder is out of order
 */
export async function withOpenedExperiment(
  experiment: Experiment,
  options: ExperimentOptions,
  work: (opened: OpenedExperiment) => Promise<void>,
): Promise<void> {
  const { kind, dataset } = await showingProgress((onProgress) =>
    openAuditData(options.data, options.images, onProgress),
  );
  try {
    planAudit([experiment.name], kind, dataset);
    await work(await opened(fitted(experiment, dataset, options), dataset, options));
  } finally {
    dataset.close();
  }
}

async function opened(
  planned: Experiment,
  loaded: ImageDataset,
  options: ExperimentOptions,
): Promise<OpenedExperiment> {
  const { quick, rerun } = options;
  const outputs = await openOutputs(options.out);
  const engine = await openEngine(options);
  const dataset = await joinedIf(loaded, options.joinNearDuplicates);
  for (const notice of dataset.notices) console.error(`Note: ${notice}`);
  const cache = cacheFolder(process.env['DERMLAB_CACHE']);
  const chosen = await chooseWeights([planned], {
    cache,
    whenAbsent: 'fetch',
    ...(options.weights === undefined ? {} : { weights: options.weights }),
  });
  const [{ experiment, weights } = { experiment: planned }] = chosen.runnable;
  const pixels = new PixelCache(dataset);
  const signal = interruptedByUser();
  const context = { dataset, engine, pixels, outputs, quick, rerun, cache, signal };
  return { experiment, context: { ...context, ...(weights ? { weights } : {}) } };
}

/** Seed and epochs as typed; the size of the images that of a table, where a table holds them. */
function fitted(
  experiment: Experiment,
  dataset: ImageDataset,
  { seed, epochs }: ExperimentOptions,
): Experiment {
  const seeded = seed === undefined ? experiment : { ...experiment, seed };
  const cut = epochs === undefined ? seeded : withEpochs(seeded, epochs);
  if (!('readPixels' in dataset)) return cut;
  const { imageWidthPx: widthPx, imageHeightPx: heightPx, channels } = dataset;
  return { ...cut, images: { ...cut.images, widthPx, heightPx, channels } };
}
