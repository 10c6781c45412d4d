import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { DatasetError, ImageError, type OnProgress } from '../core/index.js';
import { attributionText, HAM10000_TERMS } from './data-terms.js';
import type { FileSource } from './file-source.js';
import type { Ham10000 } from './ham10000.js';
import { fingerprintHam10000 } from './ham10000-fingerprint.js';
import { HAM10000_CLASSES, type Ham10000Row } from './ham10000-labels.js';
import { findHam10000, type Ham10000Layout, isHam10000ImageFolder } from './ham10000-layout.js';
import { parseHam10000Metadata } from './ham10000-metadata.js';
import { type ImageSizePx, isReduced, noticesOf } from './ham10000-notices.js';
import { openSource, type SourceKind } from './open-source.js';

const HAM10000_DOWNLOAD: SourceKind = {
  isDataFolder: isHam10000ImageFolder,
  expected: 'the folder of the HAM10000 download or a zip of it',
  remedy:
    'Give the folder that holds HAM10000_metadata.csv, or leave the path out to use the embedded set.',
};

/** What to load. */
export interface LoadHam10000Options {
  /** Folder of the unzipped download, or a zip of it. Default: the embedded set at 96×72. */
  readonly path?: string;
  /** Told while a folder's images are read for the hash. */
  readonly onProgress?: OnProgress;
}

/**
 * Opens HAM10000 from a folder or a zip archive in the layout of the Kaggle download.
 *
 * @param options - where it is; without a path the embedded set
 * @returns the data set; close it when done
 * @throws DatasetError naming file, row or archive entry: nothing at the path, another kind of
 * file, no metadata or no image, metadata with something out of place, an archive that is refused
 * @throws ImageError where the first image's header cannot be read
 * @remarks Tschandl, Rosendahl and Kittler, Sci. Data 5:180161 (2018), doi 10.7910/DVN/DBW86T.
 * @example
 * ```ts
 * const ham10000 = await loadHam10000();
 * ham10000.rows.filter((row) => row.dx === 'mel').length; // => 1113
 * ham10000.close();
 * ```
 */
export async function loadHam10000(options: LoadHam10000Options = {}): Promise<Ham10000> {
  const { path = embeddedPath(), onProgress } = options;
  const source = await openSource(path, HAM10000_DOWNLOAD);
  try {
    return await readDataset(source, onProgress);
  } catch (error) {
    source.close();
    throw error;
  }
}

function embeddedPath(): string {
  return fileURLToPath(new URL('../../../data/ham10000/ham10000-96x72.zip', import.meta.url));
}

async function readDataset(source: FileSource, onProgress?: OnProgress): Promise<Ham10000> {
  const layout = await findHam10000(source);
  const bytes = await source.read(layout.metadata);
  const metadata = parseHam10000Metadata(bytes, layout.metadata);
  const { rows } = metadata;
  const missing = rows.map((row) => row.image_id).filter((id) => !layout.images.has(id));
  if (missing.length === rows.length) throw noListedImage(source);
  const size = await firstImageSize(source, layout, rows);
  return {
    name: 'HAM10000',
    classes: HAM10000_CLASSES,
    rows,
    description: describe(source, rows.length - missing.length, size),
    sha256: await fingerprintHam10000(source, layout, bytes, rows, onProgress),
    reduced: isReduced(size),
    imageWidthPx: size.width,
    imageHeightPx: size.height,
    has: (imageId) => layout.images.has(imageId),
    readImage: imageReader(source, layout),
    missing,
    attribution: attributionText(HAM10000_TERMS),
    notices: noticesOf(source, layout, metadata, missing, size),
    close: () => {
      source.close();
    },
  };
}

async function firstImageSize(
  source: FileSource,
  layout: Ham10000Layout,
  rows: readonly Ham10000Row[],
): Promise<ImageSizePx> {
  const id = rows.find((row) => layout.images.has(row.image_id))?.image_id ?? '';
  const name = layout.images.get(id) ?? id;
  try {
    const { width, height } = await sharp(await source.read(name)).metadata();
    return { width, height };
  } catch (cause) {
    if (cause instanceof DatasetError) throw cause;
    throw new ImageError(
      `${source.path}, ${name} is no image that can be read. Get the data again.`,
      { cause },
    );
  }
}

function imageReader(source: FileSource, layout: Ham10000Layout): Ham10000['readImage'] {
  return async (imageId) => {
    const name = layout.images.get(imageId);
    if (name !== undefined) return source.read(name);
    throw new ImageError(
      `${source.path}: image ${imageId} is missing, expected ${imageId}.jpg in one of the image folders. Get the whole download, or leave its row out.`,
    );
  };
}

function describe(source: FileSource, images: number, { width, height }: ImageSizePx): string {
  return `HAM10000, ${images.toLocaleString('en')} images of ${width}×${height} pixels from ${basename(source.path)}`;
}

function noListedImage(source: FileSource): DatasetError {
  return new DatasetError(
    `${source.path}: none of the images that the metadata lists is there, expected HAM10000_images_part_1 and HAM10000_images_part_2. Get the whole download.`,
  );
}
