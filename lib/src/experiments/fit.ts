import {
  compilePredict,
  compileTrainStep,
  getTrainingState,
  setTrainingState,
  type TrainStep,
  type tf,
} from '../engine/index.js';
import { kerasRowOrder } from '../random/index.js';
import { CALLBACKS_START, copyWeights, restoreWeights, runCallbacks } from './callbacks.js';
import type { Checkpoint } from './checkpoint.js';
import type { Training } from './experiment.js';
import { BatchMaker, type FitData, type FitRows } from './fit-data.js';
import type { EpochLog } from './run-result.js';
import { type TestResult, testModel } from './test-model.js';
import { type FitProgress, trainEpoch } from './train-epoch.js';

/** How a fit goes, and who is told. */
export interface FitOptions {
  /** Epochs, batch size, callbacks. */
  readonly training: Training;
  /** Seeds the order of the rows, an integer in [0, 2³² - 1]. */
  readonly seed: number;
  /** Go on from here instead of from the beginning. */
  readonly from?: Checkpoint | undefined;
  /** What an earlier phase of training has left; its epochs count. */
  readonly before?: Pick<Fit, 'history' | 'bestPredicted'>;
  /** Called a few times a second, and when an epoch is finished. */
  readonly onProgress?: (progress: FitProgress) => void;
  /** Called after each epoch, with all that is needed to go on from there. */
  readonly onEpoch?: (checkpoint: Checkpoint) => Promise<void>;
  /** Stops the fit at the next batch. */
  readonly signal?: AbortSignal;
}

/** A finished fit. */
export interface Fit {
  /** One entry an epoch. */
  readonly history: readonly EpochLog[];
  /** Probabilities of the test rows at the end, row-major, shape [rows, classes]. */
  readonly probabilities: Float32Array;
  /** The same of the validation rows; absent where there are none. */
  readonly validationProbabilities?: Float32Array;
  /** Predicted class index of each watched row (validation, or else test) at the best epoch. */
  readonly bestPredicted: Int32Array;
  /** The epoch whose weights were put back at the end; absent where the last epoch's were kept. */
  readonly restoredEpoch?: number;
  /** Why the training steps were not compiled; absent where they were. */
  readonly eagerBecause?: string;
}

/**
 * Trains a compiled model as Keras's `fit` does: batches in Keras's own order for the seed, running
 * means of loss and accuracy, the validation rows (or else the test rows) evaluated after each
 * epoch, callbacks with Keras's semantics. Every epoch depends on the seed and the state before it
 * alone, so a fit that is resumed ends in the same bytes.
 *
 * @param model - it ends in a softmax and has `compile` called; it is trained in place
 * @param data - the sides of the split
 * @param options - training, seed, and where to go on from
 * @returns history, and the test and validation rows' probabilities at the end
 * @throws DOMException named AbortError where the signal stops it
 */
export async function fit(model: tf.LayersModel, data: FitData, options: FitOptions): Promise<Fit> {
  const { training, from } = options;
  const { batchSize } = training;
  const step = compileTrainStep(model);
  const predict = compilePredict(model, { logits: true });
  const watched = data.validation ?? data.test;
  try {
    if (from) setTrainingState(model, from.state);
    const start = from ?? { history: [], ...options.before, callbacks: CALLBACKS_START };
    const test = async (rows: FitRows) => {
      await data.whenDecoded?.(rows.pixels);
      return testModel(predict, rows, data, batchSize);
    };
    const watch = async () => {
      // An image that cannot be read is to end a run in its first epoch, not after its last.
      await data.whenDecoded?.(data.test.pixels);
      return test(watched);
    };
    const end = await trainEpochs(model, step, watch, data, start, options);
    const { history, callbacks, bestWeights } = end;
    if (bestWeights) restoreWeights(model, bestWeights);
    const { probabilities } = await test(data.test);
    const validation = data.validation && (await test(data.validation));
    return {
      history,
      probabilities,
      ...(validation ? { validationProbabilities: validation.probabilities } : {}),
      bestPredicted: end.bestPredicted ?? new Int32Array(),
      ...(bestWeights ? { restoredEpoch: callbacks.earlyStopping.bestEpoch } : {}),
      ...(step.reason === undefined ? {} : { eagerBecause: step.reason }),
    };
  } finally {
    step.dispose();
    predict.dispose();
  }
}

/** A checkpoint without what only a file needs. */
type Progress = Pick<Checkpoint, 'history' | 'callbacks'> &
  Partial<Pick<Checkpoint, 'bestPredicted' | 'bestWeights'>>;

async function trainEpochs(
  model: tf.LayersModel,
  step: TrainStep,
  watch: () => Promise<TestResult>,
  data: FitData,
  start: Progress,
  options: FitOptions,
): Promise<Progress> {
  const { training, seed, onEpoch } = options;
  const batches = batchesOf(kerasRowOrder(data.train.labels.length, seed), training);
  const maker = new BatchMaker(data, training);
  let { history, callbacks, bestPredicted = new Int32Array(), bestWeights } = start;
  while (history.length < training.epochs && !callbacks.stopped) {
    const rate = training.reduceLROnPlateau ? { learningRate: step.learningRate } : {};
    const trained = await trainEpoch(step, maker, batches, options, history);
    const { predicted, log: seen } = await watch();
    const log = { ...trained, ...seen, ...rate };
    if (isBest(log, history)) bestPredicted = predicted;
    history = [...history, log];
    const { state, isBest: keep } = runCallbacks(callbacks, log, training, step);
    callbacks = state;
    if (keep) bestWeights = copyWeights(model);
    showEpoch(options, batches.length, log);
    const best = { bestPredicted, ...(bestWeights ? { bestWeights } : {}) };
    await onEpoch?.({ history, callbacks, ...best, state: getTrainingState(model) });
  }
  return { history, callbacks, bestPredicted, ...(bestWeights ? { bestWeights } : {}) };
}

function batchesOf(order: Int32Array, { batchSize }: Training): Int32Array[] {
  return Array.from({ length: Math.ceil(order.length / batchSize) }, (_, batch) =>
    order.subarray(batch * batchSize, (batch + 1) * batchSize),
  );
}

function showEpoch({ training, onProgress }: FitOptions, steps: number, log: EpochLog): void {
  onProgress?.({ ...log, epochs: training.epochs, step: steps, steps, last: log });
}

function isBest(log: EpochLog, history: readonly EpochLog[]): boolean {
  return history.every(({ valAccuracy }) => valAccuracy < log.valAccuracy);
}
