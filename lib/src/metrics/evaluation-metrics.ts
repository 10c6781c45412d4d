import { ArgumentError } from '../core/index.js';
import { accuracyScore } from './accuracy-score.js';
import { averagePrecisionOfRanking } from './average-precision-score.js';
import { balancedAccuracyScore } from './balanced-accuracy-score.js';
import type { WeightedMetric } from './bootstrap-intervals.js';
import { squaredDistances } from './brier-score-loss.js';
import { cohenKappaScore } from './cohen-kappa-score.js';
import { calibrationErrorOf } from './expected-calibration-error.js';
import { f1Score } from './f1-score.js';
import { labelMetric } from './label-metric.js';
import { logLosses } from './log-loss.js';
import { matthewsCorrcoef } from './matthews-corrcoef.js';
import { type ClassColumns, classColumn } from './one-vs-rest.js';
import { checkProbabilities, checkTwoClasses } from './probabilities.js';
import { type Ranking, rank } from './ranking.js';
import { reliabilityBinning } from './reliability-bins.js';
import { areaOfRanking } from './roc-auc-score.js';
import { encodeClasses, readScores } from './score-matrix.js';
import { checkChoice, operatingPoint } from './sensitivity-at-specificity.js';
import { sum, weightedMean } from './sums.js';
import { topOf } from './top-label.js';
import { warnUndefined } from './undefined-metric-warning.js';

/** A test row as a model answered it. */
export interface PredictedRow {
  /** The lesion it shows; rows of one lesion are drawn together. */
  readonly lesionId: string;
  /** The true class. */
  readonly label: string;
  /** The class that the model says. */
  readonly predicted: string;
  /** A probability a class, in class order, summing to 1. */
  readonly probabilities: ArrayLike<number>;
}

/** The metrics of all classes together. */
export type EvaluationMetric =
  | 'accuracy'
  | 'balancedAccuracy'
  | 'macroF1'
  | 'rocAuc'
  | 'averagePrecision'
  | 'logLoss'
  | 'brierScore'
  | 'expectedCalibrationError'
  | 'cohenKappa'
  | 'matthews';

/** The metrics of one class against the rest. */
export type OneVsRestMetric = 'rocAuc' | 'averagePrecision' | 'sensitivity' | 'specificity';

/**
 * The usual metrics of predictions, made ready for many weights: to be given to
 * `bootstrapIntervals`, `pairedBootstrapDifferences` or `metricsBySubgroup`.
 *
 * @param rows - the test rows, at least one
 * @param classes - class labels in the order of the probabilities
 * @returns of each name a function of the rows' weights: `accuracyScore`, `balancedAccuracyScore`,
 * `f1Score` (macro), `rocAucScore` and `averagePrecisionScore` (one against the rest, macro),
 * `logLoss`, `brierScoreLoss`, `expectedCalibrationError` (15 bins of equal width),
 * `cohenKappaScore` and `matthewsCorrcoef`, each with all `classes`
 * @throws ArgumentError where a label is no class, or probabilities do not fit the classes
 * @remarks Each equals the function it is named after, with `sampleWeight`, within 1e-12. Where a
 * class has no rows, `rocAuc` and `averagePrecision` are NaN; balanced accuracy and macro-F1 are
 * means over the classes that are there.
 * @example
 * ```ts
 * import { bootstrapIntervals, evaluationMetrics, RandomState } from 'dermlab';
 *
 * const rows = [
 *   { lesionId: 'HAM_0000001', label: 'mel', predicted: 'mel', probabilities: [0.8, 0.2] },
 *   { lesionId: 'HAM_0000002', label: 'mel', predicted: 'nv', probabilities: [0.4, 0.6] },
 *   { lesionId: 'HAM_0000003', label: 'nv', predicted: 'nv', probabilities: [0.1, 0.9] },
 * ];
 * const { rocAuc } = bootstrapIntervals(evaluationMetrics(rows, ['mel', 'nv']), {
 *   nRows: rows.length,
 *   groups: rows.map((row) => row.lesionId),
 *   random: new RandomState(42),
 * });
 * rocAuc.value; // 1
 * ```
 */
export function evaluationMetrics(
  rows: readonly PredictedRow[],
  classes: readonly string[],
): Record<EvaluationMetric, WeightedMetric> {
  const columns = columnsOf(rows, classes);
  const { codes, scores } = columns;
  const yTrue = rows.map((row) => row.label);
  const yPred = rows.map((row) => row.predicted);
  const labels = classes;
  return {
    accuracy: labelMetric(accuracyScore, yTrue, yPred),
    balancedAccuracy: labelMetric(balancedAccuracyScore, yTrue, yPred),
    macroF1: labelMetric(
      (truth, predicted, options) =>
        f1Score(truth, predicted, { ...options, labels, average: 'macro' }),
      yTrue,
      yPred,
    ),
    rocAuc: macroMetric('rocAuc', areaOfRanking, columns),
    averagePrecision: macroMetric('averagePrecision', averagePrecisionOfRanking, columns),
    logLoss: meanOf(logLosses(codes, scores)),
    brierScore: meanOf(
      squaredDistances(codes, scores).map((d) => (classes.length === 2 ? d / 2 : d)),
    ),
    expectedCalibrationError: calibrationErrorMetric(columns),
    cohenKappa: labelMetric(cohenKappaScore, yTrue, yPred),
    matthews: labelMetric(matthewsCorrcoef, yTrue, yPred),
  };
}

