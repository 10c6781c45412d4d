import { basename, join } from 'node:path';
import { DatasetError, ImageError, type OnProgress } from '../core/index.js';
import { attributionText, ISIC2019_TERMS } from './data-terms.js';
import type { FileSource } from './file-source.js';
import { type FilePlace, fingerprintFiles } from './fingerprint-files.js';
import type { Isic2019 } from './isic2019.js';
import { findIsic2019Images, findIsic2019Table, isIsic2019ImageFolder } from './isic2019-files.js';
import { ISIC2019_CLASSES, type Isic2019Row } from './isic2019-labels.js';
import { isic2019Notices } from './isic2019-notices.js';
import { parseIsic2019GroundTruth, parseIsic2019Metadata } from './isic2019-tables.js';
import { joinIsic2019 } from './join-isic2019.js';
import { openSource, type SourceKind } from './open-source.js';

/** What to load. */
export interface LoadIsic2019Options {
  /** Folder of the download, or a zip of it: the two tables, and images where they are there. */
  readonly path: string;
  /** Further folders or zips with images, e.g. HAM10000's, which are a part of ISIC 2019. */
  readonly images?: readonly string[];
  /** Refuse the data set where an image is missing; default false: it is told in `notices`. */
  readonly strict?: boolean;
  /** Told while a folder's images are read for the hash. */
  readonly onProgress?: OnProgress;
}

const TABLES: SourceKind = {
  isDataFolder: isIsic2019ImageFolder,
  expected: 'the folder of the ISIC 2019 download or a zip of it',
  remedy: 'Give the folder that holds ISIC_2019_Training_GroundTruth.csv.',
};
const IMAGES: SourceKind = {
  isDataFolder: isIsic2019ImageFolder,
  expected: 'a folder or zip with images of ISIC 2019',
  remedy: 'Give the folder ISIC_2019_Training_Input, or that of the HAM10000 download.',
};

/**
 * Opens ISIC 2019's training set: joins ground truth and metadata, and finds the images.
 *
 * @param options - where tables and images are, and whether all images must be there
 * @returns the data set; close it when done
 * @throws DatasetError naming file, row or archive entry: nothing at a path, a table missing or
 * with something out of place, no image at all, an image missing where `strict` is set
 * @remarks Combalia et al., arXiv:1908.02288; Codella et al., arXiv:1710.05006; Tschandl et al.,
 * Sci. Data 5:180161.
 * @example
 * ```ts no-run
 * const isic2019 = await loadIsic2019({ path: 'isic2019', images: ['ham10000'] });
 * isic2019.rows.length; // => 25331
 * isic2019.close();
 * ```
 */
export async function loadIsic2019(options: LoadIsic2019Options): Promise<Isic2019> {
  const { path, images = [] } = options;
  const sources: FileSource[] = [];
  const close = () => {
    for (const source of sources) source.close();
  };
  try {
    sources.push(await openSource(path, TABLES));
    for (const folder of images) sources.push(await openSource(folder, IMAGES));
    return { ...(await readDataset(sources, options)), close };
  } catch (error) {
    close();
    throw error;
  }
}

async function readDataset(
  sources: readonly FileSource[],
  { strict = false, onProgress }: LoadIsic2019Options,
): Promise<Omit<Isic2019, 'close'>> {
  const tables = await readTables(sources[0]!);
  const { rows } = tables;
  const found = await findIsic2019Images(sources);
  const images = new Map(
    rows.flatMap(({ image_id: id }) => (found.has(id) ? [[id, found.get(id)!] as const] : [])),
  );
  const missing = rows.map(({ image_id: id }) => id).filter((id) => !images.has(id));
  if (images.size === 0) throw noImage(sources);
  if (strict && missing.length > 0) throw imagesMissing(rows, missing);
  return {
    name: 'ISIC 2019',
    classes: ISIC2019_CLASSES.filter((c) => c !== 'UNK' || rows.some(({ dx }) => dx === c)),
    rows,
    description: describe(sources, rows, images),
    sha256: await fingerprintFiles(tables.bytes, images, onProgress),
    has: (image) => images.has(image),
    imagePath: (image) => pathOf(images.get(image)),
    readImage: imageReader(images),
    missing,
    attribution: attributionText(ISIC2019_TERMS),
    notices: isic2019Notices({ ...tables, missing, leftOver: found.size - images.size }),
  };
}

async function readTables(source: FileSource) {
  const truthName = findIsic2019Table(source, 'groundTruth');
  const metadataName = findIsic2019Table(source, 'metadata');
  const bytes = [await source.read(truthName), await source.read(metadataName)] as const;
  const truth = parseIsic2019GroundTruth(bytes[0], truthName);
  const metadata = parseIsic2019Metadata(bytes[1], metadataName);
  return { bytes, truth, metadata, rows: joinIsic2019(truth.rows, metadata.rows) };
}

function imageReader(images: ReadonlyMap<string, FilePlace>): Isic2019['readImage'] {
  return async (image) => {
    const place = images.get(image);
    if (place) return place.source.read(place.name);
    throw new ImageError(
      `image ${image} of ISIC 2019 is missing, expected ${image}.jpg in one of the folders given. Give its folder with --images, or leave its row out.`,
    );
  };
}

function pathOf(place: FilePlace | undefined): string | undefined {
  return place && join(place.source.path, place.name);
}

function describe(
  sources: readonly FileSource[],
  rows: readonly Isic2019Row[],
  images: ReadonlyMap<string, FilePlace>,
): string {
  const [there, all] = [images.size, rows.length].map((count) => count.toLocaleString('en'));
  const places = sources.map(({ path }) => basename(path)).join(' and ');
  return `ISIC 2019, ${there} of ${all} images from ${places}`;
}

function noImage(sources: readonly FileSource[]): DatasetError {
  return new DatasetError(
    `${sources.map(({ path }) => path).join(', ')}: none of the images that the ground truth lists is there, expected ISIC_0000000.jpg and so on. Give their folder or zip with --images.`,
  );
}

function imagesMissing(rows: readonly Isic2019Row[], missing: readonly string[]): DatasetError {
  return new DatasetError(
    `ISIC 2019: ${missing.length} of ${rows.length} images are missing, the first ${missing[0] ?? ''}, expected all of them, as --strict asks. Give their folder with --images, or leave --strict out.`,
  );
}
