import { ArgumentError, libraryVersion } from '../core/index.js';
import type { tf } from '../engine/index.js';
import { saveKerasModel } from '../keras-files/index.js';
import { type BaseWeights, buildModel, loadBaseWeights } from '../models/index.js';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.js';
import type { Experiment } from './experiment.js';
import type { Fit } from './fit.js';
import type { FitData } from './fit-data.js';
import { fitPhases } from './fit-phases.js';
import { imageShape } from './preprocess-image.js';
import type { RunContext } from './run-context.js';
import { runEnvironment } from './run-environment.js';
import { withRunLock } from './run-lock.js';
import type { RunResult } from './run-result.js';
import { fitData, runRows } from './run-rows.js';
import { RunFolder, runId } from './run-store.js';
import { runSubgroups } from './run-subgroups.js';
import { predictionsOf, summariseRun, validationPredictionsOf } from './summarise-run.js';
import { withEpochs } from './with-epochs.js';

/** Epochs of a quick run, which shows the way and proves nothing. */
export const QUICK_EPOCHS = 2;

/** A run's result, and whether it was trained now or found done. */
export interface FinishedRun {
  /** What the run folder's `metrics.json` holds. */
  readonly result: RunResult;
  /** True where the run had been done before. */
  readonly wasDone: boolean;
}

/**
 * Runs one experiment in its folder: prepares rows, decodes images, trains (or goes on from the
 * last finished epoch), evaluates, and keeps config, environment, history, metrics, predictions,
 * metrics by subgroup, and model. A run already done is read back, not repeated.
 *
 * @param published - the experiment as it is written
 * @param context - data, engine and folder
 * @returns the result, and whether it was found done
 * @throws DermlabError where data, engine or folder is out of order
 * @throws DOMException named AbortError where the signal stops it
 */
export async function runExperiment(
  published: Experiment,
  context: RunContext,
): Promise<FinishedRun> {
  const experiment = context.quick ? withEpochs(published, QUICK_EPOCHS) : published;
  const id = runId({
    experiment,
    dataSha256: context.dataset.sha256,
    engine: context.engine.description,
    version: libraryVersion(),
    ...(context.weights ? { weightsSha256: context.weights.sha256 } : {}),
  });
  const folder = new RunFolder(context.outputs, id);
  return withRunLock(folder.path, async () => {
    if (context.rerun) await folder.reset();
    const done = await folder.result();
    if (done) return { result: done, wasDone: true };
    return { result: await train(experiment, id, folder, context), wasDone: false };
  });
}

async function train(
  experiment: Experiment,
  id: string,
  folder: RunFolder,
  context: RunContext,
): Promise<RunResult> {
  const { classes } = context.dataset;
  const environment = await runEnvironment(context, await folder.secondsBefore());
  await folder.writeJson('config.json', experiment);
  await folder.writeJson('environment.json', environment);
  const rows = runRows(context.dataset, experiment);
  const data = await fitData(rows, experiment, context);
  const model = await initialModel(experiment, classes.length, context.weights);
  try {
    const finished = await fitResumably(model, data, experiment, folder, context);
    const predictions = predictionsOf(finished, rows, classes);
    const validation = validationPredictionsOf(finished, rows, classes);
    const summary = { id, experiment, rows, fit: finished, predictions, validation, model };
    const result = summariseRun(summary, context);
    await folder.writeJson('history.json', result.history);
    await folder.writePredictions(classes, predictions);
    if (validation) await folder.writePredictions(classes, validation, 'validation');
    await folder.writeSubgroups(runSubgroups(result, predictions, rows.rows));
    await saveKerasModel(model, folder.model, { classNames: classes });
    const finishedAt = new Date().toISOString();
    await folder.writeJson('environment.json', { ...environment, finishedAt });
    await folder.finish(result);
    return result;
  } finally {
    model.dispose();
  }
}

async function initialModel(
  { name, model: family, base, images, seed }: Experiment,
  classes: number,
  weights: BaseWeights | undefined,
): Promise<tf.LayersModel> {
  const options = { inputShape: imageShape(images), classes, seed, ...(base ? { base } : {}) };
  const model = buildModel(family, options);
  if (base?.weights !== 'imagenet') return model;
  if (!weights) throw new ArgumentError(`${name} needs the weights of its base; give weights.`);
  await loadBaseWeights(model, weights);
  return model;
}

async function fitResumably(
  model: tf.LayersModel,
  data: FitData,
  experiment: Experiment,
  folder: RunFolder,
  { engine, cache, onDecode, onFit, onResume, signal }: RunContext,
): Promise<Fit> {
  const bytes = await folder.readCheckpoint();
  const from = bytes ? decodeCheckpoint(bytes, folder.checkpoint) : undefined;
  if (from) onResume?.(from.history.length);
  return fitPhases(model, data, {
    features: {
      engine: engine.description,
      ...(cache === undefined ? {} : { cache }),
      ...(onDecode ? { onProgress: onDecode } : {}),
      ...(signal ? { signal } : {}),
    },
    training: experiment.training,
    seed: experiment.seed,
    onEpoch: (checkpoint) => folder.writeCheckpoint(encodeCheckpoint(checkpoint)),
    ...(from ? { from } : {}),
    ...(onFit ? { onProgress: onFit } : {}),
    ...(signal ? { signal } : {}),
  });
}
