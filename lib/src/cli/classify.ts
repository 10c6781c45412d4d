import { Command } from 'commander';
import { MEDICAL_NOTICE } from '../core/index.js';
import { type Classification, classifyImage, openTrainedModel } from '../experiments/index.js';
import { probability } from './figures.js';
import {
  type ModelChoice,
  modelPath,
  trainedModelOptions,
  withModelOptions,
} from './model-options.js';
import { openEngine } from './open-engine.js';

interface ClassifyOptions extends ModelChoice {
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  $ npx dermlab classify photo.jpg --model outputs/source-b-cnn-seed42-0f3a9c1d
  $ npx dermlab classify a.jpg b.png --model classifying_model_v3.h5
  $ npx dermlab classify photo.jpg --model model.h5 --classes benign,malignant

Any size, any format of JPEG, PNG, WebP, TIFF, GIF and AVIF; several images at once.
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
    for (const image of images) results.push(await classifyImage(image, trained));
    console.log(options.json ? JSON.stringify(results, null, 2) : textOf(results));
  } finally {
    trained.model.dispose();
  }
}

function textOf(results: readonly Classification[]): string {
  return [...results.map(resultText), MEDICAL_NOTICE].join('\n\n');
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
