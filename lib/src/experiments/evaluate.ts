import {
  bootstrapInterval,
  bootstrapIntervals,
  classificationReport,
  confusionMatrix,
  type EvaluationMetric,
  evaluationMetrics,
  type RowMetric,
} from '../metrics/index.js';
import { RandomState } from '../random/index.js';
import { melanomaMetrics, melanomaPoint } from './melanoma-sensitivity.js';
import type { Estimate, Evaluation, Prediction } from './run-result.js';

/** How intervals are drawn. */
export interface EvaluateOptions {
  /** Seed of the bootstrap. */
  readonly seed: number;
  /** Bootstrap resamples of lesions. */
  readonly nResamples?: number;
  /** Predictions of validation rows, which then settle the threshold for melanoma. */
  readonly validation?: readonly Prediction[] | undefined;
}

/**
 * Evaluates predictions: every metric with its 95 % bootstrap interval over lesions, so that
 * several images (or copies) of one lesion count as one piece of evidence.
 *
 * @param predictions - one for each test row
 * @param classes - class labels in class order
 * @param options - seed and number of resamples
 * @returns all metrics, those of the whole test set with intervals
 */
export function evaluate(
  predictions: readonly Prediction[],
  classes: readonly string[],
  { seed, nResamples = 1000, validation }: EvaluateOptions,
): Evaluation {
  const yTrue = predictions.map((row) => row.label);
  const yPred = predictions.map((row) => row.predicted);
  const report = classificationReport(yTrue, yPred, { labels: classes, digits: 4 });
  const metrics = evaluationMetrics(predictions, classes);
  const drawing = () => ({
    nRows: predictions.length,
    groups: predictions.map((row) => row.lesionId),
    nResamples,
    random: new RandomState(seed),
  });
  const intervals = bootstrapIntervals(metrics, drawing());
  const melanoma = melanomaPoint(predictions, classes, validation);
  const rates =
    melanoma && bootstrapIntervals(melanomaMetrics(predictions, classes, melanoma), drawing());
  const estimate = (name: EvaluationMetric): Estimate => withoutCounts(intervals[name]);
  return {
    accuracy: estimate('accuracy'),
    balancedAccuracy: estimate('balancedAccuracy'),
    macroF1: estimate('macroF1'),
    rocAuc: estimate('rocAuc'),
    averagePrecision: estimate('averagePrecision'),
    logLoss: estimate('logLoss'),
    brierScore: estimate('brierScore'),
    expectedCalibrationError: estimate('expectedCalibrationError'),
    ...(melanoma && rates
      ? {
          melanomaSensitivity: {
            ...withoutCounts(rates.sensitivity),
            ...melanoma,
            specificity: withoutCounts(rates.specificity),
          },
        }
      : {}),
    cohenKappa: estimate('cohenKappa'),
    matthews: estimate('matthews'),
    confusionMatrix: confusionMatrix(yTrue, yPred, { labels: classes }),
    perClass: report.perClass,
    classificationReport: report.text,
  };
}

/**
 * Accuracy alone with its interval, as {@link evaluate} gives it; for the best epoch.
 *
 * @param predictions - one for each test row
 * @param correct - whether each row was predicted rightly
 * @param options - seed and number of resamples
 * @returns accuracy, a fraction, with its interval
 */
export function estimateAccuracy(
  predictions: readonly Pick<Prediction, 'lesionId'>[],
  correct: readonly boolean[],
  { seed, nResamples = 1000 }: EvaluateOptions,
): Estimate {
  return lesionInterval(
    predictions,
    seed,
    nResamples,
  )((rows) => {
    let hits = 0;
    for (const row of rows) if (correct[row]) hits += 1;
    return hits / rows.length;
  });
}

/**
 * The bootstrap over lesions that every interval here is made with.
 *
 * @param predictions - test rows
 * @param seed - of the resamples
 * @param nResamples - how many
 * @returns makes the estimate of a metric
 */
export function lesionInterval(
  predictions: readonly Pick<Prediction, 'lesionId'>[],
  seed: number,
  nResamples: number,
): (metric: RowMetric) => Estimate {
  const groups = predictions.map((row) => row.lesionId);
  return (metric: RowMetric): Estimate => {
    const random = new RandomState(seed);
    const options = { nRows: predictions.length, groups, nResamples, random };
    return withoutCounts(bootstrapInterval(metric, options));
  };
}

function withoutCounts({ value, low, high }: Estimate): Estimate {
  return { value, low, high };
}
