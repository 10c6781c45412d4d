import {
  COMPARED_METRICS,
  type Estimate,
  type Evaluation,
  type RunComparison,
} from '../experiments/index.js';
import { asPercent, asScore, type MetricFormat } from './metric-format.js';

/** A metric of several runs beside each other. */
export interface ComparedMetric {
  /** What a table calls it. */
  readonly name: string;
  /** How value and interval are written. */
  readonly format: MetricFormat;
  /** One for each run; undefined where an old run lacks it. */
  readonly estimates: readonly (Estimate | undefined)[];
  /** One for each run but the first: that run minus the first. */
  readonly differences: readonly (Estimate | undefined)[];
}

const NAMES: Readonly<Record<(typeof COMPARED_METRICS)[number], [string, MetricFormat]>> = {
  balancedAccuracy: ['Balanced accuracy', asPercent],
  accuracy: ['Accuracy', asPercent],
  macroF1: ['Macro-F1', asScore],
  rocAuc: ['ROC AUC, one-vs-rest', asScore],
  averagePrecision: ['Average precision', asScore],
  logLoss: ['Log loss (lower is better)', asScore],
  brierScore: ['Brier score (lower is better)', asScore],
  expectedCalibrationError: ['Calibration error (lower is better)', asScore],
  cohenKappa: ['Cohen’s kappa', asScore],
  matthews: ['Matthews correlation', asScore],
};

/**
 * What tables call a metric, and how they write it.
 *
 * @param metric - any
 * @returns name and format
 */
export function metricNaming(
  metric: (typeof COMPARED_METRICS)[number],
): Pick<ComparedMetric, 'name' | 'format'> {
  const [name, format] = NAMES[metric];
  return { name, format };
}

/**
 * The metrics of a comparison, in the order in which tables show them.
 *
 * @param comparison - from `compareRuns`
 * @returns one entry a metric that any of the runs has
 */
export function comparedMetrics({ runs, differences }: RunComparison): ComparedMetric[] {
  return COMPARED_METRICS.map((metric): ComparedMetric => {
    return {
      ...metricNaming(metric),
      estimates: runs.map(({ result }) => (result.last as Partial<Evaluation>)[metric]),
      differences: differences.map(({ metrics }) => metrics[metric]),
    };
  }).filter(({ estimates }) => estimates.some(Boolean));
}

/**
 * A difference of two metrics as text, in points where the metric is a share.
 *
 * @param difference - one run minus another
 * @param format - the metric's
 * @returns e.g. `+13.2 [+6.9 to +19.1] points`
 */
export function differenceText({ value, low, high }: Estimate, format: MetricFormat): string {
  const inPoints = format === asPercent;
  const signed = (end: number) => {
    if (Number.isNaN(end)) return 'undefined';
    const text = inPoints ? (100 * end).toFixed(1) : end.toFixed(3);
    const isZero = Number(text) === 0;
    if (isZero) return text.replace('-', '');
    return end > 0 ? `+${text}` : text.replace('-', '−');
  };
  return `${signed(value)} [${signed(low)} to ${signed(high)}]${inPoints ? ' points' : ''}`;
}

/**
 * Whether an interval of a difference leaves out 0.
 *
 * @param difference - with its interval
 * @returns true where the two runs differ
 */
export function leavesOutZero({ low, high }: Estimate): boolean {
  return low > 0 || high < 0;
}
