import { posix } from 'node:path';
import { DatasetError } from '../core/index.js';
import type { FileSource } from './file-source.js';

const METADATA = /^ham10000_metadata(\.csv)?$/i;
const IMAGE = /^(isic_\d{7})\.(jpe?g|png)$/i;
const IMAGE_FOLDER = /^ham10000_images(_part_[12])?$/i;

/** Where the parts of HAM10000 stand in a folder or archive. */
export interface Ham10000Layout {
  /** Name of the metadata file. */
  readonly metadata: string;
  /** File names of the images by image id. */
  readonly images: ReadonlyMap<string, string>;
}

/**
 * Says whether a folder may hold images of HAM10000.
 *
 * @param name - the folder's name without its path
 * @returns true for `HAM10000_images_part_1`, `ham10000_images_part_2`, `HAM10000_images` and the like
 */
export function isHam10000ImageFolder(name: string): boolean {
  return IMAGE_FOLDER.test(name);
}

/**
 * Finds metadata and images: beside the metadata, or in folders named as
 * {@link isHam10000ImageFolder} knows them, also nested as some tools unzip them.
 *
 * @param source - the files
 * @returns the layout. Kaggle's download holds each image twice, in folders whose names differ in
 * case: the first in code-unit order counts.
 * @throws DatasetError where there is no metadata file or several, no image, or two files of one
 * image with different content
 */
export async function findHam10000(source: FileSource): Promise<Ham10000Layout> {
  const metadata = findMetadata(source);
  const root = posix.dirname(metadata);
  const images = new Map<string, string>();
  for (const name of source.names) {
    const imageId = imageIdOf(posix.relative(root, name));
    const first = imageId && images.get(imageId);
    if (first) await checkSameContent(source, first, name);
    else if (imageId) images.set(imageId, name);
  }
  if (images.size === 0) throw notHam10000(source, 'no image', 'ISIC_0024306.jpg and so on');
  return { metadata, images };
}

function findMetadata(source: FileSource): string {
  const found = source.names.filter(
    (name) => METADATA.test(posix.basename(name)) && !name.startsWith('__MACOSX/'),
  );
  const [metadata] = found;
  if (metadata === undefined) {
    throw notHam10000(source, 'no metadata file', 'HAM10000_metadata.csv');
  }
  if (found.length > 1) {
    throw notHam10000(source, `${found.length} metadata files (${found.join(', ')})`, 'one');
  }
  return metadata;
}

function imageIdOf(name: string): string | undefined {
  const folders = name.split('/').slice(0, -1);
  if (!folders.every(isHam10000ImageFolder)) return undefined;
  return IMAGE.exec(posix.basename(name))?.[1]?.toUpperCase();
}

async function checkSameContent(source: FileSource, first: string, second: string): Promise<void> {
  const [a, b] = await Promise.all([source.fingerprint(first), source.fingerprint(second)]);
  if (a.crc32 === b.crc32 && a.sizeBytes === b.sizeBytes) return;
  throw new DatasetError(
    `${source.path}: ${first} and ${second} are the same image with different content, expected one file an image. Delete the wrong one or get the data again.`,
  );
}

function notHam10000(source: FileSource, found: string, expected: string): DatasetError {
  return new DatasetError(
    `${source.path}: ${found}, expected ${expected} in the layout of the Kaggle download (HAM10000_metadata.csv beside the folders HAM10000_images_part_1 and HAM10000_images_part_2). Give that folder, or a zip of it.`,
  );
}
