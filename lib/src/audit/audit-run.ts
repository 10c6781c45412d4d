import { RunError } from '../core/index.js';
import type { ImageDataset } from '../datasets/index.js';
import {
  type Experiment,
  type Prediction,
  type RunResult,
  readPredictions,
  runRows,
} from '../experiments/index.js';
import {
  auditSplit,
  type SharedWithTraining,
  type SplitAudit,
  sharedWithTraining,
} from './audit-split.js';
import type { NearDuplicates } from './find-near-duplicates.js';

/**
 * Counts what stands on both sides of an experiment's split, without training anything.
 *
 * @param experiment - any; its data steps are run
 * @param dataset - opened data
 * @param nearDuplicates - of the same data, from `findNearDuplicates`; absent: images and lesions alone
 * @returns counts and examples
 * @throws ArgumentError where the experiment's steps do not fit the data
 */
export function auditExperiment(
  experiment: Experiment,
  dataset: ImageDataset,
  nearDuplicates?: NearDuplicates,
): SplitAudit {
  const { rows, prepared } = runRows(dataset, experiment);
  return auditSplit(rows, prepared, nearDuplicates);
}

/** A finished run's predictions, and what each test row shares with training. */
export interface AuditedPredictions {
  /** One for each test row, in the split's order. */
  readonly predictions: readonly Prediction[];
  /** One for each test row. */
  readonly shared: readonly SharedWithTraining[];
}

/**
 * Reads what a finished run predicted, and says of each row what it shares with training.
 *
 * @param run - the run
 * @param dataset - the data it was run on
 * @param outputs - the outputs folder
 * @param nearDuplicates - of the same data; absent: images and lesions alone
 * @returns what `auditScores` takes
 * @throws RunError where the predictions are not there, or not of these rows
 */
export async function auditedPredictions(
  run: RunResult,
  dataset: ImageDataset,
  outputs: string,
  nearDuplicates?: NearDuplicates,
): Promise<AuditedPredictions> {
  const predictions = await readPredictions(outputs, run);
  const { rows, prepared } = runRows(dataset, run.experiment);
  const isTestRow = ({ imageId }: Prediction, index: number) =>
    rows[prepared.test[index]!]?.image_id === imageId;
  if (predictions.length !== prepared.test.length || !predictions.every(isTestRow)) {
    throw new RunError(
      `the predictions of ${run.id} are not of the test rows that ${run.experiment.name} has on this data; run the experiment again with --rerun`,
    );
  }
  return { predictions, shared: sharedWithTraining(rows, prepared, nearDuplicates) };
}
