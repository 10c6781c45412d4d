import type { HAM10000_CLASSES, Ham10000Row } from './ham10000-labels.js';

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
  readonly has: (imageId: string) => boolean;
  /**
   * Reads one image as it was encoded; several may be read at the same time.
   *
   * @param imageId - e.g. `ISIC_0027419`
   * @returns the file's bytes, usually JPEG; not yet decoded, so maybe no image at all
   * @throws ImageError where the image is not there
   * @throws DatasetError where it cannot be read
   */
  readonly readImage: (imageId: string) => Promise<Buffer>;
  /** Ids of the images that the metadata lists and that are not there, in the rows' order. */
  readonly missing: readonly string[];
  /** What the user should be told: images missing, reduced or left over, columns left out. */
  readonly notices: readonly string[];
  /** Releases the archive's file handle. */
  readonly close: () => void;
}
