import type { ImageDataset } from '../datasets/index.js';
import type { CrossValidation, Experiment, Prediction } from '../experiments/index.js';
import { auditExperiment, auditedPredictions } from './audit-run.js';
import { type AuditedScores, scoreDifference } from './audit-scores.js';
import { poolAudits, type SplitAudit } from './audit-split.js';
import type { NearDuplicates } from './find-near-duplicates.js';

/** A cross-validation on folds of lesions, what was published, and the data of both. */
export interface FinishedFolds {
  /** As it was published. */
  readonly published: Experiment;
  /** Its folds and their summary. */
  readonly result: CrossValidation;
  /** What the folds were run on. */
  readonly dataset: ImageDataset;
  /** Near-duplicates among its images; absent: images and lesions alone. */
  readonly nearDuplicates?: NearDuplicates;
}

/** A model's cross-validation, what leaks in it, and how far it is from the best one. */
export interface HonestRow extends FinishedFolds {
  /** What test rows share with training rows, all folds added up. */
  readonly split: SplitAudit;
  /** True for the model with the highest balanced accuracy. */
  readonly isBest: boolean;
  /**
   * This model's scores minus the best one's, paired by lesion; absent for the best itself, and where the
   * two were tested on other rows.
   */
  readonly minusBest?: AuditedScores;
}

/**
 * Sets cross-validations beside one another: what leaks in their folds, and the differences of their
 * scores to the best one, paired by lesion.
 *
 * @param finished - in the order of the table
 * @param outputs - folder of their runs
 * @returns a row for each
 * @throws RunError where a run's predictions are not there, or not of these rows
 * @remarks The best is chosen by the very figures that it is then compared by, which flatters it.
 */
export async function honestTable(
  finished: readonly FinishedFolds[],
  outputs: string,
): Promise<HonestRow[]> {
  const predictions = new Map<FinishedFolds, readonly Prediction[]>();
  for (const row of finished) predictions.set(row, await outOfFold(row, outputs));
  const [best] = [...finished].sort((a, b) => score(b) - score(a));
  return finished.map((row) => {
    const isBest = row === best;
    const [own, others] = [predictions.get(row)!, predictions.get(best!)!];
    const isPaired = !isBest && rowsOf(own) === rowsOf(others);
    const minusBest = isPaired ? { minusBest: difference(row, own, others) } : {};
    return { ...row, split: splitOf(row), isBest, ...minusBest };
  });
}

/** Which rows were tested, whatever their order and the names of their files. */
function rowsOf(predictions: readonly Prediction[]): string {
  return predictions
    .map(({ lesionId, label }) => `${lesionId} ${label}`)
    .sort()
    .join();
}

async function outOfFold(
  { dataset, result }: FinishedFolds,
  outputs: string,
): Promise<readonly Prediction[]> {
  const folds = await Promise.all(
    result.folds.map((run) => auditedPredictions(run, dataset, outputs)),
  );
  return folds.flatMap(({ predictions }) => predictions);
}

function splitOf({ result, dataset, nearDuplicates }: FinishedFolds): SplitAudit {
  return poolAudits(
    result.folds.map(({ experiment }) => auditExperiment(experiment, dataset, nearDuplicates)),
  );
}

function score({ result }: FinishedFolds): number {
  return result.pooled.balancedAccuracy.value;
}

function difference(
  { result, dataset }: FinishedFolds,
  own: readonly Prediction[],
  best: readonly Prediction[],
): AuditedScores {
  const seed = result.folds[0]?.experiment.seed ?? 0;
  return scoreDifference(own, best, dataset.classes, { seed });
}
