import {
  applyTemperature,
  bootstrapIntervals,
  evaluationMetrics,
  fitTemperature,
  type OnWarning,
} from '../metrics/index.js';
import { RandomState } from '../random/index.js';
import { type MelanomaDecisions, melanomaDecisions } from './melanoma-decisions.js';
import type { Estimate, Prediction } from './run-result.js';

/** The metrics that a temperature moves; all are better lower. */
export const CALIBRATION_METRICS = ['expectedCalibrationError', 'logLoss', 'brierScore'] as const;

/** One of {@link CALIBRATION_METRICS}. */
export type CalibrationMetric = (typeof CALIBRATION_METRICS)[number];

/** How sure a model should have been, as its validation rows say. */
export interface Calibration {
  /** Validation rows that the temperature was fitted on. */
  readonly validationRows: number;
  /**
   * What logits are divided by, from validation rows alone: above 1 the model was too sure, below 1
   * not sure enough. Null where the validation rows settle none, e.g. where all of them are right.
   */
  readonly temperature: Estimate | null;
  /** Metrics of the test rows at that temperature; absent where there is none. */
  readonly after?: Readonly<Record<CalibrationMetric, Estimate>>;
  /** Whom to refer at a cost, at that temperature; absent where no test row is melanoma. */
  readonly decisions?: MelanomaDecisions;
}

/** How a model is calibrated. */
export interface CalibrateOptions {
  /** Seed of the bootstrap. */
  readonly seed: number;
  /** Bootstrap resamples of lesions; default 1,000. */
  readonly nResamples?: number;
  /** How many needless referrals a missed melanoma costs; default 10, an example and no advice. */
  readonly missedMelanomaCost?: number;
}

/** The temperature is fitted anew on each draw, which takes a while. */
const TEMPERATURE_RESAMPLES = 200;

/**
 * Fits a temperature on validation rows, and says what it does on the test rows. No prediction
 * changes by it, only how sure it is.
 *
 * @param test - test rows as predicted
 * @param validation - validation rows as predicted by the same weights
 * @param classes - class labels in class order
 * @param options - seed, number of resamples, and what a missed melanoma costs
 * @returns the temperature, and the test rows' metrics at it; intervals by bootstrap over lesions
 * @throws ArgumentError where the cost is not above 0
 * @remarks Guo et al., On Calibration of Modern Neural Networks, ICML 2017. Validation rows whose
 * lesions were trained on make the temperature too low.
 * @example
 * ```ts
 * const row = { imageId: '', predicted: 'nv', probabilities: [0.02, 0.98] };
 * const rows = ['nv', 'nv', 'nv', 'mel'].map((label, i) => ({ ...row, label, lesionId: `HAM_${i}` }));
 * const { temperature } = calibrate(rows, rows, ['mel', 'nv'], { seed: 42 });
 * temperature?.value.toFixed(2); // => '3.54'
 * ```
 */
export function calibrate(
  test: readonly Prediction[],
  validation: readonly Prediction[],
  classes: readonly string[],
  { seed, nResamples = 1000, missedMelanomaCost = 10 }: CalibrateOptions,
): Calibration {
  const validationRows = validation.length;
  const temperature = temperatureOf(validation, classes, seed, nResamples);
  if (!temperature) return { validationRows, temperature: null };
  const scaled = atTemperature(test, temperature.value);
  const decisions = melanomaDecisions(scaled, classes, { seed, nResamples, missedMelanomaCost });
  const { expectedCalibrationError, logLoss, brierScore } = evaluationMetrics(scaled, classes);
  const after = bootstrapIntervals(
    { expectedCalibrationError, logLoss, brierScore },
    drawing(scaled, seed, nResamples),
  );
  return {
    validationRows,
    temperature,
    after: {
      expectedCalibrationError: estimate(after.expectedCalibrationError),
      logLoss: estimate(after.logLoss),
      brierScore: estimate(after.brierScore),
    },
    ...(decisions ? { decisions } : {}),
  };
}

/**
 * Predictions with the probabilities that they have at a temperature.
 *
 * @param predictions - as a model gave them
 * @param temperature - above 0
 * @returns the same labels, other probabilities
 */
export function atTemperature(
  predictions: readonly Prediction[],
  temperature: number,
): Prediction[] {
  const scaled = applyTemperature(
    predictions.map((row) => row.probabilities),
    temperature,
  );
  return predictions.map((row, i) => ({ ...row, probabilities: Array.from(scaled[i]!) }));
}

function temperatureOf(
  rows: readonly Prediction[],
  classes: readonly string[],
  seed: number,
  nResamples: number,
): Estimate | undefined {
  const labels = rows.map((row) => row.label);
  const scores = rows.map((row) => row.probabilities);
  const warnings: string[] = [];
  const fitted = (sampleWeight: Float64Array, onWarning: OnWarning) =>
    fitTemperature(labels, scores, { labels: classes, sampleWeight, onWarning });
  const value = fitted(new Float64Array(rows.length).fill(1), ({ message }) =>
    warnings.push(message),
  );
  if (warnings.length > 0) return undefined;
  if (new Set(rows.map((row) => row.lesionId)).size < 2) {
    return { value, low: Number.NaN, high: Number.NaN };
  }
  const intervals = bootstrapIntervals(
    { temperature: (sampleWeight) => fitted(sampleWeight, () => undefined) },
    drawing(rows, seed, Math.min(nResamples, TEMPERATURE_RESAMPLES)),
  );
  return estimate(intervals.temperature);
}

function drawing(rows: readonly Prediction[], seed: number, nResamples: number) {
  const groups = rows.map((row) => row.lesionId);
  return { nRows: rows.length, groups, nResamples, random: new RandomState(seed) };
}

function estimate({ value, low, high }: Estimate): Estimate {
  return { value, low, high };
}
