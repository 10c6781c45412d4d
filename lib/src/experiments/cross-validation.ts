import { ArgumentError } from '../core/index.js';
import type { ImageDataset } from '../datasets/index.js';
import { bootstrapIntervals, confusionMatrix, evaluationMetrics } from '../metrics/index.js';
import { RandomState } from '../random/index.js';
import { accuracyByGroup, type GroupAccuracy } from './accuracy-by-group.js';
import { estimateAccuracy } from './evaluate.js';
import { readPredictions } from './read-predictions.js';
import type { Estimate, Evaluation, Prediction, RunResult } from './run-result.js';
import { runRows } from './run-rows.js';
import { type SharedWithTrain, sharedWithTrain } from './shared-with-train.js';

const RESAMPLES = 1000;

/** A figure of each fold, summed up. */
export interface FoldMean {
  /** Mean over the folds. */
  readonly mean: number;
  /** Standard deviation over the folds, as NumPy's `std`: divided by the number of folds. */
  readonly standardDeviation: number;
}

/** The test rows of all folds together, each predicted by the model that was not trained on it. */
export interface PooledEvaluation
  extends Pick<Evaluation, 'accuracy' | 'balancedAccuracy' | 'macroF1' | 'confusionMatrix'> {
  /** Test rows of all folds, copies counted. */
  readonly testRows: number;
  /** Lesions that they show. */
  readonly lesions: number;
  /** Accuracy by what a row shares with its own fold's training rows: the leak, where there is one. */
  readonly bySharedWithTrain: readonly GroupAccuracy<SharedWithTrain>[];
}

/** What a cross-validation comes to. */
export interface CrossValidation {
  /** The folds' results, in order. */
  readonly folds: readonly RunResult[];
  /** True where epochs were cut for a quick look. */
  readonly quick: boolean;
  /** Accuracy of each fold's test rows, summed up. */
  readonly accuracy: FoldMean;
  /** Balanced accuracy of each fold's test rows, summed up. */
  readonly balancedAccuracy: FoldMean;
  /** Cross-entropy of each fold's test rows, summed up. */
  readonly logLoss: FoldMean;
  /** All out-of-fold predictions, with 95 % intervals by bootstrap over lesions. */
  readonly pooled: PooledEvaluation;
}

/**
 * Sums the folds of a cross-validation up: mean and standard deviation over the folds, and the
 * out-of-fold predictions of all rows with their intervals.
 *
 * @param dataset - that the folds were run on
 * @param folds - finished runs of {@link crossValidationFolds}
 * @param outputs - the folder that keeps them
 * @returns the summary
 * @throws RunError where a fold's predictions cannot be read
 * @throws ArgumentError where there is no fold
 * @remarks The standard deviation says how far the folds are apart, not how sure the mean is: folds
 * share most of their training rows. The intervals are over lesions.
 */
export async function summariseFolds(
  dataset: ImageDataset,
  folds: readonly RunResult[],
  outputs: string,
): Promise<CrossValidation> {
  const [first] = folds;
  if (!first) throw new ArgumentError('folds is empty, expected the run of at least one fold');
  const predictions = await Promise.all(folds.map((fold) => readPredictions(outputs, fold)));
  const shared = folds.map((fold) => {
    const { rows, prepared } = runRows(dataset, fold.experiment);
    return sharedWithTrain(rows, prepared);
  });
  const { seed } = first.experiment;
  return {
    folds,
    quick: first.quick,
    accuracy: foldMean(folds.map(({ last }) => last.accuracy.value)),
    balancedAccuracy: foldMean(folds.map(({ last }) => last.balancedAccuracy.value)),
    logLoss: foldMean(folds.map(({ last }) => last.logLoss.value)),
    pooled: pool(predictions.flat(), shared.flat(), first.classes, seed),
  };
}

function foldMean(values: readonly number[]): FoldMean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardDeviation: Math.sqrt(squares / values.length) };
}

function pool(
  predictions: readonly Prediction[],
  shared: readonly SharedWithTrain[],
  labels: readonly string[],
  seed: number,
): PooledEvaluation {
  const yTrue = predictions.map(({ label }) => label);
  const yPred = predictions.map(({ predicted }) => predicted);
  const correct = yTrue.map((label, row) => label === yPred[row]);
  const { balancedAccuracy, macroF1 } = evaluationMetrics(predictions, labels);
  const intervals = bootstrapIntervals(
    { balancedAccuracy, macroF1 },
    {
      nRows: predictions.length,
      groups: predictions.map(({ lesionId }) => lesionId),
      nResamples: RESAMPLES,
      random: new RandomState(seed),
    },
  );
  const estimate = ({ value, low, high }: Estimate): Estimate => ({ value, low, high });
  return {
    testRows: predictions.length,
    lesions: new Set(predictions.map(({ lesionId }) => lesionId)).size,
    accuracy: estimateAccuracy(predictions, correct, { seed }),
    balancedAccuracy: estimate(intervals.balancedAccuracy),
    macroF1: estimate(intervals.macroF1),
    confusionMatrix: confusionMatrix(yTrue, yPred, { labels }),
    bySharedWithTrain: accuracyByGroup(predictions, shared, { seed }),
  };
}
