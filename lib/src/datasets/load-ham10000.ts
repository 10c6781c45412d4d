import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { DatasetError, ImageError, type OnProgress } from '../core/index.js';
import type { FileSource } from './file-source.js';
import { fingerprintHam10000 } from './ham10000-fingerprint.js';
import { HAM10000_CLASSES, type Ham10000Row } from './ham10000-labels.js';
import { findHam10000, type Ham10000Layout } from './ham10000-layout.js';
import { type Ham10000Metadata, parseHam10000Metadata } from './ham10000-metadata.js';
import { openSource } from './open-source.js';

const PUBLISHED_WIDTH_PX = 600;
const PUBLISHED_HEIGHT_PX = 450;

/** What to load. */
export interface LoadHam10000Options {
  /** Folder of the unzipped download, or a zip of it. Default: the embedded set at 96×72. */
  readonly path?: string;
  /** Told while a folder's images are read for the hash. */
  readonly onProgress?: OnProgress;
}

/** HAM10000, opened: its rows in memory, its images read when asked for. */
export interface Ham10000 {
  /** Name of the data set. */
  readonly name: 'HAM10000';
  /** Class labels in class order. */
  readonly classes: typeof HAM10000_CLASSES;
  /** One row an image, in the order of the metadata file. */
  readonly rows: readonly Ham10000Row[];
  /** One sentence on what was loaded: counts, size of the images, where they are. */
  readonly description: string;
  /**
   * SHA-256 over the metadata file's bytes and over id, size and CRC-32 of each image it lists. The
   * same for a folder and a zip of it. The CRC-32 is of the content, read from a folder's files and
   * as an archive states it; archives are held to it whenever an image is read.
   */
  readonly sha256: string;
  /** True where images are smaller than the published 600×450. */
  readonly reduced: boolean;
  /** Width in pixels of the first image; in HAM10000 all are alike. */
  readonly imageWidthPx: number;
  /** Height in pixels of the first image. */
  readonly imageHeightPx: number;
  /**
   * Says whether an image is there.
   *
   * @param imageId - e.g. `ISIC_0027419`
   */
  has(imageId: string): boolean;
  /**
   * Reads one image as it was encoded; several may be read at the same time.
   *
   * @param imageId - e.g. `ISIC_0027419`
   * @returns the file's bytes, usually JPEG; not yet decoded, so maybe no image at all
   * @throws ImageError where the image is not there
   * @throws DatasetError where it cannot be read
   */
  readImage(imageId: string): Promise<Buffer>;
  /** Ids of the images that the metadata lists and that are not there, in the rows' order. */
  readonly missing: readonly string[];
  /** What the user should be told: images missing, reduced or left over, columns left out. */
  readonly notices: readonly string[];
  /** Releases the archive's file handle. */
  close(): void;
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
 * console.log(ham10000.rows.filter((row) => row.dx === 'mel').length); // 1113
 * ham10000.close();
 * ```
 */
export async function loadHam10000(options: LoadHam10000Options = {}): Promise<Ham10000> {
  const { path = embeddedPath(), onProgress } = options;
  const source = await openSource(path);
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
    reduced: size.width < PUBLISHED_WIDTH_PX,
    imageWidthPx: size.width,
    imageHeightPx: size.height,
    has: (imageId) => layout.images.has(imageId),
    readImage: imageReader(source, layout),
    missing,
    notices: noticesOf(source, layout, metadata, missing, size),
    close: () => source.close(),
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

async function firstImageSize(
  source: FileSource,
  layout: Ham10000Layout,
  rows: readonly Ham10000Row[],
): Promise<Size> {
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

function describe(source: FileSource, images: number, { width, height }: Size): string {
  return `HAM10000, ${images.toLocaleString('en')} images of ${width}×${height} pixels from ${source.path}`;
}

function noticesOf(
  source: FileSource,
  layout: Ham10000Layout,
  { rows, ignoredColumns }: Ham10000Metadata,
  missing: readonly string[],
  { width, height }: Size,
): string[] {
  const notices: string[] = [];
  if (width < PUBLISHED_WIDTH_PX) {
    notices.push(
      `Images are reduced to ${width}×${height} pixels from the published ${PUBLISHED_WIDTH_PX}×${PUBLISHED_HEIGHT_PX}.`,
    );
  }
  if (missing.length > 0) {
    const some = missing.slice(0, 5).join(', ') + (missing.length > 5 ? ', …' : '');
    notices.push(`Images missing in ${source.path}: ${missing.length} of ${rows.length} (${some}).`);
  }
  const extra = layout.images.size - (rows.length - missing.length);
  if (extra > 0) notices.push(`Images in ${source.path} that no row lists, left out: ${extra}.`);
  if (ignoredColumns.length > 0) {
    notices.push(`Columns of ${layout.metadata} left out: ${ignoredColumns.join(', ')}.`);
  }
  return notices;
}

function noListedImage(source: FileSource): DatasetError {
  return new DatasetError(
    `${source.path}: none of the images that the metadata lists is there, expected HAM10000_images_part_1 and HAM10000_images_part_2. Get the whole download.`,
  );
}
