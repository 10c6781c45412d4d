import type { EvaluationMetric } from '../metrics/index.js';
import { COMPARED_METRICS } from './compare-runs.js';
import type { Experiment } from './experiment.js';
import { predictsOneClass } from './predicts-one-class.js';
import type { Estimate, Evaluation, RunResult } from './run-result.js';
import type { Assignment } from './sweep-fields.js';
import type { SweepSpace } from './sweep-space.js';

/** Metrics of some rows, each with its 95 % interval over lesions. */
export interface SweepScores {
  /** Rows that were scored. */
  readonly rows: number;
  /** Every metric. */
  readonly metrics: Readonly<Record<EvaluationMetric, Estimate>>;
  /** True where every row got the same class, so that the model has not learned. */
  readonly predictsOneClass: boolean;
}

/** One candidate of a sweep. */
export interface SweepCandidate {
  /** The values it was trained with. */
  readonly assignment: Assignment;
  /** Name of its run, in the folder `candidates` of the sweep; absent until it is done. */
  readonly run?: string;
  /** Its scores on the validation rows; absent until it is done. */
  readonly validation?: SweepScores;
}

/** What a sweep has chosen. */
export interface SweepWinner {
  /** Index into the candidates. */
  readonly candidate: number;
  /** The experiment that is run on the full split. */
  readonly experiment: Experiment;
  /** Name of its run, in the outputs folder; absent until it is done. */
  readonly run?: string;
  /** Its scores on the test rows, which nothing else of the sweep has looked at; absent until then. */
  readonly test?: SweepScores;
}

/** A sweep as far as it has come; `sweep.json` of its folder. */
export interface Sweep {
  /** Name of its folder. */
  readonly id: string;
  /** What is swept. */
  readonly experiment: Experiment;
  /** What is tried. */
  readonly space: SweepSpace;
  /** What decides, on the validation rows. */
  readonly metric: EvaluationMetric;
  /** True where epochs were cut for a quick look. */
  readonly quick: boolean;
  /** What it is run on. */
  readonly data: RunResult['data'];
  /** What computes it, as a result shows it. */
  readonly engine: string;
  /** Class labels in class order. */
  readonly classes: readonly string[];
  /** In the order in which they are tried. */
  readonly candidates: readonly SweepCandidate[];
  /** Absent until all candidates are done. */
  readonly winner?: SweepWinner;
}

/** Metrics of which less is better. */
const LOSSES: readonly EvaluationMetric[] = ['logLoss', 'brierScore', 'expectedCalibrationError'];

/**
 * Whether a metric is the better, the lower it is.
 *
 * @param metric - any
 * @returns true for losses
 */
export function isLoss(metric: EvaluationMetric): boolean {
  return LOSSES.includes(metric);
}

/**
 * The candidates of a sweep that are done, the best first.
 *
 * @param sweep - as far as it has come
 * @returns their indices; of equal ones the earlier first, those whose metric is undefined last
 */
export function rankCandidates({
  candidates,
  metric,
}: Pick<Sweep, 'candidates' | 'metric'>): number[] {
  const badness = (index: number) => {
    const { value = Number.NaN } = candidates[index]?.validation?.metrics[metric] ?? {};
    if (!Number.isFinite(value)) return Number.POSITIVE_INFINITY;
    return isLoss(metric) ? value : -value;
  };
  return [...candidates.keys()]
    .filter((index) => candidates[index]?.validation)
    .sort((a, b) => (badness(a) === badness(b) ? a - b : badness(a) - badness(b)));
}

/**
 * A run's scores as a sweep keeps them.
 *
 * @param run - finished
 * @returns every metric of the rows that it held back
 */
export function sweepScores({ last, split }: RunResult): SweepScores {
  const undefinedValue = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  const metrics = COMPARED_METRICS.map((name): [string, Estimate] => [
    name,
    (last as Partial<Evaluation>)[name] ?? undefinedValue,
  ]);
  return {
    rows: split.testRows,
    metrics: Object.fromEntries(metrics) as SweepScores['metrics'],
    predictsOneClass: predictsOneClass(last),
  };
}
