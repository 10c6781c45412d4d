import type { AuditedScores, HonestRow, SideAudit } from '../audit/index.js';
import type { Estimate, Experiment, FoldMean, RunResult } from '../experiments/index.js';
import { runWarnings } from './run-warnings.js';

/** A line of an honest table: what `dermlab honest --json` prints, and all that its page shows. */
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
  /** Test rows a class, in class order. */
  readonly testRowsPerClass: Readonly<Record<string, number>>;
  /** Out-of-fold predictions of all rows, 95 % interval by bootstrap over lesions. */
  readonly balancedAccuracy: Estimate;
  /** The same of the share of right rows. */
  readonly accuracy: Estimate;
  /** The same of the mean of the F1 scores. */
  readonly macroF1: Estimate;
  /** Mean and standard deviation over the folds, as NumPy's `std`: divided by their number. */
  readonly balancedAccuracyOfFolds: FoldMean;
  /** True for the model with the highest balanced accuracy. */
  readonly isBest: boolean;
  /** Scores minus the best model's; absent for the best, and where the two were tested on other rows. */
  readonly minusBest?: AuditedScores;
  /** What test rows share with training rows. */
  readonly shared: SideAudit;
  /** How rows were split, and drawn for training. */
  readonly steps: string;
  /** What whoever reads the numbers must know, a sentence each. */
  readonly warnings: readonly string[];
  /** True for cut epochs. */
  readonly quick: boolean;
  /** What the folds were run on. */
  readonly data: {
    /** In words. */
    readonly description: string;
    /** Digest of labels, lesions and images. */
    readonly sha256: string;
    /** Whose images these are; absent where nobody has said so. */
    readonly attribution?: string;
  };
  /** What computed it. */
  readonly engine: string;
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
  return rows.map(summarise);
}

function summarise(row: HonestRow): HonestSummary {
  const { published, result, split, isBest, minusBest, dataset } = row;
  const { folds, quick, pooled } = result;
  const { testRows, lesions, balancedAccuracy, accuracy, macroF1, confusionMatrix } = pooled;
  const { description, sha256, attribution } = dataset;
  const perClass = confusionMatrix.map((line) => line.reduce((sum, count) => sum + count, 0));
  return {
    model: folds[0]?.experiment.title.replace(/, fold .*$/, '') ?? '',
    published: published.name,
    ...(published.reported ? { reported: published.reported } : {}),
    testRows,
    lesions,
    testRowsPerClass: Object.fromEntries(
      dataset.classes.map((label, index) => [label, perClass[index] ?? 0]),
    ),
    balancedAccuracy,
    accuracy,
    macroF1,
    balancedAccuracyOfFolds: result.balancedAccuracy,
    isBest,
    ...(minusBest ? { minusBest } : {}),
    shared: split.test,
    steps: folds[0]?.split.description.replace(/^fold \d+ of (\d+)/, '$1 folds') ?? '',
    warnings: folds.flatMap(warningsOf),
    quick,
    data: { description, sha256, ...(attribution === undefined ? {} : { attribution }) },
    engine: [...new Set(folds.map(({ engine }) => engine.description))].join('; '),
    runs: folds.map(({ id }) => id),
  };
}

/** Those of a fold by its title; that it is a quick one is said of the whole model. */
function warningsOf(fold: RunResult): string[] {
  return runWarnings({ ...fold, quick: false }).map((text) => `${fold.experiment.title}: ${text}`);
}
