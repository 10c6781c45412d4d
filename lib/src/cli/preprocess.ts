import { Command, Option } from 'commander';
import { ArgumentError } from '../core/index.js';
import {
  HAM10000_CLASSES,
  IMAGE_SPLITS,
  type ImageSplit,
  loadHam10000OrClassFolders,
  type MainImageRow,
  preprocessImages,
} from '../datasets/index.js';
import { count } from './figures.js';
import { dataOption, fractionBetween0And1, integerFrom } from './options.js';
import { taskView } from './task-view.js';

interface PreprocessCommandOptions {
  readonly data?: string;
  readonly out: string;
  readonly size: number;
  readonly folders?: string;
  readonly split: 'lesion' | 'image';
  readonly testSize: number;
  readonly validationSize: number;
  readonly seed: number;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  $ npx dermlab preprocess                                    the embedded images
  $ npx dermlab preprocess --data dataset.zip --size 28
  $ npx dermlab preprocess --data arranged                    folders train, validation, test
  $ npx dermlab preprocess --folders arranged                 also as train/mel/ISIC_0025964.jpg …
  $ npx dermlab preprocess --split image                      images of a lesion on both sides

The table: image_id, lesion_id, split, label, then a column a pixel value (0 to 255, row by row,
red, green and blue side by side). Training needs nothing else. Parts are drawn by lesion, so that
no lesion is in two of them; the same seed gives the same file. Folders that are arranged already
(train/mel/ISIC_0025964.jpg) keep their parts.`;

/**
 * `dermlab preprocess`: source A's ImagePreprocessing, images in and `main_image_data.csv` out.
 *
 * @returns the command
 */
export function preprocessCommand(): Command {
  return new Command('preprocess')
    .addOption(dataOption())
    .option('--out <file>', 'the table', 'main_image_data.csv')
    .option('--size <pixels>', 'width and height of the images', integerFrom(1, 512), 28)
    .option('--folders <folder>', 'also arrange the images in folders, by part and class')
    .addOption(
      new Option('--split <unit>', 'what is drawn into a part')
        .choices(['lesion', 'image'])
        .default('lesion'),
    )
    .option('--test-size <share>', 'share of the test part, 0 for none', noneOrFraction, 0.2)
    .option(
      '--validation-size <share>',
      'share of the validation part, 0 for none',
      noneOrFraction,
      0.1,
    )
    .option('--seed <number>', 'seed of the split', integerFrom(0, 2 ** 32 - 1), 42)
    .option('--json', 'print what was written as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(preprocess);
}

function noneOrFraction(text: string): number {
  return text === '0' ? 0 : fractionBetween0And1(text);
}

async function preprocess(options: PreprocessCommandOptions): Promise<void> {
  const { data, out, size, folders, split, json, ...draw } = options;
  const view = taskView();
  const dataset = await loadHam10000OrClassFolders({
    onProgress: view.update,
    ...(data === undefined ? {} : { path: data }),
  });
  try {
    const isArranged = dataset.name !== 'HAM10000';
    if (isArranged && folders !== undefined) {
      throw new ArgumentError(
        `--folders: ${data ?? ''} is arranged in folders already, expected a folder or zip of HAM10000. Go without --folders.`,
      );
    }
    console.error(dataset.description);
    for (const notice of dataset.notices) console.error(`Note: ${notice}`);
    const { rows, missing } = await preprocessImages(dataset, {
      ...draw,
      by: split,
      path: out,
      sizePx: size,
      ...(folders === undefined ? {} : { folders }),
      onProgress: view.update,
    });
    view.stop();
    const { classes } = dataset;
    if (classes.some((label) => !(HAM10000_CLASSES as readonly string[]).includes(label))) {
      console.error(`Note: train and predict with --classes ${classes.join(',')}`);
    }
    const summary = {
      table: out,
      sizePx: size,
      channels: 3,
      split: isArranged ? 'as given' : split,
      ...(isArranged ? {} : draw),
      ...countRows(rows),
      missing,
    };
    console.log(
      json
        ? JSON.stringify(summary, null, 2)
        : sentence(out, size, isArranged ? 'given' : split, rows),
    );
  } finally {
    view.stop();
    dataset.close();
  }
}

function countRows(rows: readonly MainImageRow[]) {
  const parts = IMAGE_SPLITS.map((split) => {
    const ofPart = rows.filter((row) => row.split === split);
    const lesions = new Set(ofPart.map(({ lesionId }) => lesionId)).size;
    return [split, { images: ofPart.length, lesions }] as const;
  });
  return { images: rows.length, parts: Object.fromEntries(parts) as Parts };
}

type Parts = Readonly<Record<ImageSplit, { readonly images: number; readonly lesions: number }>>;

function sentence(
  out: string,
  size: number,
  split: keyof typeof HOW,
  rows: readonly MainImageRow[],
): string {
  const { parts } = countRows(rows);
  const sizes = IMAGE_SPLITS.map((part) => {
    const { images, lesions } = parts[part];
    return `${part} ${count(images)} (${count(lesions)} lesions)`;
  });
  return `${out}: ${count(rows.length)} images of ${size}×${size} pixels; ${sizes.join(', ')}; ${HOW[split]}`;
}

const HOW = {
  lesion: 'no lesion is in two parts',
  image: 'images of a lesion may be in several parts',
  given: 'parts as the folders have them',
} as const;
