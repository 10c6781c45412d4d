import type { ImageDataset, LabelledRow } from '../datasets/index.js';
import { kerasRowOrder } from '../random/index.js';
import type { Experiment, ImagePreprocessing } from './experiment.js';
import type { FitData, FitRows } from './fit-data.js';
import { checkTableSize } from './pixel-cache.js';
import { type PreparedRows, prepareRows } from './prepare-rows.js';
import type { RunContext } from './run-context.js';

/** The rows of a run: those with an image, and the sides of the split as indices into them. */
export interface RunRows {
  /** Rows whose image is there, in the data set's order. */
  readonly rows: readonly LabelledRow[];
  /** Indices into `rows`. */
  readonly prepared: PreparedRows;
}

/**
 * Prepares the rows of a run.
 *
 * @param dataset - opened data
 * @param experiment - whose steps are run
 * @returns rows with an image, split
 */
export function runRows(dataset: ImageDataset, { steps, seed }: Experiment): RunRows {
  const rows = dataset.rows.filter(({ image_id: id }) => dataset.has(id));
  return { rows, prepared: prepareRows(rows, dataset.classes, steps, seed) };
}

/**
 * Begins to decode what a run is fitted on.
 *
 * @param runRows - from {@link runRows}
 * @param experiment - says the images' size
 * @param context - data and decoded images
 * @returns pixels and class indices of each side
 */
export async function fitData(
  { rows, prepared }: RunRows,
  { images, seed }: Experiment,
  context: RunContext,
): Promise<FitData> {
  const { dataset } = context;
  const { train, validation, test } = prepared;
  const idOf = (row: number) => rows[row]?.image_id ?? '';
  // In the order in which training asks for them.
  const first = Array.from(kerasRowOrder(train.length, seed), (index) => train[index]!);
  const { pixelsOf, whenDecoded } = await imageReader(
    [...first, ...(validation ?? []), ...test].map(idOf),
    images,
    context,
  );
  const classOf = new Map(dataset.classes.map((label, index) => [label, index]));
  const side = (ofSide: Int32Array): FitRows => ({
    pixels: pixelsOf(Array.from(ofSide, idOf)),
    labels: ofSide.map((row) => classOf.get(rows[row]?.dx ?? '') ?? -1),
  });
  return {
    train: side(train),
    ...(validation ? { validation: side(validation) } : {}),
    test: side(test),
    images,
    nClasses: dataset.classes.length,
    ...(whenDecoded ? { whenDecoded } : {}),
  };
}

interface ImageReader {
  readonly pixelsOf: (ofSide: readonly string[]) => FitRows['pixels'];
  readonly whenDecoded?: FitData['whenDecoded'];
}

/** Gives the images of a side's rows: from memory, or read when asked for where a file holds them. */
async function imageReader(
  imageIds: readonly string[],
  images: ImagePreprocessing,
  { dataset, pixels, onDecode, signal }: RunContext,
): Promise<ImageReader> {
  if ('readPixels' in dataset && dataset.pixelsOf) {
    checkTableSize(dataset, images);
    const { pixelsOf } = dataset;
    return {
      pixelsOf: (ofSide) => ({
        length: ofSide.length,
        at: (row) => pixelsOf(ofSide[row]!),
        [Symbol.iterator]: () => eachImage(ofSide, pixelsOf),
      }),
    };
  }
  const { pixelsOf, whenDecoded } = await pixels.get(imageIds, images, {
    ...(onDecode ? { onProgress: onDecode } : {}),
    ...(signal ? { signal } : {}),
  });
  return { pixelsOf: (ofSide) => ofSide.map(pixelsOf), whenDecoded };
}

function* eachImage(
  imageIds: readonly string[],
  pixelsOf: (imageId: string) => Uint8Array,
): Generator<Uint8Array> {
  for (const imageId of imageIds) yield pixelsOf(imageId);
}
