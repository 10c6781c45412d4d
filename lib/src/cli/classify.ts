import { Command } from 'commander';
import { ImageError, MEDICAL_NOTICE } from '../core/index.js';
import {
  type Classification,
  classifyImage,
  openTrainedModel,
  type TrainedModel,
} from '../experiments/index.js';
import { probability } from './figures.js';
import {
  type ModelChoice,
  modelPath,
  trainedModelOptions,
  withModelOptions,
} from './model-options.js';
import { openEngine } from './open-engine.js';
import { reliability, testAccuracy } from './reliability.js';

interface ClassifyOptions extends ModelChoice {
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  $ npx dermlab classify photo.jpg --model outputs/source-b-cnn-seed42-0f3a9c1d
  $ npx dermlab classify a.jpg b.png --model classifying_model_v3.h5
  $ npx dermlab classify photo.jpg --model model.h5 --classes benign,malignant

Any size, any format of JPEG, PNG, WebP, TIFF, GIF and AVIF; several images at once.
An image that cannot be read is named, the others are classified, and the exit code is 1.
${MEDICAL_NOTICE}`;

/**
 * `dermlab classify`: a person's own images, and what a model says of them.
 *
 * @returns the command
 */
export function classifyCommand(): Command {
  const command = new Command('classify').argument('<images...>', 'files of images');
  return withModelOptions(command)
    .option('--json', 'print the results as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(classify);
}

async function classify(images: string[], options: ClassifyOptions): Promise<void> {
  const path = modelPath(options);
  await openEngine();
  const trained = await openTrainedModel(path, trainedModelOptions(options));
  try {
    for (const notice of trained.notices) console.error(`Note: ${notice}`);
    const results: Classification[] = [];
    for (const image of images) {
      const result = await classifyOrSayWhyNot(image, trained);
      if (result) results.push(result);
    }
    if (options.json) console.log(asJson(results, trained));
    else if (results.length > 0) console.log(asText(results, trained));
  } finally {
    trained.model.dispose();
  }
}

/** One image that cannot be read is no reason to keep quiet about the others. */
async function classifyOrSayWhyNot(
  image: string,
  trained: TrainedModel,
): Promise<Classification | undefined> {
  try {
    return await classifyImage(image, trained);
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    console.error(`${error.name}: ${error.message}`);
    process.exitCode = error.exitCode;
    return undefined;
  }
}

function asJson(results: readonly Classification[], trained: TrainedModel): string {
  const accuracy = testAccuracy(trained);
  return JSON.stringify(
    results.map((result) => ({ ...result, ...accuracy })),
    null,
    2,
  );
}

function asText(results: readonly Classification[], trained: TrainedModel): string {
  return [...results.map(resultText), `${reliability(trained)}\n${MEDICAL_NOTICE}`].join('\n\n');
}

function resultText({ image, name, label, probabilities, ...likeliest }: Classification): string {
  const lines = probabilities.map((one) => {
    return `  ${probability(one.probability).padStart(7)}  ${plain(one.name, one.label)}`;
  });
  const heading = `${image}: most like ${plain(name, label)}, says the model (${probability(likeliest.probability)})`;
  return [heading, ...lines].join('\n');
}

function plain(name: string, label: string): string {
  return name === label ? label : `${name} (${label})`;
}
