import { setImmediate } from 'node:timers/promises';
import {
  compilePredict,
  compileTrainStep,
  getTrainingState,
  setTrainingState,
  type TrainStep,
  tf,
} from '../engine/index.js';
import { kerasRowOrder } from '../random/index.js';
import type { Checkpoint } from './checkpoint.js';
import type { Training } from './experiment.js';
import { type FitData, imageBatch, oneHot } from './fit-data.js';
import type { EpochLog } from './run-result.js';
import { type TestResult, testModel } from './test-model.js';

const SHOW_EVERY_MS = 250;

/** Where a fit stands within an epoch. */
export interface FitProgress {
  /** Counted from 1. */
  readonly epoch: number;
  /** Epochs in all. */
  readonly epochs: number;
  /** Batches finished in this epoch. */
  readonly step: number;
  /** Batches an epoch. */
  readonly steps: number;
  /** Running means of this epoch so far. */
  readonly loss: number;
  /** Mean accuracy of this epoch so far. */
  readonly accuracy: number;
  /** The last finished epoch's log. */
  readonly last?: EpochLog;
}

/** How a fit goes, and who is told. */
export interface FitOptions {
  /** Epochs and batch size. */
  readonly training: Training;
  /** Seeds the order of the rows, an integer in [0, 2³² - 1]. */
  readonly seed: number;
  /** Go on from here instead of from the beginning. */
  readonly from?: Checkpoint;
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
  /** Probabilities of the test rows after the last epoch, row-major, shape [rows, classes]. */
  readonly probabilities: Float32Array;
  /** Predicted class index of each test row at the best epoch. */
  readonly bestPredicted: Int32Array;
  /** Why the training steps were not compiled; absent where they were. */
  readonly eagerBecause?: string;
}

/**
 * Trains a compiled model as Keras's `fit` does: batches in Keras's own order for the seed, running
 * means of loss and accuracy, the test rows evaluated after each epoch. Every epoch depends on the
 * seed and the state before it alone, so a fit that is resumed ends in the same bytes.
 *
 * @param model - it ends in a softmax and has `compile` called; it is trained in place
 * @param data - both sides of the split
 * @param options - training, seed, and where to go on from
 * @returns history, and the test rows' probabilities after the last epoch
 * @throws DOMException named AbortError where the signal stops it
 */
export async function fit(model: tf.LayersModel, data: FitData, options: FitOptions): Promise<Fit> {
  const { training, from, onEpoch } = options;
  const step = compileTrainStep(model);
  const predict = compilePredict(model, { logits: true });
  const batches = batchesOf(kerasRowOrder(data.train.labels.length, options.seed), training);
  try {
    if (from) setTrainingState(model, from.state);
    let history = from?.history ?? [];
    let bestPredicted = from?.bestPredicted ?? new Int32Array();
    let test: TestResult | undefined;
    while (history.length < training.epochs) {
      const trained = await trainEpoch(step, data, batches, options, history);
      test = testModel(predict, data, training.batchSize);
      const log = { ...trained, ...test.log };
      if (isBest(log, history)) bestPredicted = test.predicted;
      history = [...history, log];
      showEpoch(options, batches.length, log);
      await onEpoch?.({ history, state: getTrainingState(model), bestPredicted });
    }
    const { probabilities } = test ?? testModel(predict, data, training.batchSize);
    const eager = step.reason === undefined ? {} : { eagerBecause: step.reason };
    return { history, probabilities, bestPredicted, ...eager };
  } finally {
    step.dispose();
    predict.dispose();
  }
}

function batchesOf(order: Int32Array, { batchSize }: Training): Int32Array[] {
  return Array.from({ length: Math.ceil(order.length / batchSize) }, (_, batch) =>
    order.subarray(batch * batchSize, (batch + 1) * batchSize),
  );
}

async function trainEpoch(
  step: TrainStep,
  data: FitData,
  batches: readonly Int32Array[],
  { training: { epochs }, onProgress, signal }: FitOptions,
  history: readonly EpochLog[],
): Promise<Pick<EpochLog, 'epoch' | 'loss' | 'accuracy'>> {
  const epoch = history.length + 1;
  const steps = batches.length;
  const last = history.at(-1);
  let shownAt = performance.now();
  step.resetMetrics();
  for (const [index, rows] of batches.entries()) {
    signal?.throwIfAborted();
    trainBatch(step, data, rows);
    if (index + 1 === steps || performance.now() - shownAt < SHOW_EVERY_MS) continue;
    shownAt = performance.now();
    const { loss, accuracy = Number.NaN } = step.metrics();
    const shown = { epoch, epochs, step: index + 1, steps, loss, accuracy };
    onProgress?.({ ...shown, ...(last ? { last } : {}) });
    await setImmediate();
  }
  const { loss, accuracy = Number.NaN } = step.metrics();
  return { epoch, loss, accuracy };
}

function showEpoch({ training, onProgress }: FitOptions, steps: number, log: EpochLog): void {
  onProgress?.({ ...log, epochs: training.epochs, step: steps, steps, last: log });
}

function trainBatch(step: TrainStep, { train, images, nClasses }: FitData, rows: Int32Array): void {
  tf.tidy(() => {
    const pixels = Array.from(rows, (row) => train.pixels[row]!);
    const labels = rows.map((row) => train.labels[row]!);
    step.run(imageBatch(pixels, images), oneHot(labels, nClasses));
  });
}

function isBest(log: EpochLog, history: readonly EpochLog[]): boolean {
  return history.every(({ valAccuracy }) => valAccuracy < log.valAccuracy);
}
