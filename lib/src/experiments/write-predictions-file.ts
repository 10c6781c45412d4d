import { open, rename, rm } from 'node:fs/promises';
import { RunError } from '../core/index.js';
import type { ImageTablePredictions } from './predict-image-table.js';

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
  const partial = `${path}.partial`;
  try {
    const file = await open(partial, 'w');
    try {
      const fields = JSON.stringify(header, null, 2).slice(0, -2);
      await file.appendFile(`${fields},\n  "predictions": [`);
      for (let start = 0; start < predictions.length; start += ROWS_AT_A_TIME) {
        const lines = predictions
          .slice(start, start + ROWS_AT_A_TIME)
          .map(({ imageId, label, predicted, probabilities }) =>
            JSON.stringify({
              image_id: imageId,
              label,
              predicted,
              probabilities: Object.fromEntries(
                classes.map((name, index) => [
                  name,
                  Number(probabilities[index]!.toPrecision(DIGITS)),
                ]),
              ),
            }),
          );
        await file.appendFile(`${start === 0 ? '' : ','}\n    ${lines.join(',\n    ')}`);
      }
      await file.appendFile('\n  ]\n}\n');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true });
    throw new RunError(
      `${path} cannot be written (${(cause as Error).message}); choose another place with --out`,
      { cause },
    );
  }
}
