/** Cross-validations with made-up predictions, for tests of what audits and sums them up. */
import type { ImageDataset, LabelledRow } from '../../lib/src/datasets/index.js';
import { evaluate } from '../../lib/src/experiments/evaluate.js';
import {
  crossValidationFolds,
  type Experiment,
  type Prediction,
  prepareRows,
  RunFolder,
  type RunResult,
  summariseSplit,
} from '../../lib/src/experiments/index.js';

const CLASSES = ['mel', 'nv'];

/** 60 rows of 30 lesions, two images each. */
export const madeUpRows: readonly LabelledRow[] = Array.from({ length: 60 }, (_, image) => ({
  dx: CLASSES[Math.floor(image / 2) % 2]!,
  lesion_id: `HAM_${Math.floor(image / 2)}`,
  image_id: `ISIC_${image}`,
}));

/** A data set of these rows without an image. */
export const madeUpDataset = {
  name: 'made up',
  description: 'made-up rows',
  classes: CLASSES,
  rows: madeUpRows,
  sha256: 'a',
  has: () => true,
  missing: [],
  notices: [],
} as unknown as ImageDataset;

/** Runs of all folds, which call a row `mel` where `saysMel` says so. */
export async function madeUpFolds(
  outputs: string,
  experiment: Experiment,
  {
    sha256 = 'a',
    saysMel = (row: number) => row % 3 === 0,
    rows = madeUpRows,
  }: {
    readonly sha256?: string;
    readonly saysMel?: (row: number) => boolean;
    readonly rows?: readonly LabelledRow[];
  } = {},
): Promise<RunResult[]> {
  const runs: RunResult[] = [];
  for (const fold of crossValidationFolds(experiment)) {
    const prepared = prepareRows(rows, CLASSES, fold.steps, fold.seed);
    const predictions = Array.from(prepared.test, (row): Prediction => {
      const { image_id: imageId, lesion_id: lesionId, dx: label } = rows[row]!;
      const probabilities = saysMel(row) ? [0.9, 0.1] : [0.2, 0.8];
      return { imageId, lesionId, label, predicted: saysMel(row) ? 'mel' : 'nv', probabilities };
    });
    await new RunFolder(outputs, fold.name).writePredictions(CLASSES, predictions);
    runs.push({
      id: fold.name,
      classes: CLASSES,
      quick: false,
      data: { sha256 },
      engine: { description: 'TensorFlow, made up', fallback: false },
      experiment: fold,
      split: summariseSplit(rows, CLASSES, prepared, fold.steps),
      last: evaluate(predictions, CLASSES, { seed: 42, nResamples: 50 }),
    } as unknown as RunResult);
  }
  return runs;
}
