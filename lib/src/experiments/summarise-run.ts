import type { LabelledRow } from '../datasets/index.js';
import type { tf } from '../engine/index.js';
import type { BaseOptions, BaseWeights } from '../models/index.js';
import { argMax } from './arg-max.js';
import { calibrate } from './calibrate.js';
import { estimateAccuracy, evaluate } from './evaluate.js';
import type { Experiment } from './experiment.js';
import type { Fit } from './fit.js';
import type { RunContext } from './run-context.js';
import type { Prediction, RunResult } from './run-result.js';
import type { RunRows } from './run-rows.js';
import { summariseSplit } from './split-summary.js';

/**
 * Puts a fit's probabilities beside the rows they are of.
 *
 * @param fit - a finished fit
 * @param rows - the rows it was fitted on
 * @param classes - class labels in class order
 * @returns one prediction for each test row
 */
export function predictionsOf(
  { probabilities }: Fit,
  rows: RunRows,
  classes: readonly string[],
): Prediction[] {
  return besideRows(rows, rows.prepared.test, probabilities, classes);
}

/**
 * The same of the validation rows.
 *
 * @param fit - a finished fit
 * @param rows - the rows it was fitted on
 * @param classes - class labels in class order
 * @returns one prediction for each validation row; undefined where there are none
 */
export function validationPredictionsOf(
  { validationProbabilities }: Fit,
  rows: RunRows,
  classes: readonly string[],
): Prediction[] | undefined {
  const { validation } = rows.prepared;
  if (!validation || !validationProbabilities) return undefined;
  return besideRows(rows, validation, validationProbabilities, classes);
}

function besideRows(
  { rows }: RunRows,
  side: Int32Array,
  probabilities: Float32Array,
  classes: readonly string[],
): Prediction[] {
  return Array.from(side, (row, index) => {
    const start = index * classes.length;
    const ofRow = probabilities.subarray(start, start + classes.length);
    const { image_id: imageId = '', lesion_id: lesionId = '', dx: label = '' } = rows[row] ?? {};
    const predicted = classes[argMax(ofRow)] ?? '';
    return { imageId, lesionId, label, predicted, probabilities: Array.from(ofRow) };
  });
}

/** What a run's result is made of. */
export interface FinishedFit {
  /** Name of the run folder. */
  readonly id: string;
  /** What was run. */
  readonly experiment: Experiment;
  /** The rows it was fitted and tested on. */
  readonly rows: RunRows;
  /** History and probabilities. */
  readonly fit: Fit;
  /** One for each test row. */
  readonly predictions: readonly Prediction[];
  /** One for each validation row; absent where there are none. */
  readonly validation?: readonly Prediction[] | undefined;
  /** The trained model. */
  readonly model: tf.LayersModel;
}

/**
 * Evaluates a finished fit, and says all that a reader of its numbers must know.
 *
 * @param finished - the fit and what it was fitted on
 * @param context - data, engine, and whether it was a quick run
 * @returns what `metrics.json` holds
 */
export function summariseRun(finished: FinishedFit, context: RunContext): RunResult {
  const { id, experiment, rows, fit, predictions, validation, model } = finished;
  const { dataset, engine, quick } = context;
  const { classes } = dataset;
  const { seed } = experiment;
  const watched = watchedRows(rows);
  const right = watched.map(({ dx }, row) => classes[fit.bestPredicted[row] ?? -1] === dx);
  return {
    id,
    experiment,
    classes,
    quick,
    data: {
      name: dataset.name,
      description: dataset.description,
      sha256: dataset.sha256,
      images: rows.rows.length,
      missingImages: dataset.missing.length,
    },
    engine: {
      description: engine.description,
      fallback: engine.fallback,
      ...(fit.eagerBecause === undefined ? {} : { eagerBecause: fit.eagerBecause }),
    },
    split: summariseSplit(rows.rows, classes, rows.prepared, experiment.steps),
    history: fit.history,
    last: evaluate(predictions, classes, { seed, validation }),
    ...(validation ? { calibration: calibrate(predictions, validation, classes, { seed }) } : {}),
    ...(fit.restoredEpoch === undefined ? {} : { restoredEpoch: fit.restoredEpoch }),
    best: {
      epoch: argMax(fit.history.map((log) => log.valAccuracy)) + 1,
      accuracy: estimateAccuracy(lesionsOf(watched), right, { seed }),
    },
    parameters: model.countParams(),
    ...(experiment.base ? { base: describeBase(experiment.base, context.weights) } : {}),
  };
}

function describeBase({ weights }: BaseOptions, file: BaseWeights | undefined) {
  const description = file?.description ?? 'random base: its weights were drawn, not learned';
  return { weights, description };
}

// The rows that were looked at after each epoch.
function watchedRows({ rows, prepared }: RunRows): LabelledRow[] {
  return Array.from(prepared.validation ?? prepared.test, (row) => rows[row]!);
}

function lesionsOf(rows: readonly LabelledRow[]): { lesionId: string }[] {
  return rows.map(({ lesion_id: lesionId }) => ({ lesionId }));
}
