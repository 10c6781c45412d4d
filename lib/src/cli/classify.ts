import { Command, Option } from 'commander';
import { ArgumentError, MEDICAL_NOTICE } from '../core/index.js';
import { loadEngine } from '../engine/index.js';
import {
  type Classification,
  classifyImage,
  type LoadClassifierOptions,
  loadClassifier,
  PIXEL_RANGES,
} from '../experiments/index.js';
import { classList } from './options.js';

interface ClassifyOptions {
  readonly model?: string;
  readonly classes?: readonly string[];
  readonly pixels?: (typeof PIXEL_RANGES)[number];
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  $ npx dermlab classify photo.jpg --model outputs/source-b-cnn-seed42-0f3a9c1d
  $ npx dermlab classify a.jpg b.png --model classifying_model_v3.h5
  $ npx dermlab classify photo.jpg --model model.h5 --classes benign,malignant

Any size, any format of JPEG, PNG, WebP, TIFF, GIF and AVIF; several images at once.
${MEDICAL_NOTICE}`;

const NO_MODEL = `--model is missing, expected the folder of a run, or a .h5 or .keras file. Train one with \`npx dermlab reproduce --only cnn\`; its folder is then in outputs.`;

/**
 * `dermlab classify`: a person's own images, and what a model says of them.
 *
 * @returns the command
 */
export function classifyCommand(): Command {
  return new Command('classify')
    .argument('<images...>', 'files of images')
    .option('--model <path>', 'folder of a run in outputs, or a .h5 or .keras file')
    .option('--classes <names>', "the classes in the order of the model's outputs", classList)
    .addOption(
      new Option(
        '--pixels <range>',
        "the model's input (default: as it was trained, or 0..1)",
      ).choices(PIXEL_RANGES),
    )
    .option('--json', 'print the results as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(classify);
}

async function classify(images: string[], options: ClassifyOptions): Promise<void> {
  if (options.model === undefined) throw new ArgumentError(NO_MODEL);
  await loadEngine({ allowFallback: true });
  const classifier = await loadClassifier(options.model, loadOptions(options));
  try {
    for (const notice of classifier.notices) console.error(`Note: ${notice}`);
    const results: Classification[] = [];
    for (const image of images) results.push(await classifyImage(image, classifier));
    console.log(options.json ? JSON.stringify(results, null, 2) : textOf(results));
  } finally {
    classifier.dispose();
  }
}

function loadOptions({ classes, pixels }: ClassifyOptions): LoadClassifierOptions {
  return {
    ...(classes === undefined ? {} : { classes }),
    ...(pixels === undefined ? {} : { pixelRange: pixels }),
  };
}

function textOf(results: readonly Classification[]): string {
  return [...results.map(resultText), MEDICAL_NOTICE].join('\n\n');
}

function resultText({ image, name, label, probability, probabilities }: Classification): string {
  const lines = probabilities.map((one) => {
    return `  ${percent(one.probability).padStart(7)}  ${plain(one.name, one.label)}`;
  });
  const heading = `${image}: most like ${plain(name, label)}, says the model (${percent(probability)})`;
  return [heading, ...lines].join('\n');
}

function plain(name: string, label: string): string {
  return name === label ? label : `${name} (${label})`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
