import type { Estimate, RunResult } from '../experiments/index.js';
import { asPercent, asScore, type MetricFormat } from './metric-format.js';

/** One run as a line of a table. */
export interface ResultRow {
  /** What was run; marked where it was a quick run. */
  readonly model: string;
  /** Test rows. */
  readonly n: number;
  /** The accuracy that the source reports; empty where it reports none. */
  readonly reported: string;
  /** Accuracy after the last epoch with its 95 % interval. */
  readonly accuracy: string;
  /** The same of the mean of the recalls. */
  readonly 'balanced accuracy': string;
  /** The same of the mean of the F1 scores. */
  readonly 'macro-F1': string;
}

/**
 * Runs side by side as a table for a notebook, each number with its 95 % interval.
 *
 * @param runs - finished runs, in the table's order
 * @returns one row a run
 * @example
 * resultRows([run])[0]; // { model: 'CNN', n: 700, reported: '75.20 %', accuracy: … }
 */
export function resultRows(runs: readonly RunResult[]): ResultRow[] {
  return runs.map(({ experiment, split, last, quick }) => ({
    model: quick ? `${experiment.title} (quick run)` : experiment.title,
    n: split.testRows,
    reported: experiment.reported ? asPercent.value(experiment.reported.value) : '',
    accuracy: withInterval(last.accuracy, asPercent),
    'balanced accuracy': withInterval(last.balancedAccuracy, asPercent),
    'macro-F1': withInterval(last.macroF1, asScore),
  }));
}

function withInterval({ value, low, high }: Estimate, format: MetricFormat): string {
  return `${format.value(value)} [${format.interval(low, high)}]`;
}
