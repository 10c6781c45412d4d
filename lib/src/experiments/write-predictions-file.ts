import { RunError, writeGrowingFile } from '../core/index.js';
import type { ImagePrediction, ImageTablePredictions } from './predict-image-table.js';

const ROWS_AT_A_TIME = 1000;
const DIGITS = 7;

/** What a file of predictions says before the predictions themselves. */
export interface PredictionsHeader {
  /** That this is no diagnosis. */
  readonly notice: string;
  /** Anything else that JSON can hold: hashes, versions, accuracy. */
  readonly [name: string]: unknown;
}

/**
 * Writes predictions as JSON, whole or not at all: the header's fields, then `predictions`, a line
 * a row with id, true label (null where unknown), predicted label, and a probability a class to 7
 * significant digits.
 *
 * @param path - where it goes; a file that is there is replaced
 * @param header - what goes before
 * @param predictions - from `predictImageTable`
 * @param classes - class labels in class order
 * @throws RunError where it cannot be written
 */
export async function writePredictionsFile(
  path: string,
  header: PredictionsHeader,
  { predictions }: ImageTablePredictions,
  classes: readonly string[],
): Promise<void> {
  const fields = JSON.stringify(header, null, 2).slice(0, -2);
  await writeGrowingFile(path, {
    write: async (append) => {
      await append(`${fields},\n  "predictions": [`);
      for (let start = 0; start < predictions.length; start += ROWS_AT_A_TIME) {
        const rows = predictions.slice(start, start + ROWS_AT_A_TIME);
        const lines = rows.map((row) => lineOf(row, classes));
        await append(`${start === 0 ? '' : ','}\n    ${lines.join(',\n    ')}`);
      }
      await append('\n  ]\n}\n');
    },
    unwritable: (cause) =>
      new RunError(
        `${path} cannot be written (${cause.message}); choose another place with --out`,
        { cause },
      ),
  });
}

function lineOf(
  { imageId, label, predicted, probabilities }: ImagePrediction,
  classes: readonly string[],
): string {
  const byClass = classes.map((name, index) => {
    return [name, Number(probabilities[index]!.toPrecision(DIGITS))] as const;
  });
  return JSON.stringify({
    image_id: imageId,
    label,
    predicted,
    probabilities: Object.fromEntries(byClass),
  });
}
