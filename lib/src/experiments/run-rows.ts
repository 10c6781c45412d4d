import type { ImageDataset, LabelledRow } from '../datasets/index.js';
import type { Experiment } from './experiment.js';
import type { FitData, FitRows } from './fit-data.js';
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
 * Decodes what a run is fitted on.
 *
 * @param runRows - from {@link runRows}
 * @param experiment - says the images' size
 * @param context - data and decoded images
 * @returns pixels and class indices of each side
 * @throws ImageError where an image is truncated or no image
 */
export async function fitData(
  { rows, prepared }: RunRows,
  { images }: Experiment,
  { dataset, pixels, onDecode }: RunContext,
): Promise<FitData> {
  const { train, validation, test } = prepared;
  const indices = [train, validation ?? [], test].flatMap((side) => [...side]);
  const ids = indices.map((row) => rows[row]?.image_id ?? '');
  const decoded = await pixels.get(ids, images, onDecode);
  const classOf = new Map(dataset.classes.map((label, index) => [label, index]));
  const side = (ofSide: Int32Array): FitRows => ({
    pixels: Array.from(ofSide, (row) => decoded.get(rows[row]?.image_id ?? '')!),
    labels: ofSide.map((row) => classOf.get(rows[row]?.dx ?? '') ?? -1),
  });
  return {
    train: side(train),
    ...(validation ? { validation: side(validation) } : {}),
    test: side(test),
    images,
    nClasses: dataset.classes.length,
  };
}
