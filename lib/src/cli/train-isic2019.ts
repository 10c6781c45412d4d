import { Command, Option } from 'commander';
import { loadIsic2019 } from '../datasets/index.js';
import {
  type Experiment,
  sourceDCnn,
  sourceDCnnGrouped,
  sourceDCnnOversampled,
  sourceDCnnUndersampled,
  sourceDMobilenet,
  sourceDMobilenetGrouped,
} from '../experiments/index.js';
import { describeDataset } from '../report/index.js';
import { listOf, weightsOption } from './options.js';
import { showingProgress } from './task-view.js';
import { type TrainOptions, trainPlan, withTrainOptions } from './train-plan.js';

interface TrainIsic2019Options extends TrainOptions {
  readonly data: string;
  readonly images?: readonly string[];
  readonly strict: boolean;
  readonly only?: readonly string[];
}

/** What `--only` takes, in the order in which they are run; twins go with what they are twins of. */
const EXPERIMENTS: Readonly<Record<string, readonly Experiment[]>> = {
  cnn: [sourceDCnn, sourceDCnnGrouped],
  'cnn-undersampled': [sourceDCnnUndersampled],
  'cnn-oversampled': [sourceDCnnOversampled],
  mobilenet: [sourceDMobilenet, sourceDMobilenetGrouped],
};
const NAMES = Object.keys(EXPERIMENTS);

const TITLE = 'ISIC 2019: eight classes of skin lesions';
const EXAMPLES = `
Examples:
  $ npx dermlab train isic2019 --data isic2019
  $ npx dermlab train isic2019 --data isic2019 --images ham10000   HAM10000's images, a part of ISIC 2019
  $ npx dermlab train isic2019 --data isic2019.zip --strict        nothing where an image is missing
  $ npx dermlab train isic2019 --data isic2019 --only cnn          the CNN and its leak-free twin
  $ npx dermlab train isic2019 --data isic2019 --only mobilenet --weights mobilenet.h5

A run that was stopped goes on from its last finished epoch; one that is done is shown, not repeated.`;

/**
 * `dermlab train isic2019`: source D's models on ISIC 2019, and their leak-free twins.
 *
 * @returns the command
 */
export function trainIsic2019Command(): Command {
  const command = new Command('isic2019')
    .description('source D: networks for the eight classes of ISIC 2019')
    .addOption(
      new Option(
        '--data <path>',
        'folder or zip with ISIC_2019_Training_GroundTruth.csv and …_Metadata.csv',
      ).makeOptionMandatory(),
    )
    .option('--images <path...>', 'further folders or zips with images, e.g. HAM10000’s')
    .option('--strict', 'refuse to go on where an image is missing', false)
    .option(
      '--only <models>',
      `models to train, of ${NAMES.join(', ')} (default: all)`,
      listOf(NAMES),
    );
  command.addOption(weightsOption());
  return withTrainOptions(command).addHelpText('after', EXAMPLES).action(trainIsic2019);
}

async function trainIsic2019(options: TrainIsic2019Options): Promise<void> {
  const dataset = await showingProgress((onProgress) =>
    loadIsic2019({
      path: options.data,
      strict: options.strict,
      ...(options.images ? { images: options.images } : {}),
      onProgress,
    }),
  );
  try {
    const { only = NAMES } = options;
    const plan = {
      experiments: only.flatMap((name) => EXPERIMENTS[name] ?? []),
      dataset,
      data: await describeDataset(dataset),
      command: [
        'npx dermlab train isic2019',
        `--data ${options.data}`,
        ...imagesOption(options),
      ].join(' '),
      title: TITLE,
      report: 'report-isic2019.html',
      // What was not asked for by name is no reason to download, or to fail.
      whenWeightsAbsent: options.only ? 'fetch' : 'leave out',
    } as const;
    await trainPlan(plan, options);
  } finally {
    dataset.close();
  }
}

function imagesOption({ images = [] }: { readonly images?: readonly string[] }): string[] {
  return images.length === 0 ? [] : [`--images ${images.join(' ')}`];
}
