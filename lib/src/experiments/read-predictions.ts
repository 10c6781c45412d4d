import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { RunError } from '../core/index.js';
import type { Prediction, RunResult } from './run-result.js';
import { PREDICTIONS } from './run-store.js';

/**
 * Reads back what a finished run predicted.
 *
 * @param outputs - the outputs folder
 * @param run - the finished run; its id names the folder, its classes the probability columns
 * @returns one prediction for each test row, in the split's order
 * @throws RunError where the file is not there or is not the one that the run wrote
 * @example
 * ```ts no-run
 * const options = { dataset: await loadHam10000(), engine: await loadEngine(), outputs: 'outputs' };
 * const run = await runInNotebook(sourceBCnn, options);
 * const predictions = await readPredictions('outputs', run);
 * predictions.filter(({ label, predicted }) => label === 'mel' && predicted === 'nv').length;
 * ```
 */
export async function readPredictions(
  outputs: string,
  { id, classes, split }: Pick<RunResult, 'id' | 'classes' | 'split'>,
): Promise<Prediction[]> {
  return readSide(join(outputs, id, PREDICTIONS.test), classes, split.testRows);
}

/**
 * Reads back what a finished run predicted of its validation rows.
 *
 * @param outputs - the outputs folder
 * @param run - the finished run
 * @returns one prediction for each validation row; undefined where there are none, or the run is
 * from before they were kept
 * @throws RunError where the file is not the one that the run wrote
 */
export async function readValidationPredictions(
  outputs: string,
  { id, classes, split }: Pick<RunResult, 'id' | 'classes' | 'split'>,
): Promise<Prediction[] | undefined> {
  const file = join(outputs, id, PREDICTIONS.validation);
  if (split.validationRows === undefined || !existsSync(file)) return undefined;
  return readSide(file, classes, split.validationRows);
}

async function readSide(
  file: string,
  classes: readonly string[],
  nRows: number,
): Promise<Prediction[]> {
  const records = parseCsv(await readText(file), file);
  const columns = classes.map((label) => `p_${label}`);
  const predictions = records.map((record) => ({
    imageId: record['image_id'] ?? '',
    lesionId: record['lesion_id'] ?? '',
    label: record['dx'] ?? '',
    predicted: record['predicted'] ?? '',
    probabilities: columns.map((column) => Number(record[column] ?? Number.NaN)),
  }));
  if (predictions.length === nRows && predictions.every(isWhole)) return predictions;
  throw new RunError(
    `${file} does not hold the ${nRows} predictions that the run made; delete its folder to run it again`,
  );
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new RunError(
      `${file} cannot be read (${(error as Error).message}); run the experiment with this outputs folder first`,
    );
  }
}

function parseCsv(text: string, file: string): Record<string, string>[] {
  try {
    return parse(text, { columns: true });
  } catch (error) {
    throw new RunError(
      `${file} is not CSV (${(error as Error).message}); delete its folder to run it again`,
    );
  }
}

function isWhole({ imageId, lesionId, label, predicted, probabilities }: Prediction): boolean {
  return [imageId, lesionId, label, predicted].every(Boolean) && !probabilities.some(Number.isNaN);
}
