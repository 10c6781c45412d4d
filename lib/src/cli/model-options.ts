import { type Command, Option } from 'commander';
import { PIXEL_SCALES, type TrainedModelOptions } from '../experiments/index.js';

/** How a command is told which trained model it shall use. */
export interface ModelChoice {
  /** Folder of a finished run, or a Keras file. */
  readonly model: string;
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
    'how a Keras file’s model takes pixels: unit [0, 1], raw [0, 255], tf [-1, 1], caffe (default: unit)',
  ).choices(Object.keys(PIXEL_SCALES));
  return command
    .requiredOption('--model <path>', 'folder of a finished run, or a Keras file (.h5, .keras)')
    .addOption(pixels)
    .option('--classes <labels>', 'labels of a Keras file’s classes, by commas', (text) =>
      text.split(',').map((label) => label.trim()),
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
