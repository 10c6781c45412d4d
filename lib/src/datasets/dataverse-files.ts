import { readFile, rm } from 'node:fs/promises';
import { DownloadError } from '../core/index.js';
import { downloadFile } from './download-file.js';
import type { PublishedFile } from './published-file.js';

/** The parts of Dataverse's answer that are read. */
interface DataverseAnswer {
  readonly data?: readonly {
    readonly dataFile?: {
      readonly id?: unknown;
      readonly filename?: unknown;
      readonly filesize?: unknown;
      readonly md5?: unknown;
      readonly originalFileName?: unknown;
    };
  }[];
}

/**
 * Asks a Dataverse for the files of a data set's newest published version.
 *
 * @param options - the Dataverse's address, the data set's DOI, a path for the answer (removed
 * again), and what stops it
 * @returns all files, with the checksums that Dataverse states. A table that Dataverse has
 * converted to its own format is asked for as it was uploaded.
 * @throws DownloadError where it cannot be had or is not understood
 * @remarks Native API, "List Files in a Dataset": `GET /api/datasets/:persistentId/versions/VERSION/files`;
 * Data Access API: `GET /api/access/datafile/ID`, with `format=original` for converted tables. What
 * Dataverse states of those is not relied on: the size is the converted table's, and the MD5 now
 * that of one, now that of the other (IQSS/dataverse #5321, #9501).
 */
export async function listDataverseFiles(options: {
  readonly origin: string;
  readonly doi: string;
  readonly path: string;
  readonly signal?: AbortSignal;
  readonly retryDelayMs?: number;
}): Promise<PublishedFile[]> {
  const { origin, doi, path, ...rest } = options;
  const url = `${origin}/api/datasets/:persistentId/versions/:latest-published/files?persistentId=doi:${doi}`;
  await rm(path, { force: true });
  await downloadFile({ ...rest, url, path });
  const text = await readFile(path, 'utf8');
  await rm(path);
  return parseAnswer(text, origin, url);
}

function parseAnswer(text: string, origin: string, url: string): PublishedFile[] {
  try {
    const { data } = JSON.parse(text) as DataverseAnswer;
    if (!Array.isArray(data)) throw new Error('no array "data"');
    return (data as NonNullable<DataverseAnswer['data']>).map((entry) => describe(entry, origin));
  } catch (cause) {
    throw new DownloadError(
      `${url} did not answer with a list of files (${cause instanceof Error ? cause.message : String(cause)}), expected Dataverse's JSON. Try again later, or use --from kaggle.`,
      { cause },
    );
  }
}

function describe(
  { dataFile = {} }: NonNullable<DataverseAnswer['data']>[number],
  origin: string,
): PublishedFile {
  const { id, filename, filesize, md5, originalFileName } = dataFile;
  if (typeof id !== 'number' || typeof filename !== 'string') throw new Error('a file without id');
  const isConverted = filename.endsWith('.tab');
  const name = typeof originalFileName === 'string' ? originalFileName : filename;
  return {
    name: isConverted ? name.replace(/\.tab$/, '.csv') : filename,
    url: `${origin}/api/access/datafile/${id}${isConverted ? '?format=original' : ''}`,
    ...(typeof filesize === 'number' && !isConverted ? { sizeBytes: filesize } : {}),
    ...(typeof md5 === 'string' && !isConverted ? { checksum: { md5 } } : {}),
  };
}
