import { homedir } from 'node:os';
import { join } from 'node:path';
import { Argument, Command, Option } from 'commander';
import { ArgumentError } from '../core/index.js';
import {
  type DatasetFile,
  type DownloadSource,
  downloadDataset,
  PUBLISHED_DATASETS,
  type PublishedDataset,
  type PublishedDatasetName,
  readKaggleCredentials,
} from '../datasets/index.js';
import { interruptedByUser } from './interrupted-by-user.js';
import { showingProgress } from './task-view.js';

interface DownloadOptions {
  readonly out?: string;
  readonly from?: DownloadSource;
  readonly mirror?: string;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  $ npx dermlab download ham10000                      2.8 GB from Harvard Dataverse
  $ npx dermlab download ham10000 --from kaggle        5.6 GB, one zip, with your kaggle.json
  $ npx dermlab download isic2019 --out /data/isic     9.8 GB from the ISIC challenge
  $ npx dermlab reproduce --data data/downloads/ham10000

A download that was stopped goes on where it ended. Lengths and the publisher's checksums are checked,
and archives are unzipped only when all their entries are in order.
Kaggle: kaggle.json in ~/.kaggle (mode 0600), in KAGGLE_CONFIG_DIR, or KAGGLE_USERNAME and KAGGLE_KEY.`;

/**
 * `dermlab download`: a data set from its publisher.
 *
 * @returns the command
 */
export function downloadCommand(): Command {
  return new Command('download')
    .addArgument(
      new Argument('<dataset>', 'what to download').choices(Object.keys(PUBLISHED_DATASETS)),
    )
    .option('--out <folder>', 'where it goes (default: data/downloads/DATASET)')
    .addOption(
      new Option(
        '--from <source>',
        'publisher (default: dataverse for ham10000, isic for isic2019)',
      ).choices(['dataverse', 'isic', 'kaggle']),
    )
    .addOption(
      new Option(
        '--mirror <url>',
        'an address with the same paths as the publisher, in its place; gets your credentials too',
      ).env('DERMLAB_MIRROR'),
    )
    .option('--json', 'print {folder, licence, files} as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(download);
}

async function download(name: PublishedDatasetName, options: DownloadOptions): Promise<void> {
  const folder = options.out ?? join('data', 'downloads', name);
  const { source, dataset } = choose(name, options.from);
  const kaggle =
    source === 'kaggle' ? await readKaggleCredentials(process.env, homedir()) : undefined;
  console.error(`${dataset.title} from ${dataset.page}\nLicence: ${dataset.licence}`);
  const files = await showingProgress((onProgress) =>
    downloadDataset({
      dataset,
      folder,
      signal: interruptedByUser(),
      onProgress,
      ...(options.mirror === undefined ? {} : { mirror: options.mirror }),
      ...(kaggle ? { kaggle } : {}),
    }),
  );
  const { licence } = dataset;
  console.log(
    options.json ? JSON.stringify({ folder, licence, files }, null, 2) : summary(folder, files),
  );
}

function choose(
  name: PublishedDatasetName,
  from: DownloadSource | undefined,
): { readonly source: DownloadSource; readonly dataset: PublishedDataset } {
  const offers = PUBLISHED_DATASETS[name];
  const source = from ?? (Object.keys(offers)[0] as DownloadSource);
  const dataset = offers[source];
  if (dataset) return { source, dataset };
  throw new ArgumentError(
    `${name} is not to be had from ${source}, expected --from ${Object.keys(offers).join(' or --from ')}.`,
  );
}

function summary(folder: string, files: readonly DatasetFile[]): string {
  const lines = files.map(({ path, md5 }) => {
    const check = md5 === null ? 'length right; the publisher states no checksum' : `MD5 ${md5}`;
    return `${join(folder, path)}  (${check})`;
  });
  const [only] = files;
  const data = files.length === 1 && only ? join(folder, only.path) : folder;
  return [...lines, `Ready: give it with --data ${data}`].join('\n');
}
