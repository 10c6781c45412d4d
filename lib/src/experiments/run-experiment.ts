import { cpus } from 'node:os';
import type { OnProgress } from '../core/index.js';
import type { Ham10000 } from '../datasets/index.js';
import { type Engine, tf } from '../engine/index.js';
import { cnn, mlp } from '../models/index.js';
import { argMax } from './arg-max.js';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.js';
import { estimateAccuracy, evaluate } from './evaluate.js';
import type { Experiment } from './experiment.js';
import { type Fit, type FitData, type FitProgress, type FitRows, fit } from './fit.js';
import { libraryVersion } from './library-version.js';
import type { PixelCache } from './pixel-cache.js';
import { type PreparedRows, prepareRows } from './prepare-rows.js';
import { withRunLock } from './run-lock.js';
import type { Prediction, RunResult } from './run-result.js';
import { RunFolder, runId } from './run-store.js';
import { summariseSplit } from './split-summary.js';

/** Epochs of a quick run, which shows the way and proves nothing. */
export const QUICK_EPOCHS = 2;

/** What a run needs around it. */
export interface RunContext {
  readonly dataset: Ham10000;
  readonly pixels: PixelCache;
  readonly engine: Engine;
  /** The outputs folder. */
  readonly outputs: string;
  /** Cut the epochs to {@link QUICK_EPOCHS} and mark the result. */
  readonly quick: boolean;
  /** Train again although the run is already done. */
  readonly rerun: boolean;
  readonly onDecode?: OnProgress;
  readonly onFit?: (progress: FitProgress) => void;
  /** Told once, before the first epoch, where a killed run goes on from. */
  readonly onResume?: (epoch: number) => void;
  readonly signal?: AbortSignal;
}

/** A run's result, and whether it was trained now or found done. */
export interface FinishedRun {
  readonly result: RunResult;
  readonly wasDone: boolean;
}

/**
 * Runs one experiment in its folder: prepares rows, decodes images, trains (or goes on from the
 * last finished epoch), evaluates, and keeps config, environment, history, metrics, predictions
 * and model. A run already done is read back, not repeated.
 *
 * @param published - the experiment as it is written
 * @param context - data, engine and folder
 * @throws DermlabError where data, engine or folder is out of order
 */
export async function runExperiment(
  published: Experiment,
  context: RunContext,
): Promise<FinishedRun> {
  const experiment = context.quick ? quickened(published) : published;
  const id = runId({
    experiment,
    dataSha256: context.dataset.sha256,
    engine: context.engine.description,
    version: libraryVersion(),
  });
  const folder = new RunFolder(context.outputs, id);
  return withRunLock(folder.path, async () => {
    const done = context.rerun ? null : await folder.result();
    if (done) return { result: done, wasDone: true };
    if (context.rerun) await folder.reset();
    return { result: await train(experiment, id, folder, context), wasDone: false };
  });
}

function quickened(experiment: Experiment): Experiment {
  return { ...experiment, training: { ...experiment.training, epochs: QUICK_EPOCHS } };
}

async function train(
  experiment: Experiment,
  id: string,
  folder: RunFolder,
  context: RunContext,
): Promise<RunResult> {
  const { dataset } = context;
  await folder.writeJson('config.json', experiment);
  const rows = prepareRows(dataset.rows, dataset.classes, experiment.steps, experiment.seed);
  const data = await fitData(rows, experiment, context);
  const model = buildModel(experiment, dataset.classes.length);
  const start = new Date();
  try {
    const finished = await fitResumably(model, data, experiment, folder, context);
    const predictions = predictionsOf(finished, rows, dataset);
    const result = summarise({ id, experiment, rows, finished, predictions, model, context });
    await keep(folder, result, predictions, model, start);
    return result;
  } finally {
    model.dispose();
  }
}

function buildModel(experiment: Experiment, classes: number): tf.LayersModel {
  const { heightPx, widthPx } = experiment.images;
  const { seed } = experiment;
  const build = { mlp, cnn }[experiment.model];
  const model = build({ inputShape: [heightPx, widthPx, 3], classes, seed });
  const { optimizer, loss } = experiment.training;
  model.compile({ optimizer: tf.train.adam(optimizer.learningRate), loss, metrics: ['accuracy'] });
  return model;
}

