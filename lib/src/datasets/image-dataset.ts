/** A labelled image, as far as data steps and results look at it; in HAM10000's column names. */
export interface LabelledRow {
  /** Diagnosis, the label. */
  readonly dx: string;
  /** The lesion that the image shows; the image's own id where lesions are not known. */
  readonly lesion_id: string;
  /** The image; unique. */
  readonly image_id: string;
  /** The side that the data set's maker has put the image on; absent where it has none. */
  readonly split?: 'train' | 'validation' | 'test';
  /** True for a copy that was made of another image by rotating, flipping or zooming it. */
  readonly isAugmented?: boolean;
}

/** Images in files, to be decoded. */
export interface EncodedImages {
  /**
   * Reads one image as it was encoded; several may be read at the same time.
   *
   * @param imageId - one of the rows' ids
   * @returns the file's bytes, usually JPEG; not yet decoded, so maybe no image at all
   * @throws ImageError where the image is not there
   * @throws DatasetError where it cannot be read
   */
  readonly readImage: (imageId: string) => Promise<Buffer>;
}

/** Images that a table holds as pixels, all of one size. */
export interface PixelImages {
  /** Width in pixels of each image. */
  readonly imageWidthPx: number;
  /** Height in pixels of each image. */
  readonly imageHeightPx: number;
  /** 3 for RGB, 1 for grey. */
  readonly channels: 1 | 3;
  /**
   * Reads the pixels of some images.
   *
   * @param imageIds - n of the rows' ids
   * @returns 8-bit values, shape [n, imageHeightPx, imageWidthPx, channels]
   * @throws DatasetError where the table cannot be read
   */
  readonly readPixels: (imageIds: readonly string[]) => Promise<Uint8Array>;
  /**
   * Reads one image's pixels at once; absent where memory holds them all.
   *
   * @param imageId - one of the rows' ids
   * @returns 8-bit values, shape [imageHeightPx, imageWidthPx, channels]
   */
  readonly pixelsOf?: (imageId: string) => Uint8Array;
}

/** What any data set tells of itself, whatever holds its images. */
export interface DatasetDescription<Row extends LabelledRow = LabelledRow> {
  /** Name of the data set, e.g. `HAM10000`. */
  readonly name: string;
  /** Class labels in class order. */
  readonly classes: readonly string[];
  /** One row an image, in the order of the file or folder. */
  readonly rows: readonly Row[];
  /** One sentence on what was loaded: counts, size of the images, where they are. */
  readonly description: string;
  /** Digest of labels and images. */
  readonly sha256: string;
  /**
   * Says whether an image is there.
   *
   * @param imageId - one of the rows' ids
   */
  readonly has: (imageId: string) => boolean;
  /** Ids of the images that rows name and that are not there, in the rows' order. */
  readonly missing: readonly string[];
  /** What the user should be told: images missing, reduced or left over. */
  readonly notices: readonly string[];
  /** Whose images these are, and under which terms, in a sentence; absent where nobody has said so. */
  readonly attribution?: string;
  /** Releases what is open. */
  readonly close: () => void;
}

/** An opened data set of labelled images: what an experiment is run on. */
export type ImageDataset<Row extends LabelledRow = LabelledRow> = DatasetDescription<Row> &
  (EncodedImages | PixelImages);
