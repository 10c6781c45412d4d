import { Argument, Command, Option } from 'commander';
import {
  HAM10000_CLASSES,
  type Ham10000Label,
  type ImageDataset,
  loadPixelTable,
} from '../datasets/index.js';
import {
  type CrossValidation,
  type Experiment,
  openOutputs,
  PixelCache,
  type RunContext,
  sourceCByImage,
  sourceCByLesion,
  sourceCOversampledFirst,
} from '../experiments/index.js';
import { crossValidationText } from './cross-validation-text.js';
import { interruptedByUser } from './interrupted-by-user.js';
import { joinedIf } from './near-duplicates.js';
import { openEngine } from './open-engine.js';
import { openHam10000 } from './open-ham10000.js';
import { listOf } from './options.js';
import { runFolds } from './run-folds.js';
import { joinOption, type RunOptions, withRunOptions } from './run-options.js';
import { showingProgress } from './task-view.js';

interface CrossValidateOptions extends RunOptions {
  readonly data?: string;
  readonly metadata?: string;
  readonly labels?: Ham10000Label[];
  readonly oversample: 'in-folds' | 'before-split';
  readonly out: string;
}

const EXAMPLES = `
Examples:
  $ npx dermlab pixel-table                                      makes hmnist_28_28_RGB.csv
  $ npx dermlab cross-validate source-c --data hmnist_28_28_RGB.csv
  $ npx dermlab cross-validate source-c                          the embedded images, scaled
  $ npx dermlab cross-validate source-c --quick
  $ npx dermlab cross-validate source-c --oversample before-split

Each accuracy stands beside its leak-free one: folds of images first, as it is usual, then folds of
lesions. A fold is a run with a folder of its own; what was stopped goes on from its last finished
epoch, and what is done is shown, not repeated.`;

/**
 * `dermlab cross-validate`: source C, fold by fold, with and without lesions on both sides.
 *
 * @returns the command
 */
export function crossValidateCommand(): Command {
  const command = new Command('cross-validate')
    .addArgument(new Argument('<experiment>', 'what is cross-validated').choices(['source-c']))
    .addOption(
      new Option(
        '--data <path>',
        'pixel table (.csv), or folder or zip of HAM10000 (default: the embedded 96×72 set)',
      ).env('DERMLAB_DATA'),
    )
    .option('--metadata <file>', 'of a pixel table (default: HAM10000_metadata.csv beside it)')
    .option(
      '--labels <classes>',
      "the class of each of a table's label numbers (default: Kaggle's order)",
      listOf(HAM10000_CLASSES),
    )
    .addOption(
      new Option('--oversample <when>', 'minority classes; before-split shows the leak that it is')
        .choices(['in-folds', 'before-split'])
        .default('in-folds'),
    )
    .addOption(joinOption())
    .option('--out <folder>', 'where runs go', 'outputs');
  return withRunOptions(command).addHelpText('after', EXAMPLES).action(crossValidate);
}

async function crossValidate(_: string, options: CrossValidateOptions): Promise<void> {
  const dataset = await openData(options);
  try {
    const context = await contextOf(dataset, options);
    const results: CrossValidation[] = [];
    for (const experiment of planOf(dataset, options)) {
      const result = await runFolds(experiment, context);
      results.push(result);
      if (!options.json) console.log(`${crossValidationText(result)}\n`);
    }
    if (options.json) console.log(JSON.stringify(results, null, 2));
    else console.log(NOTES);
  } finally {
    dataset.close();
  }
}

const NOTES = `95 % intervals by bootstrap over lesions; ± is the standard deviation over the folds.
Folds of images watch their test rows while training, folds of lesions rows of their own.`;

async function openData(options: CrossValidateOptions): Promise<ImageDataset> {
  const { data, metadata, labels } = options;
  if (!data?.toLowerCase().endsWith('.csv')) {
    return openHam10000(data);
  }
  return showingProgress((onProgress) =>
    loadPixelTable({
      path: data,
      ...(metadata === undefined ? {} : { metadata }),
      ...(labels === undefined ? {} : { labels }),
      onProgress,
    }),
  );
}

async function contextOf(opened: ImageDataset, options: CrossValidateOptions): Promise<RunContext> {
  const { out, quick, rerun } = options;
  const outputs = await openOutputs(out);
  const engine = await openEngine(options);
  const dataset = await joinedIf(opened, options.joinNearDuplicates);
  for (const notice of dataset.notices) console.error(`Note: ${notice}`);
  const pixels = new PixelCache(dataset);
  return { dataset, engine, pixels, outputs, quick, rerun, signal: interruptedByUser() };
}

/** The usual folds, then the leak-free ones where lesions are known; all fitted to the table. */
function planOf(dataset: ImageDataset, { oversample, seed }: CrossValidateOptions): Experiment[] {
  const usual = oversample === 'in-folds' ? sourceCByImage : sourceCOversampledFirst;
  const hasLesions = dataset.rows.some((row) => row.lesion_id !== row.image_id);
  if (!hasLesions) console.error('Note: no leak-free folds, since lesions are not known.');
  const experiments: Experiment[] = hasLesions ? [usual, sourceCByLesion] : [usual];
  return experiments.map((experiment) => ({
    ...experiment,
    seed: seed ?? experiment.seed,
    images: { ...experiment.images, ...tableSize(dataset) },
  }));
}

function tableSize(dataset: ImageDataset): Partial<Experiment['images']> {
  if (!('readPixels' in dataset)) return {};
  const { imageWidthPx: widthPx, imageHeightPx: heightPx, channels } = dataset;
  return { widthPx, heightPx, channels };
}
