import type { DatasetDescription, EncodedImages } from './image-dataset.js';
import type { Isic2019Label, Isic2019Row } from './isic2019-labels.js';

/** ISIC 2019's training set, opened: its rows in memory, its images read when asked for. */
export interface Isic2019 extends DatasetDescription<Isic2019Row>, EncodedImages {
  /** Name of the data set. */
  readonly name: 'ISIC 2019';
  /** Class labels in the order of the ground truth's columns; `UNK` only where a row is of it. */
  readonly classes: readonly Isic2019Label[];
  /**
   * SHA-256 over the two tables' bytes and over id, size and CRC-32 of each image that they list
   * and that is there. The same for a folder and a zip of it.
   */
  readonly sha256: string;
  /**
   * Where an image stands: its folder or archive, and its path in there.
   *
   * @param imageId - e.g. `ISIC_0027419`
   * @returns the path; undefined where the image is missing
   */
  readonly imagePath: (imageId: string) => string | undefined;
}
