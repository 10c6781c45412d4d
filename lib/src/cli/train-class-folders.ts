import { Command, Option } from 'commander';
import { ArgumentError } from '../core/index.js';
import { type ClassFolders, loadClassFolders } from '../datasets/index.js';
import {
  type Experiment,
  sourceEAsGiven,
  sourceEByImage,
  sourceEByLesion,
} from '../experiments/index.js';
import { describeDataset } from '../report/index.js';
import { showingProgress } from './task-view.js';
import { type TrainOptions, trainPlan, withTrainOptions } from './train-plan.js';

/** What `--only` takes, where the folders leave it to us to hold validation images back. */
const EXPERIMENTS = { 'by-image': sourceEByImage, 'by-lesion': sourceEByLesion } as const;

interface ClassFoldersOptions extends TrainOptions {
  readonly data: string;
  readonly lesions?: string;
  readonly only?: keyof typeof EXPERIMENTS;
}

const EXAMPLES = `
Examples:
  $ npx dermlab train class-folders --data skin_cancer_data
  $ npx dermlab train class-folders --data augmented
  $ npx dermlab train class-folders --data augmented --only by-lesion --epochs 5

By image, as the source does it: Keras's validation share of the training folder, augmented copies on
both sides. By lesion: no lesion on both sides, validation on originals alone; without a list of lesions an
image and its copies count as one lesion. Folders with a Validation folder are taken as they are.
Test images are looked at once, at the end.`;

/**
 * `dermlab train class-folders`: source E's network on a folder a class.
 *
 * @returns the command
 */
export function trainClassFoldersCommand(): Command {
  const command = new Command('class-folders')
    .description('source E: a convolutional network on Train/<class>/* and Test/<class>/*')
    .requiredOption('--data <folder>', 'holds Train and Test, and in them a folder a class')
    .option(
      '--lesions <file>',
      'CSV with columns image_id and lesion_id (default: lesions.csv in the folder)',
    )
    .addOption(
      new Option('--only <experiment>', 'one of the two').choices(Object.keys(EXPERIMENTS)),
    );
  return withTrainOptions(command).addHelpText('after', EXAMPLES).action(train);
}

async function train(options: ClassFoldersOptions): Promise<void> {
  const { data: path, lesions } = options;
  const dataset = await showingProgress((onProgress) =>
    loadClassFolders({ path, onProgress, ...(lesions === undefined ? {} : { lesions }) }),
  );
  try {
    const plan = {
      experiments: plannedExperiments(dataset, options),
      dataset,
      data: await describeDataset(dataset),
      command: `npx dermlab train class-folders --data ${path}`,
      title: 'Class folders',
      report: 'report-class-folders.html',
    };
    await trainPlan(plan, options);
  } finally {
    dataset.close();
  }
}

function plannedExperiments(
  { rows }: ClassFolders,
  { data, only }: ClassFoldersOptions,
): readonly Experiment[] {
  const sides = new Set(rows.map(({ split }) => split));
  if (!sides.has('test')) {
    throw new ArgumentError(
      `${data} holds no Test folder, expected Train/<class>/* and Test/<class>/*. Put images aside that are never trained on.`,
    );
  }
  if (!sides.has('validation')) {
    return only === undefined ? Object.values(EXPERIMENTS) : [EXPERIMENTS[only]];
  }
  if (only === undefined) return [sourceEAsGiven];
  throw new ArgumentError(
    `${data} brings its own Validation folder, so --only ${only} has nothing to split. Leave --only out, or that folder.`,
  );
}
