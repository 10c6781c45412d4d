import type { Isic2019Label, Isic2019Row } from './isic2019-labels.js';

/** ISIC 2019's training set, opened: its rows in memory, its images read when asked for. */
export interface Isic2019 {
  /** Name of the data set. */
  readonly name: 'ISIC 2019';
  /** Class labels in the order of the ground truth's columns; `UNK` only where a row is of it. */
  readonly classes: readonly Isic2019Label[];
  /** One row an image, ground truth with metadata, in the order of the ground truth. */
  readonly rows: readonly Isic2019Row[];
  /** One sentence on what was loaded: counts, and where the images are. */
  readonly description: string;
  /**
   * SHA-256 over the two tables' bytes and over id, size and CRC-32 of each image that they list
   * and that is there. The same for a folder and a zip of it.
   */
  readonly sha256: string;
  /**
   * Says whether an image is there.
   *
   * @param image - e.g. `ISIC_0027419`
   */
  readonly has: (image: string) => boolean;
  /**
   * Where an image stands: its folder or archive, and its path in there.
   *
   * @param image - e.g. `ISIC_0027419`
   * @returns the path; undefined where the image is missing
   */
  readonly imagePath: (image: string) => string | undefined;
  /**
   * Reads one image as it was encoded; several may be read at the same time.
   *
   * @param image - e.g. `ISIC_0027419`
   * @returns the file's bytes, usually JPEG; not yet decoded, so maybe no image at all
   * @throws ImageError where the image is not there
   * @throws DatasetError where it cannot be read
   */
  readonly readImage: (image: string) => Promise<Buffer>;
  /** Ids of the images that the ground truth lists and that are not there, in the rows' order. */
  readonly missing: readonly string[];
  /** What the user should be told: images missing or left over, rows without metadata, and so on. */
  readonly notices: readonly string[];
  /** Releases the archives' file handles. */
  readonly close: () => void;
}
