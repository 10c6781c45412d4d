import { formatPercent } from '../charts/index.js';
import type { Estimate, Evaluation, RunResult } from '../experiments/index.js';
import { asPercent, asScore, type MetricFormat } from './metric-format.js';

/** One metric of a run. */
export interface RunMetric {
  /** What a table calls it. */
  readonly name: string;
  /** Value and 95 % interval. */
  readonly estimate: Estimate;
  /** How both are written. */
  readonly format: MetricFormat;
  /** Rows it was measured on. */
  readonly n: number;
}

/** One metric of a run as a table shows it. */
export interface RunMetricRow {
  /** What it is; marked where the run was a quick one. */
  readonly metric: string;
  /** The value, in its own unit. */
  readonly value: string;
  /** Its 95 % interval. */
  readonly '95 % interval': string;
  /** Rows it was measured on: test rows, of melanoma or of none for the two rates, or the best epoch's. */
  readonly n: number;
}

/**
 * All metrics of a run, in the order in which tables show them.
 *
 * @param run - a finished run
 * @returns names, estimates, and how they are written
 */
export function runMetrics({ last, best, split }: RunResult): RunMetric[] {
  const { testRows, validationRows = testRows } = split;
  const rows = split.validationRows === undefined ? 'test' : 'validation';
  const metrics: Measured[] = [
    { name: 'Accuracy', estimate: last.accuracy, format: asPercent },
    { name: 'Balanced accuracy', estimate: last.balancedAccuracy, format: asPercent },
    { name: 'Macro-F1', estimate: last.macroF1, format: asScore },
    { name: 'ROC AUC, one-vs-rest', estimate: last.rocAuc, format: asScore },
    {
      name: 'Average precision, one-vs-rest',
      estimate: last.averagePrecision,
      format: asScore,
    },
    { name: 'Log loss (lower is better)', estimate: last.logLoss, format: asScore },
    { name: 'Brier score (lower is better)', estimate: last.brierScore, format: asScore },
    {
      name: 'Expected calibration error (lower is better)',
      estimate: last.expectedCalibrationError,
      format: asScore,
    },
    ...melanomaMetrics(last.melanomaSensitivity, testRows),
    { name: 'Cohen’s kappa', estimate: last.cohenKappa, format: asScore },
    { name: 'Matthews correlation', estimate: last.matthews, format: asScore },
  ];
  return [
    // Runs from before a metric was measured have none.
    ...metrics.flatMap(({ estimate, ...metric }) =>
      estimate === undefined ? [] : [{ n: testRows, ...metric, estimate }],
    ),
    {
      name: `Accuracy at the best epoch, ${best.epoch} (${rows} rows, optimistic)`,
      estimate: best.accuracy,
      format: asPercent,
      n: validationRows,
    },
  ];
}

/** A metric that an old run may lack; of all test rows, where nothing else is said. */
type Measured = Omit<RunMetric, 'estimate' | 'n'> & {
  readonly estimate: Estimate | undefined;
  readonly n?: number;
};

function melanomaMetrics(found: Evaluation['melanomaSensitivity'], testRows: number): Measured[] {
  if (!found) return [];
  const { atSpecificity, chosenOn, melanomaRows, specificity } = found;
  const at = `Sensitivity for melanoma at ${formatPercent(atSpecificity, 0)} specificity`;
  if (chosenOn === 'test') {
    const name = `${at} (threshold of these rows, optimistic)`;
    return [{ name, estimate: found, format: asPercent, n: melanomaRows }];
  }
  return [
    {
      name: `${at} (threshold of validation rows)`,
      estimate: found,
      format: asPercent,
      n: melanomaRows,
    },
    {
      name: 'Specificity for melanoma at that threshold',
      estimate: specificity,
      format: asPercent,
      n: testRows - melanomaRows,
    },
  ];
}

/**
 * All metrics of a run as a table for a notebook: each with its interval and n.
 *
 * @param run - a finished run
 * @returns one row a metric
 * @example
 * runMetricRows(run)[0]; // { metric: 'Accuracy', value: '72.57 %', '95 % interval': … , n: 700 }
 */
export function runMetricRows(run: RunResult): RunMetricRow[] {
  return runMetrics(run).map(({ name, estimate, format, n }) => ({
    metric: run.quick ? `${name} (quick run)` : name,
    value: format.value(estimate.value),
    '95 % interval': format.interval(estimate.low, estimate.high),
    n,
  }));
}
