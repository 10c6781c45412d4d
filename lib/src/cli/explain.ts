import { basename } from 'node:path';
import { Command, Option } from 'commander';
import writeFileAtomic from 'write-file-atomic';
import { ArgumentError, MEDICAL_NOTICE } from '../core/index.js';
import {
  type Classification,
  classifyImage,
  openTrainedModel,
  photoInput,
  type TrainedModel,
} from '../experiments/index.js';
import { type GradCam, gradCam, overlayHeatMap } from '../explain/index.js';
import { readImageFile } from '../images/index.js';
import { probability } from './figures.js';
import {
  type ModelChoice,
  modelPath,
  trainedModelOptions,
  withModelOptions,
} from './model-options.js';
import { openEngine } from './open-engine.js';
import { pngFile } from './options.js';
import { reliability, testAccuracy } from './reliability.js';

interface ExplainOptions extends ModelChoice {
  readonly out: string;
  readonly layer?: string;
  readonly class?: string;
  readonly of?: 'logit' | 'output';
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  $ npx dermlab explain photo.jpg --model outputs/source-d-cnn-seed42-60bf99d4 --out overlay.png
  $ npx dermlab explain photo.jpg --model RUN --out overlay.png --class MEL --layer relu_2
  $ npx dermlab explain photo.jpg --model classifying_model_v3.h5 --out overlay.png
  $ npx dermlab explain photo.jpg --model mobilenet.h5 --pixels tf --out overlay.png

Red is what speaks for the class, blue what does not. Where nothing does, all is blue.`;

/**
 * `dermlab explain`: Grad-CAM of a photo, laid over it.
 *
 * @returns the command
 */
export function explainCommand(): Command {
  const command = new Command('explain').argument(
    '<photo>',
    'an image file: JPEG, PNG, WebP, TIFF',
  );
  return withModelOptions(command)
    .requiredOption('--out <file>', 'where the overlay goes, a PNG of the photo’s size', pngFile)
    .option('--layer <name>', 'layer to look at (default: the last convolution)')
    .option('--class <label>', 'class to explain (default: the predicted one)')
    .addOption(
      new Option(
        '--of <score>',
        'explain what the last softmax takes, or the model’s output (default: logit where there is a softmax)',
      ).choices(['logit', 'output']),
    )
    .option('--json', 'print the result as JSON on standard output', false)
    .addHelpText('after', EXAMPLES)
    .action(explain);
}

async function explain(photo: string, options: ExplainOptions): Promise<void> {
  const path = modelPath(options);
  const encoded = await readImageFile(photo);
  await openEngine();
  const trained = await openTrainedModel(path, {
    unnamed: 'number',
    ...trainedModelOptions(options),
  });
  try {
    for (const notice of trained.notices) console.error(`Note: ${notice}`);
    const said = await classifyImage(encoded, trained, { name: photo });
    const map = await heatMapOf(encoded, photo, trained, options);
    await writeFileAtomic(options.out, await overlayHeatMap(encoded, map, { name: photo }));
    const shown = { photo, trained, map, said, options };
    console.log(options.json ? JSON.stringify(asJson(shown), null, 2) : asText(shown));
  } finally {
    trained.model.dispose();
  }
}

async function heatMapOf(
  encoded: Uint8Array,
  photo: string,
  trained: TrainedModel,
  options: ExplainOptions,
): Promise<GradCam> {
  const input = await photoInput(encoded, trained.images, photo);
  try {
    return gradCam(trained.model, input, gradCamOptions(trained, options));
  } finally {
    input.dispose();
  }
}

function gradCamOptions({ classes }: TrainedModel, { layer, class: label, of }: ExplainOptions) {
  const classIndex = label === undefined ? undefined : classes.indexOf(label);
  if (classIndex === -1) {
    throw new ArgumentError(`--class is "${label ?? ''}", expected one of ${classes.join(', ')}.`);
  }
  return {
    ...(layer === undefined ? {} : { layer }),
    ...(classIndex === undefined ? {} : { classIndex }),
    ...(of === undefined ? {} : { of }),
  };
}

interface Shown {
  readonly photo: string;
  readonly trained: TrainedModel;
  readonly map: GradCam;
  readonly said: Classification;
  readonly options: ExplainOptions;
}

function asJson({ photo, trained, map, said, options }: Shown) {
  const { classes } = trained;
  const probabilities = new Map(said.probabilities.map((one) => [one.label, one.probability]));
  return {
    photo,
    model: options.model,
    predicted: said.label,
    probabilities: Object.fromEntries(classes.map((label) => [label, probabilities.get(label)])),
    explained: { class: classes[map.classIndex], layer: map.layer, of: map.of },
    heatMap: { rows: map.rows, columns: map.columns, values: [...map.values] },
    overlay: options.out,
    ...testAccuracy(trained),
    notice: MEDICAL_NOTICE,
  };
}

function asText(shown: Shown): string {
  const { predicted, explained, overlay } = asJson(shown);
  const { photo, said, map, trained } = shown;
  const nothing = map.values.every((value) => value === 0);
  return [
    `${basename(photo)}: ${predicted}, with probability ${probability(said.probability)}. ${reliability(trained)}`,
    nothing
      ? `${overlay}: nothing in the photo speaks for ${explained.class ?? ''} at layer ${explained.layer}.`
      : `${overlay}: what speaks for ${explained.class ?? ''} at layer ${explained.layer}, in red.`,
    MEDICAL_NOTICE,
  ].join('\n');
}
