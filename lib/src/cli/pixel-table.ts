import { Command, Option } from 'commander';
import { writePixelTable } from '../datasets/index.js';
import { count } from './figures.js';
import { openHam10000 } from './open-ham10000.js';
import { dataOption, integerFrom } from './options.js';
import { showingProgress } from './task-view.js';

interface PixelTableOptions {
  readonly data?: string;
  readonly size: number;
  readonly channels: 'RGB' | 'L';
  readonly out?: string;
}

const EXAMPLES = `
Examples:
  $ npx dermlab pixel-table                                  hmnist_28_28_RGB.csv from the embedded images
  $ npx dermlab pixel-table --data ~/ham10000 --size 8 --channels L
  $ npx dermlab cross-validate source-c --data hmnist_28_28_RGB.csv

Rows stand in the order of the metadata; keep HAM10000_metadata.csv beside the table, since the
table itself has no ids. The label column holds Kaggle's numbers:
0 akiec, 1 bcc, 2 bkl, 3 df, 4 nv, 5 vasc, 6 mel.`;

/**
 * `dermlab pixel-table`: images in, a table like Kaggle's `hmnist_28_28_RGB.csv` out.
 *
 * @returns the command
 */
export function pixelTableCommand(): Command {
  return new Command('pixel-table')
    .addOption(dataOption())
    .option('--size <pixels>', 'width and height of the images', integerFrom(1, 512), 28)
    .addOption(
      new Option('--channels <mode>', 'colour or grey').choices(['RGB', 'L']).default('RGB'),
    )
    .option('--out <file>', 'the table (default: hmnist_<size>_<size>_<channels>.csv)')
    .addHelpText('after', EXAMPLES)
    .action(pixelTable);
}

async function pixelTable({ data, size, channels, out }: PixelTableOptions): Promise<void> {
  const path = out ?? `hmnist_${size}_${size}_${channels}.csv`;
  const ham10000 = await openHam10000(data);
  try {
    for (const notice of ham10000.notices) console.error(`Note: ${notice}`);
    const table = { path, sizePx: size, channels: channels === 'RGB' ? 3 : 1 } as const;
    await showingProgress((onProgress) => writePixelTable(ham10000, { ...table, onProgress }));
    const rows = count(ham10000.rows.length);
    console.log(`${path}: ${rows} images of ${size}×${size} pixels, ${channels}`);
  } finally {
    ham10000.close();
  }
}
