import type { AuditedScores, HonestRow, SideAudit } from '../audit/index.js';
import type { Estimate, Experiment, FoldMean } from '../experiments/index.js';
import { honestTitle } from './honest-section.js';

/** A line of an honest table, without the folds' histories: what `dermlab honest --json` prints. */
export interface HonestSummary {
  /** What the table calls it. */
  readonly model: string;
  /** Name of the published experiment. */
  readonly published: string;
  /** What its source reported; absent where it reported nothing. */
  readonly reported?: Experiment['reported'];
  /** Test rows of all folds. */
  readonly testRows: number;
  /** Lesions that they show. */
  readonly lesions: number;
  /** Out-of-fold predictions of all rows, 95 % interval by bootstrap over lesions. */
  readonly balancedAccuracy: Estimate;
  /** The same of the share of right rows. */
  readonly accuracy: Estimate;
  /** The same of the mean of the F1 scores. */
  readonly macroF1: Estimate;
  /** Mean and standard deviation over the folds. */
  readonly balancedAccuracyOfFolds: FoldMean;
  /** Scores minus those of the best model; absent for the best. */
  readonly minusBest?: AuditedScores;
  /** What test rows share with training rows. */
  readonly shared: SideAudit;
  /** True for cut epochs. */
  readonly quick: boolean;
  /** What the folds were run on. */
  readonly data: { readonly description: string; readonly sha256: string };
  /** Names of the run folders, a fold each. */
  readonly runs: readonly string[];
}

/**
 * Sums an honest table up.
 *
 * @param rows - from `honestTable`
 * @returns a line for each
 */
export function honestSummary(rows: readonly HonestRow[]): HonestSummary[] {
  return rows.map((row) => {
    const { published, result, split, minusBest, dataset } = row;
    const { testRows, lesions, balancedAccuracy, accuracy, macroF1 } = result.pooled;
    return {
      model: honestTitle(row),
      published: published.name,
      ...(published.reported ? { reported: published.reported } : {}),
      testRows,
      lesions,
      balancedAccuracy,
      accuracy,
      macroF1,
      balancedAccuracyOfFolds: result.balancedAccuracy,
      ...(minusBest ? { minusBest } : {}),
      shared: split.test,
      quick: result.quick,
      data: { description: dataset.description, sha256: dataset.sha256 },
      runs: result.folds.map(({ id }) => id),
    };
  });
}
