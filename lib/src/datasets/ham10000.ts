import type { HAM10000_CLASSES, Ham10000Row } from './ham10000-labels.js';
import type { DatasetDescription, EncodedImages } from './image-dataset.js';

/** HAM10000, opened: its rows in memory, its images read when asked for. */
export interface Ham10000 extends DatasetDescription<Ham10000Row>, EncodedImages {
  /** Name of the data set. */
  readonly name: 'HAM10000';
  /** Class labels in class order. */
  readonly classes: typeof HAM10000_CLASSES;
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
}