async function fitData(
  rows: PreparedRows,
  experiment: Experiment,
  { dataset, pixels, onDecode }: RunContext,
): Promise<FitData> {
  const idOf = (row: number) => dataset.rows[row]?.image_id ?? '';
  const ids = [...rows.train, ...rows.test].map(idOf);
  const decoded = await pixels.get(ids, experiment.images, onDecode);
  const side = (indices: Int32Array): FitRows => ({
    pixels: Array.from(indices, (row) => decoded.get(idOf(row)) as Uint8Array),
    labels: indices.map((row) => labelOf(dataset, row)),
  });
  return {
    train: side(rows.train),
    test: side(rows.test),
    images: experiment.images,
    nClasses: dataset.classes.length,
  };
}

function labelOf(dataset: Ham10000, row: number): number {
  const dx = dataset.rows[row]?.dx;
  return dataset.classes.findIndex((label) => label === dx);
}

async function fitResumably(
  model: tf.LayersModel,
  data: FitData,
  experiment: Experiment,
  folder: RunFolder,
  { onFit, onResume, signal }: RunContext,
): Promise<Fit> {
  const bytes = await folder.readCheckpoint();
  const from = bytes ? decodeCheckpoint(bytes, folder.checkpoint) : undefined;
  if (from) onResume?.(from.history.length);
  return fit(model, data, {
    training: experiment.training,
    seed: experiment.seed,
    onEpoch: (checkpoint) => folder.writeCheckpoint(encodeCheckpoint(checkpoint)),
    ...(from ? { from } : {}),
    ...(onFit ? { onProgress: onFit } : {}),
    ...(signal ? { signal } : {}),
  });
}

function predictionsOf(
  { probabilities }: Fit,
  rows: PreparedRows,
  { rows: metadata, classes }: Ham10000,
): Prediction[] {
  return Array.from(rows.test, (row, index) => {
    const start = index * classes.length;
    const ofRow = probabilities.subarray(start, start + classes.length);
    const { image_id: imageId = '', lesion_id: lesionId = '', dx } = metadata[row] ?? {};
    return {
      imageId,
      lesionId,
      label: dx ?? '',
      predicted: classes[argMax(ofRow)] ?? '',
      probabilities: Array.from(ofRow),
    };
  });
}

interface Summary {
  readonly id: string;
  readonly experiment: Experiment;
  readonly rows: PreparedRows;
  readonly finished: Fit;
  readonly predictions: readonly Prediction[];
  readonly model: tf.LayersModel;
  readonly context: RunContext;
}

function summarise(summary: Summary): RunResult {
  const { id, experiment, rows, finished, predictions, model, context } = summary;
  const { dataset, engine, quick } = context;
  const { seed } = experiment;
  const epochs = finished.history.map((log) => log.valAccuracy);
  const right = predictions.map(
    ({ label }, index) => dataset.classes[finished.bestPredicted[index] ?? -1] === label,
  );
  return {
    id,
    experiment,
    classes: dataset.classes,
    quick,
    data: {
      name: dataset.name,
      description: dataset.description,
      sha256: dataset.sha256,
      images: dataset.rows.length - dataset.missing.length,
      missingImages: dataset.missing.length,
    },
    engine: { description: engine.description, fallback: engine.fallback },
    split: summariseSplit(dataset.rows, dataset.classes, rows, experiment.steps),
    history: finished.history,
    last: evaluate(predictions, dataset.classes, { seed }),
    best: {
      epoch: argMax(epochs) + 1,
      accuracy: estimateAccuracy(predictions, right, { seed }),
    },
    parameters: model.countParams(),
  };
}

async function keep(
  folder: RunFolder,
  result: RunResult,
  predictions: readonly Prediction[],
  model: tf.LayersModel,
  start: Date,
): Promise<void> {
  await folder.writeJson('history.json', result.history);
  await folder.writePredictions(result.classes, predictions);
  await model.save(folder.modelHandler());
  await folder.writeJson('environment.json', environment(result, start));
  await folder.writeJson('metrics.json', result);
  await folder.removeCheckpoint();
}

function environment(result: RunResult, start: Date): Record<string, unknown> {
  return {
    dermlab: libraryVersion(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    engine: result.engine.description,
    tfjs: tf.version.tfjs,
    dataSha256: result.data.sha256,
    startedAt: start.toISOString(),
    finishedAt: new Date().toISOString(),
  };
}