/**
 * The metrics of one class against the rest, such as melanoma, made ready for many weights as by
 * `evaluationMetrics`.
 *
 * @param rows - the test rows, at least one
 * @param classes - class labels in the order of the probabilities
 * @param options - `posLabel`, the class; and `specificity` (default 0.9) or `threshold`, which
 * settles where sensitivity and specificity are taken
 * @returns of each name a function of the rows' weights: `rocAucScore`, `averagePrecisionScore` and
 * both rates of `sensitivityAtSpecificity`
 * @throws ArgumentError where a label or `posLabel` is no class, or probabilities do not fit
 * @remarks Without `threshold`, one is chosen on every draw anew.
 * @example
 * ```ts
 * import { oneVsRestMetrics } from 'dermlab';
 *
 * const rows = [
 *   { lesionId: 'HAM_0000001', label: 'mel', predicted: 'mel', probabilities: [0.8, 0.2] },
 *   { lesionId: 'HAM_0000002', label: 'nv', predicted: 'nv', probabilities: [0.1, 0.9] },
 * ];
 * const { sensitivity } = oneVsRestMetrics(rows, ['mel', 'nv'], { posLabel: 'mel' });
 * sensitivity(Float64Array.of(1, 1), undefined); // 1
 * ```
 */
export function oneVsRestMetrics(
  rows: readonly PredictedRow[],
  classes: readonly string[],
  {
    posLabel,
    ...choice
  }: {
    readonly posLabel: string;
    readonly specificity?: number;
    readonly threshold?: number;
  },
): Record<OneVsRestMetric, WeightedMetric> {
  checkChoice(choice.specificity, choice.threshold);
  const ranking = rankingOf(columnsOf(rows, classes), classIndex(classes, posLabel));
  const warned =
    (name: OneVsRestMetric, metric: (weights: Float64Array) => number): WeightedMetric =>
    (sampleWeight, onWarning) => {
      const value = metric(sampleWeight);
      if (Number.isNaN(value)) {
        warnUndefined(
          onWarning,
          name,
          `The ${name} of ${posLabel} is undefined (NaN): rows are on one side only.`,
        );
      }
      return value;
    };
  return {
    rocAuc: warned('rocAuc', (weights) => areaOfRanking(ranking, weights)),
    averagePrecision: warned('averagePrecision', (weights) =>
      averagePrecisionOfRanking(ranking, weights),
    ),
    sensitivity: warned(
      'sensitivity',
      (weights) => operatingPoint(ranking, weights, choice).sensitivity,
    ),
    specificity: warned(
      'specificity',
      (weights) => operatingPoint(ranking, weights, choice).specificity,
    ),
  };
}

function classIndex(classes: readonly string[], posLabel: string): number {
  const index = classes.indexOf(posLabel);
  if (index >= 0) return index;
  throw new ArgumentError(
    `posLabel is ${JSON.stringify(posLabel)}, expected one of ${classes.join(', ')}.`,
  );
}

/** The probabilities in columns, checked. */
function columnsOf(rows: readonly PredictedRow[], classes: readonly string[]): ClassColumns {
  const { codes } = encodeClasses(
    rows.map((row) => row.label),
    classes,
  );
  checkTwoClasses(classes);
  const probabilities = rows.map((row) => row.probabilities);
  const scores = readScores('probabilities', probabilities, rows.length, classes);
  checkProbabilities(scores, classes, 'probabilities');
  return { codes, scores, classes };
}

function rankingOf(columns: ClassColumns, column: number): Ranking {
  const { positive, scores } = classColumn(columns, column);
  return rank(positive, scores);
}

function meanOf(losses: Float64Array): WeightedMetric {
  return (sampleWeight) => weightedMean(losses, sampleWeight);
}

function macroMetric(
  name: EvaluationMetric,
  ofRanking: (ranking: Ranking, sampleWeight: Float64Array) => number,
  columns: ClassColumns,
): WeightedMetric {
  const rankings = columns.classes.map((_, c) => rankingOf(columns, c));
  return (sampleWeight, onWarning) => {
    const values = rankings.map((ranking) => ofRanking(ranking, sampleWeight));
    const missing = columns.classes.filter((_, c) => Number.isNaN(values[c]));
    if (missing.length > 0) {
      const message = `The ${name} is undefined (NaN): too few rows of ${missing.join(', ')}.`;
      warnUndefined(onWarning, name, message);
    }
    return sum(values) / values.length;
  };
}

function calibrationErrorMetric({ codes, scores }: ClassColumns): WeightedMetric {
  const bins = reliabilityBinning(topOf(codes, scores), 15, 'uniform');
  return (sampleWeight) => calibrationErrorOf(bins(sampleWeight));
}
