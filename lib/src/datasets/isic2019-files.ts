import { posix } from 'node:path';
import { DatasetError } from '../core/index.js';
import type { FileSource } from './file-source.js';
import type { FilePlace } from './fingerprint-files.js';
import { isHam10000ImageFolder } from './ham10000-layout.js';

const IMAGE = /^isic_(\d{7})(_downsampled)?\.(jpe?g|png)$/i;
const IMAGE_FOLDER = /^isic_2019_training_input$/i;

/** The two tables of ISIC 2019, by the name of the publishers' files. */
const TABLES = {
  groundTruth: 'ISIC_2019_Training_GroundTruth.csv',
  metadata: 'ISIC_2019_Training_Metadata.csv',
};

/**
 * Says whether a folder may hold images of ISIC 2019, of which HAM10000's are a part.
 *
 * @param name - the folder's name without its path
 * @returns true for `ISIC_2019_Training_Input`, `HAM10000_images_part_1` and the like
 */
export function isIsic2019ImageFolder(name: string): boolean {
  return IMAGE_FOLDER.test(name) || isHam10000ImageFolder(name);
}

/**
 * Finds one of the two tables.
 *
 * @param source - the files
 * @param table - which one
 * @returns its name in the source
 * @throws DatasetError where it is not there, or twice
 */
export function findIsic2019Table(source: FileSource, table: keyof typeof TABLES): string {
  const wanted = TABLES[table];
  const found = source.names.filter(
    (name) =>
      posix.basename(name).toLowerCase() === wanted.toLowerCase() && !name.startsWith('__MACOSX/'),
  );
  const [name, another] = found;
  if (name !== undefined && another === undefined) return name;
  throw new DatasetError(
    `${source.path}: ${name === undefined ? `no ${wanted}` : `${found.length} files ${wanted} (${found.join(', ')})`}, expected one beside the other table. Give the folder of the ISIC 2019 download, or a zip of it.`,
  );
}

/**
 * Finds images in folders and archives, by their file names.
 *
 * @param sources - folders and archives; an image that several have is taken from the first
 * @returns where the images stand, by id
 * @throws DatasetError where two files of one image differ
 */
export async function findIsic2019Images(
  sources: readonly FileSource[],
): Promise<Map<string, FilePlace>> {
  const images = new Map<string, FilePlace>();
  for (const source of sources) {
    for (const name of source.names) {
      const id = imageIdOf(name);
      const first = id && images.get(id);
      if (first) await checkSameContent(first, { source, name });
      else if (id) images.set(id, { source, name });
    }
  }
  return images;
}

function imageIdOf(name: string): string | undefined {
  const folders = name.split('/').slice(0, -1);
  const [, digits, reduced] = IMAGE.exec(posix.basename(name)) ?? [];
  if (digits === undefined || folders.includes('__MACOSX')) return undefined;
  return `ISIC_${digits}${reduced?.toLowerCase() ?? ''}`;
}

async function checkSameContent(first: FilePlace, second: FilePlace): Promise<void> {
  const [a, b] = await Promise.all(
    [first, second].map(({ source, name }) => source.fingerprint(name)),
  );
  if (a!.crc32 === b!.crc32 && a!.sizeBytes === b!.sizeBytes) return;
  const [one, other] = [first, second].map(({ source, name }) => `${source.path}, ${name}`);
  throw new DatasetError(
    `${one} and ${other} are the same image with different content, expected one file an image. Delete the wrong one or get the data again.`,
  );
}
