import { DatasetError, type OnProgress } from '../core/index.js';
import { quoteValue } from './check-value.js';
import { HAM10000_CLASSES } from './ham10000-labels.js';
import { openPixelCsv, type PixelCsv } from './pixel-csv.js';
import { squareImageShape } from './square-image-shape.js';

/** The parts that `main_image_data.csv` tells its rows to be of, in the order of their use. */
export const IMAGE_SPLITS = ['train', 'validation', 'test'] as const;

/** One of {@link IMAGE_SPLITS}. */
export type ImageSplit = (typeof IMAGE_SPLITS)[number];

/** What `main_image_data.csv` says of an image beside its pixels. */
export interface MainImageRow {
  /** The image, unique in the table. */
  readonly imageId: string;
  /** The lesion it shows; the image's id where the table has no such column. */
  readonly lesionId: string;
  /** The part it is of. */
  readonly split: ImageSplit;
  /** Its class; null where it is not known. */
  readonly label: string | null;
}

/** Some rows of the table with their pixels. */
export interface MainImageBatch {
  /** The rows. */
  readonly rows: readonly MainImageRow[];
  /** Pixel values, uint8, shape [rows, sizePx, sizePx, channels]. */
  readonly pixels: Uint8Array;
}

/** `main_image_data.csv`, opened. */
export interface MainImageData {
  /** Path of the file. */
  readonly path: string;
  /** Width and height of the images in pixels. */
  readonly sizePx: number;
  /** 3 for colour, 1 for grey. */
  readonly channels: 1 | 3;
  /** Class labels in class order. */
  readonly classes: readonly string[];
  /**
   * Reads the rows in the file's order; once only. Memory holds one batch of pixels, however long
   * the file, and each image's id.
   *
   * @param options - rows a batch, and of which part: others' pixels are passed over unread
   * @returns the batches
   * @throws DatasetError naming file, row and column of what is out of place
   */
  batches(options?: MainImageBatchOptions): AsyncGenerator<MainImageBatch>;
  /**
   * SHA-256 of the file's bytes, when all batches have been read.
   *
   * @returns hexadecimal digits
   */
  sha256(): string;
  /** Closes the file. */
  close(): Promise<void>;
}

/** How the table's rows are read. */
export interface MainImageBatchOptions {
  /** Rows a batch, 1 or more. Default 256. */
  readonly batchRows?: number;
  /** Only rows of this part. Default: all. */
  readonly split?: ImageSplit;
  /**
   * Told of every row, those that are passed over, too.
   *
   * @param row - without its pixels
   */
  readonly onRow?: (row: MainImageRow) => void;
  /** Told as bytes are read. */
  readonly onProgress?: OnProgress;
}

/** The columns of `main_image_data.csv` that are no pixels. */
export const MAIN_IMAGE_COLUMNS = ['image_id', 'lesion_id', 'split', 'label'] as const;

/**
 * Opens `main_image_data.csv`: columns `image_id`, `lesion_id` (may be left out), `split` (train,
 * validation or test), `label` (empty where unknown), then `pixel0000` and on, row by row of the
 * image, the channels of a pixel side by side. Size and channels follow from the number of columns.
 *
 * @param path - the table
 * @param options - class labels in class order; default HAM10000's seven
 * @returns the table; close it when done
 * @throws DatasetError where a column is missing, or the pixels are no square image
 */
export async function openMainImageData(
  path: string,
  { classes = HAM10000_CLASSES }: { readonly classes?: readonly string[] } = {},
): Promise<MainImageData> {
  const csv = await openPixelCsv(path);
  try {
    const parse = rowParser(csv, classes);
    return {
      path,
      ...squareImageShape(csv, 'preprocess'),
      classes,
      batches: (options = {}) => readRows(csv, parse, options),
      sha256: () => csv.sha256(),
      close: () => csv.close(),
    };
  } catch (error) {
    await csv.close();
    throw error;
  }
}

async function* readRows(
  csv: PixelCsv,
  parse: (text: readonly string[], place: string) => MainImageRow,
  { split, onRow, ...options }: MainImageBatchOptions,
): AsyncGenerator<MainImageBatch> {
  const seen = new Map<string, number>();
  let rowNumber = 1;
  let rows: MainImageRow[] = [];
  const wanted = (text: readonly string[]): boolean => {
    rowNumber += 1;
    const row = parse(text, `${csv.path}, row ${rowNumber}`);
    checkUnique(row, seen, csv.path, rowNumber);
    onRow?.(row);
    if (split !== undefined && row.split !== split) return false;
    rows.push(row);
    return true;
  };
  // A batch is given as soon as its last row is read, so `rows` are its rows.
  for await (const { pixels } of csv.batches({ ...options, wanted })) {
    yield { rows, pixels };
    rows = [];
  }
}

function checkUnique(
  { imageId }: MainImageRow,
  seen: Map<string, number>,
  path: string,
  row: number,
): void {
  const first = seen.get(imageId);
  if (first !== undefined) {
    throw new DatasetError(
      `${path}, row ${row}, column image_id: ${quoteValue(imageId)} again, as in row ${first}; expected each image once. Delete one of the two rows.`,
    );
  }
  seen.set(imageId, row);
}

function rowParser(
  { path, textColumns, textColumnsBeforePixels }: PixelCsv,
  classes: readonly string[],
): (text: readonly string[], place: string) => MainImageRow {
  const column = (name: string): number => {
    const at = textColumns.indexOf(name);
    if (at !== -1 && at < textColumnsBeforePixels) return at;
    throw new DatasetError(
      `${path}, row 1: column ${name} is ${at === -1 ? 'missing' : 'after the pixels'}, expected ${MAIN_IMAGE_COLUMNS.join(', ')} before pixel0000. Make the table with \`npx dermlab preprocess\`.`,
    );
  };
  const [imageAt, splitAt, labelAt] = [column('image_id'), column('split'), column('label')];
  const lesionAt = textColumns.includes('lesion_id') ? column('lesion_id') : imageAt;
  return (text, place) => {
    const fault = (name: string, value: string, expected: string) =>
      new DatasetError(
        `${place}, column ${name}: ${quoteValue(value)}, expected ${expected}, or make the table again.`,
      );
    const imageId = text[imageAt] ?? '';
    const [split, label] = [text[splitAt] ?? '', text[labelAt] ?? ''];
    if (imageId === '') throw fault('image_id', imageId, "the image's name. Give it one");
    if (!isSplit(split))
      throw fault('split', split, `one of ${IMAGE_SPLITS.join(', ')}. Correct it`);
    if (label !== '' && !classes.includes(label)) {
      const expected = `one of ${classes.join(', ')}, or nothing. Correct it, name other classes with --classes`;
      throw fault('label', label, expected);
    }
    const lesionId = text[lesionAt] ?? '';
    return {
      imageId,
      lesionId: lesionId === '' ? imageId : lesionId,
      split,
      label: label === '' ? null : label,
    };
  };
}

function isSplit(text: string): text is ImageSplit {
  return (IMAGE_SPLITS as readonly string[]).includes(text);
}
