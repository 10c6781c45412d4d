import { ArgumentError } from '../core/index.js';
import type { Estimate, Prediction } from '../experiments/index.js';
import {
  bootstrapIntervals,
  evaluationMetrics,
  pairedBootstrapDifferences,
  type WeightedMetric,
} from '../metrics/index.js';
import { RandomState } from '../random/index.js';
import type { SharedWithTraining } from './audit-split.js';

/** The metrics that an audit compares. */
export const AUDITED_METRICS = ['accuracy', 'balancedAccuracy', 'macroF1'] as const;

// Classes without rows are named in the result.
const IGNORE = () => undefined;

/** One of {@link AUDITED_METRICS}. */
export type AuditedMetric = (typeof AUDITED_METRICS)[number];

/** Each of {@link AUDITED_METRICS} with its 95 % interval. */
export type AuditedScores = Readonly<Record<AuditedMetric, Estimate>>;

/** A model's scores on some of its test rows. */
export interface ScoredRows {
  /** The rows, copies counted. */
  readonly rows: number;
  /** The lesions that they show. */
  readonly lesions: number;
  /** Classes of which there is no row: balanced accuracy is the mean over the others. */
  readonly missingClasses: readonly string[];
  /** Intervals by bootstrap over lesions; NaN ends where there is one lesion only. */
  readonly scores: AuditedScores;
}

/** What a leak does to a model's scores, on the model's own test rows. */
export interface ScoreAudit {
  /** All test rows. */
  readonly all: ScoredRows;
  /** Those that share an image, a lesion or a near-duplicate with training; null where none does. */
  readonly leaky: ScoredRows | null;
  /** Those that share nothing; null where there is none. */
  readonly clean: ScoredRows | null;
  /** Leaky minus clean, both on the same draws of lesions; null where either is missing. */
  readonly leakyMinusClean: AuditedScores | null;
}

/** How intervals are drawn. */
export interface AuditScoresOptions {
  /** Seed of the bootstrap. */
  readonly seed: number;
  /** Bootstrap resamples of lesions; default 1,000. */
  readonly nResamples?: number;
}

/**
 * Scores a model on its test rows, on those that leak, and on those that share nothing with training.
 *
 * @param predictions - one for each test row
 * @param shared - what each of them shares with training, from `sharedWithTraining`
 * @param classes - class labels in class order
 * @param options - seed and number of resamples
 * @returns scores with 95 % intervals, and the difference of the two parts
 * @throws ArgumentError where the two lists differ in length
 * @remarks The parts differ in their mix of classes as well, since rare classes leak most.
 */
export function auditScores(
  predictions: readonly Prediction[],
  shared: readonly SharedWithTraining[],
  classes: readonly string[],
  options: AuditScoresOptions,
): ScoreAudit {
  if (shared.length !== predictions.length) {
    throw new ArgumentError(
      `shared has length ${shared.length}, expected that of predictions, ${predictions.length}: pass one entry a test row.`,
    );
  }
  const clean = predictions.filter((_, row) => shared[row] === 'new lesion');
  const leaky = predictions.filter((_, row) => shared[row] !== 'new lesion');
  const scored = (part: readonly Prediction[]) =>
    part.length === 0 ? null : scoreRows(part, classes, options);
  const both = clean.length > 0 && leaky.length > 0;
  return {
    all: scoreRows(predictions, classes, options),
    leaky: scored(leaky),
    clean: scored(clean),
    leakyMinusClean: both ? scoreDifference(leaky, clean, classes, options) : null,
  };
}

/**
 * The differences of scores on two sets of test rows, such as a leaky split's and its leak-free
 * twin's. Lesions of both are drawn together, so that one that stands in both counts in both.
 *
 * @param first - predictions of the first model
 * @param second - predictions of the second, on other rows
 * @param classes - class labels in class order
 * @param options - seed and number of resamples
 * @returns first minus second; the ends are NaN where all rows show one lesion
 */
export function scoreDifference(
  first: readonly Prediction[],
  second: readonly Prediction[],
  classes: readonly string[],
  options: AuditScoresOptions,
): AuditedScores {
  const rows = [...first, ...second];
  const from = metricsOf(first, classes);
  const against = metricsOf(second, classes);
  if (lesionsOf(rows) < 2) {
    return each((name) =>
      withoutInterval(valueOf(from[name], first.length) - valueOf(against[name], second.length)),
    );
  }
  const differences = pairedBootstrapDifferences(
    each((name) => onPart(from[name], 0, first.length)),
    each((name) => onPart(against[name], first.length, rows.length)),
    drawing(rows, options),
  );
  return each((name) => estimate(differences[name]));
}

function scoreRows(
  predictions: readonly Prediction[],
  classes: readonly string[],
  options: AuditScoresOptions,
): ScoredRows {
  const labels = new Set(predictions.map(({ label }) => label));
  const metrics = metricsOf(predictions, classes);
  return {
    rows: predictions.length,
    lesions: lesionsOf(predictions),
    missingClasses: classes.filter((label) => !labels.has(label)),
    scores: withIntervals(metrics, predictions, options),
  };
}

function withIntervals(
  metrics: Record<AuditedMetric, WeightedMetric>,
  predictions: readonly Prediction[],
  options: AuditScoresOptions,
): AuditedScores {
  if (lesionsOf(predictions) < 2) {
    return each((name) => withoutInterval(valueOf(metrics[name], predictions.length)));
  }
  const intervals = bootstrapIntervals(metrics, drawing(predictions, options));
  return each((name) => estimate(intervals[name]));
}

function metricsOf(
  predictions: readonly Prediction[],
  classes: readonly string[],
): Record<AuditedMetric, WeightedMetric> {
  const metrics = evaluationMetrics(predictions, classes);
  return each((name) => metrics[name]);
}

function each<T>(of: (name: AuditedMetric) => T): Record<AuditedMetric, T> {
  return {
    accuracy: of('accuracy'),
    balancedAccuracy: of('balancedAccuracy'),
    macroF1: of('macroF1'),
  };
}

/** A metric of the rows from `start` to `end`, given the weights of all; NaN where none was drawn. */
function onPart(metric: WeightedMetric, start: number, end: number): WeightedMetric {
  return (sampleWeight, onWarning) => {
    const weights = sampleWeight.subarray(start, end);
    return weights.some((weight) => weight > 0) ? metric(weights, onWarning) : Number.NaN;
  };
}

function drawing(
  predictions: readonly Prediction[],
  { seed, nResamples = 1000 }: AuditScoresOptions,
) {
  return {
    nRows: predictions.length,
    groups: predictions.map(({ lesionId }) => lesionId),
    nResamples,
    random: new RandomState(seed),
    onWarning: IGNORE,
  };
}

function lesionsOf(predictions: readonly Prediction[]): number {
  return new Set(predictions.map(({ lesionId }) => lesionId)).size;
}

function valueOf(metric: WeightedMetric, rows: number): number {
  return metric(new Float64Array(rows).fill(1), IGNORE);
}

function estimate({ value, low, high }: Estimate): Estimate {
  return { value, low, high };
}

function withoutInterval(value: number): Estimate {
  return { value, low: Number.NaN, high: Number.NaN };
}
