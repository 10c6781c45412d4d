import { type Command, Option } from 'commander';
import { ArgumentError } from '../core/index.js';
import { PIXEL_SCALES, type TrainedModelOptions } from '../experiments/index.js';
import { classList } from './options.js';

/** How a command is told which trained model it shall use. */
export interface ModelChoice {
  /** Folder of a finished run, or a Keras file. */
  readonly model?: string;
  /** How a Keras file's model takes its pixels. */
  readonly pixels?: keyof typeof PIXEL_SCALES;
  /** Labels of a Keras file's classes. */
  readonly classes?: readonly string[];
}

/**
 * Adds the options that name a trained model.
 *
 * @param command - the command
 * @returns the same command
 */
export function withModelOptions(command: Command): Command {
  const pixels = new Option(
    '--pixels <scale>',
    'how a Keras file’s model takes pixels: unit [0, 1], raw [0, 255], tf [-1, 1], caffe (default: raw where it rescales itself, else unit)',
  ).choices(Object.keys(PIXEL_SCALES));
  return command
    .option('--model <path>', 'folder of a finished run, or a Keras file (.h5, .keras)')
    .addOption(pixels)
    .option(
      '--classes <labels>',
      'labels of a Keras file’s classes, by commas, in the order of its outputs',
      classList,
    );
}

/**
 * What a Keras file does not say of its model.
 *
 * @param choice - as typed
 * @returns only what was typed
 */
export function trainedModelOptions({ pixels, classes }: ModelChoice): TrainedModelOptions {
  return { ...(pixels ? { pixels } : {}), ...(classes ? { classes } : {}) };
}

/**
 * The path that was given with `--model`.
 *
 * @param choice - as typed
 * @returns the path
 * @throws ArgumentError that tells how to train a model, where none was given
 */
export function modelPath({ model }: ModelChoice): string {
  if (model !== undefined) return model;
  throw new ArgumentError(
    '--model is missing, expected the folder of a finished run, or a Keras file (.h5, .keras). Train one with `npx dermlab reproduce --only cnn`; its folder is then in outputs.',
  );
}
