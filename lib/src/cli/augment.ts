import { Command } from 'commander';
import { augmentClassFolders } from '../datasets/index.js';
import { interruptedByUser } from './interrupted-by-user.js';
import { integerFrom } from './options.js';
import { showingProgress } from './task-view.js';

interface AugmentCommandOptions {
  readonly data: string;
  readonly out: string;
  readonly perClass: number;
  readonly seed: number;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  $ npx dermlab preprocess --folders arranged --validation-size 0
  $ npx dermlab augment --data arranged --per-class 500 --out augmented
  $ npx dermlab train class-folders --data augmented

Only images of Train are augmented; Validation and Test are taken over as they are. A copy is named
after its image (ISIC_0024330_augmented_0007.jpg), so that no split need part the two. The same seed
gives the same bytes, and a command that was stopped goes on where it stopped.`;

/**
 * `dermlab augment`: source E's offline augmentation.
 *
 * @returns the command
 */
export function augmentCommand(): Command {
  return new Command('augment')
    .requiredOption('--data <folder>', 'holds Train/<class>/*, and maybe Validation and Test')
    .requiredOption('--out <folder>', 'a new folder for all of these images and the copies')
    .option('--per-class <images>', 'that each class will have at least', integerFrom(1, 1e6), 500)
    .option('--seed <number>', 'seed of all draws', integerFrom(0, 2 ** 32 - 1), 42)
    .option('--json', 'print the counts as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(augment);
}

async function augment(options: AugmentCommandOptions): Promise<void> {
  const { data, out, perClass, seed, json } = options;
  const made = await showingProgress((onProgress) =>
    augmentClassFolders({
      path: data,
      out,
      perClass,
      seed,
      signal: interruptedByUser(),
      onProgress,
    }),
  );
  const counts = Object.entries(made.trainPerClass).map(([label, n]) => `${label} ${n}`);
  const text = `${out}: ${made.originals} images and ${made.copies} copies; training images: ${counts.join(', ')}`;
  console.log(json ? JSON.stringify({ folder: out, ...made }, null, 2) : text);
}
