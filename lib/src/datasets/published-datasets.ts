import { DownloadError } from '../core/index.js';
import { HAM10000_TERMS, ISIC2019_TERMS, licenceText } from './data-terms.js';
import { listDataverseFiles } from './dataverse-files.js';
import type { KaggleCredentials } from './kaggle-credentials.js';
import type { PublishedFile } from './published-file.js';

/** A data set that can be downloaded. */
export type PublishedDatasetName = 'ham10000' | 'isic2019';

/** Where it can be downloaded from. */
export type DownloadSource = 'dataverse' | 'isic' | 'kaggle';

/** What listing the files of a data set takes. */
export interface ListingOptions {
  /** The publisher's address, or a mirror's in its place. */
  readonly origin: string;
  /** A path for a publisher's answer; removed again. */
  readonly path: string;
  /** Needed for Kaggle. */
  readonly kaggle?: KaggleCredentials;
  /** Stops it. */
  readonly signal?: AbortSignal;
  /** Wait before the second try in milliseconds. */
  readonly retryDelayMs?: number;
}

/** One way to get a data set. */
export interface PublishedDataset {
  /** Its name, for people. */
  readonly title: string;
  /** Where a person can read about it. */
  readonly page: string;
  /** Its licence, in words. */
  readonly licence: string;
  /** The publisher's address. */
  readonly origin: string;
  /** Whether archives are unpacked; HAM10000's from Kaggle is read as it is. */
  readonly isUnzipped: boolean;
  /**
   * Lists its files.
   *
   * @param options - where to ask, and for whom
   * @returns names and addresses, with sizes and checksums where the publisher states them
   */
  readonly files: (options: ListingOptions) => Promise<readonly PublishedFile[]>;
}

const HAM10000_FILES = [
  'HAM10000_metadata.csv',
  'HAM10000_images_part_1.zip',
  'HAM10000_images_part_2.zip',
];
const ISIC_2019_FILES = [
  'ISIC_2019_Training_GroundTruth.csv',
  'ISIC_2019_Training_Metadata.csv',
  'ISIC_2019_Training_Input.zip',
];

/** The data sets and their publishers; the first source of each is the one asked for by default. */
export const PUBLISHED_DATASETS: Readonly<
  Record<PublishedDatasetName, Partial<Record<DownloadSource, PublishedDataset>>>
> = {
  ham10000: {
    dataverse: {
      title: 'HAM10000',
      page: 'https://doi.org/10.7910/DVN/DBW86T',
      licence: licenceText(HAM10000_TERMS),
      origin: 'https://dataverse.harvard.edu',
      isUnzipped: true,
      files: ham10000OnDataverse,
    },
    kaggle: {
      title: 'HAM10000',
      page: 'https://www.kaggle.com/datasets/kmader/skin-cancer-mnist-ham10000',
      licence: licenceText(HAM10000_TERMS),
      origin: 'https://www.kaggle.com',
      isUnzipped: false,
      files: onKaggle('kmader/skin-cancer-mnist-ham10000', 'ham10000-kaggle.zip'),
    },
  },
  isic2019: {
    isic: {
      title: 'ISIC 2019',
      page: 'https://challenge.isic-archive.com/data/#2019',
      licence: licenceText(ISIC2019_TERMS),
      origin: 'https://isic-challenge-data.s3.amazonaws.com',
      isUnzipped: true,
      files: ({ origin }) =>
        Promise.resolve(ISIC_2019_FILES.map((name) => ({ name, url: `${origin}/2019/${name}` }))),
    },
    kaggle: {
      title: 'ISIC 2019',
      page: 'https://www.kaggle.com/datasets/andrewmvd/isic-2019',
      licence: licenceText(ISIC2019_TERMS),
      origin: 'https://www.kaggle.com',
      isUnzipped: true,
      files: onKaggle('andrewmvd/isic-2019', 'isic2019-kaggle.zip'),
    },
  },
};

async function ham10000OnDataverse(options: ListingOptions): Promise<PublishedFile[]> {
  const files = await listDataverseFiles({ ...options, doi: '10.7910/DVN/DBW86T' });
  return HAM10000_FILES.map((name) => {
    const file = files.find(
      (candidate) => candidate.name === name || `${candidate.name}.csv` === name,
    );
    if (file) return { ...file, name };
    throw new DownloadError(
      `${options.origin} does not list ${name} among the ${files.length} files of HAM10000. The publisher may have renamed it; look at https://doi.org/10.7910/DVN/DBW86T.`,
    );
  });
}

/** `GET /api/v1/datasets/download/OWNER/DATASET`, with basic authentication. */
function onKaggle(dataset: string, name: string): PublishedDataset['files'] {
  return ({ origin, kaggle }) => {
    const { username, key } = kaggle ?? { username: '', key: '' };
    const authorization = `Basic ${Buffer.from(`${username}:${key}`).toString('base64')}`;
    const url = `${origin}/api/v1/datasets/download/${dataset}`;
    return Promise.resolve([{ name, url, headers: { authorization } }]);
  };
}
