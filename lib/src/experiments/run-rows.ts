import type { Ham10000, Ham10000Row } from '../datasets/index.js';
import type { Experiment } from './experiment.js';
import type { FitData, FitRows } from './fit-data.js';
import { type PreparedRows, prepareRows } from './prepare-rows.js';
import type { RunContext } from './run-context.js';

/** The rows of a run: those with an image, and both sides of the split as indices into them. */
export interface RunRows {
  /** Metadata rows whose image is there, in file order. */
  readonly rows: readonly Ham10000Row[];
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
export function runRows(dataset: Ham10000, { steps, seed }: Experiment): RunRows {
  const rows = dataset.rows.filter(({ image_id: id }) => dataset.has(id));
  return { rows, prepared: prepareRows(rows, dataset.classes, steps, seed) };
}

/**
 * Decodes what a run is fitted on.
 *
 * @param runRows - from {@link runRows}
 * @param experiment - says the images' size
 * @param context - data and decoded images
 * @returns pixels and class indices of both sides
 * @throws ImageError where an image is truncated or no image
 */
export async function fitData(
  { rows, prepared }: RunRows,
  { images }: Experiment,
  { dataset, pixels, onDecode }: RunContext,
): Promise<FitData> {
  const ids = [...prepared.train, ...prepared.test].map((row) => rows[row]?.image_id ?? '');
  const decoded = await pixels.get(ids, images, onDecode);
  const classOf = new Map<string, number>(dataset.classes.map((label, index) => [label, index]));
  const side = (indices: Int32Array): FitRows => ({
    pixels: Array.from(indices, (row) => decoded.get(rows[row]?.image_id ?? '')!),
    labels: indices.map((row) => classOf.get(rows[row]?.dx ?? '') ?? -1),
  });
  return {
    train: side(prepared.train),
    test: side(prepared.test),
    images,
    nClasses: dataset.classes.length,
  };
}
