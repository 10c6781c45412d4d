import { Command } from 'commander';
import { loadMainImageData } from '../datasets/index.js';
import { type Experiment, sourceAClassifyingModel } from '../experiments/index.js';
import { describeDataset } from '../report/index.js';
import { alphabeticalClassList } from './options.js';
import { showingProgress } from './task-view.js';
import { type TrainOptions, trainPlan, withTrainOptions } from './train-plan.js';

interface TrainClassifyingModelOptions extends TrainOptions {
  readonly data: string;
  readonly classes?: readonly string[];
}

const TITLE = 'The classifying model of main_image_data.csv';
const OUT = 'classifying_model_v3.h5';
const EXAMPLES = `
Examples:
  $ npx dermlab preprocess
  $ npx dermlab train classifying-model --data main_image_data.csv --out ${OUT}
  $ npx dermlab train classifying-model --epochs 5 --seed 7 --out other.keras

Without --out the model is ${OUT}. It takes pixel values from 0 to 255 and gives a probability for each
class in alphabetical order; Python's Keras opens it. Validation rows steer training, test rows are
looked at once, at the end. A run that was stopped goes on from its last finished epoch; one that is
done is shown, not repeated. The table may be larger than memory.`;

/**
 * `dermlab train classifying-model`: source A's Creating_Classifying_model, `main_image_data.csv` in
 * and a Keras file out.
 *
 * @returns the command
 */
export function trainClassifyingModelCommand(): Command {
  const command = new Command('classifying-model')
    .description('source A: a network for the table of images that preprocess makes')
    .option('--data <file>', 'the table', 'main_image_data.csv')
    .option(
      '--classes <labels>',
      'the classes in alphabetical order (default: those of HAM10000)',
      alphabeticalClassList,
    );
  return withTrainOptions(command).addHelpText('after', EXAMPLES).action(trainClassifyingModel);
}

async function trainClassifyingModel(options: TrainClassifyingModelOptions): Promise<void> {
  const { data: path, classes } = options;
  const dataset = await showingProgress((onProgress) =>
    loadMainImageData({ path, ...(classes ? { classes } : {}), onProgress }),
  );
  try {
    const { imageWidthPx: widthPx, imageHeightPx: heightPx, channels } = dataset;
    const images = { ...sourceAClassifyingModel.images, widthPx, heightPx, channels };
    const experiments: Experiment[] = [{ ...sourceAClassifyingModel, images }];
    const data = await describeDataset(dataset);
    const command = `npx dermlab train classifying-model --data ${path}`;
    const report = 'report-classifying-model.html';
    const plan = { experiments, dataset, data, command, title: TITLE, report };
    await trainPlan(plan, { out: OUT, ...options });
  } finally {
    dataset.close();
  }
}
