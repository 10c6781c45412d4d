import { setImmediate } from 'node:timers/promises';
import {
  compilePredict,
  compileTrainStep,
  getTrainingState,
  type Predict,
  setTrainingState,
  type TrainStep,
  tf,
} from '../engine/index.js';
import { RandomState } from '../random/index.js';
import { argMax } from './arg-max.js';
import type { Checkpoint } from './checkpoint.js';
import type { ImagePreprocessing, Training } from './experiment.js';
import type { EpochLog } from './run-result.js';

const SHOW_EVERY_MS = 250;
const KERAS_EPSILON = 1e-7;

/** Rows of one side of the split: an image's pixels and its class index, row by row. */
export interface FitRows {
  /** 8-bit RGB values of each row's image, HWC; copies share one array. */
  readonly pixels: readonly Uint8Array[];
  /** Class index of each row. */
  readonly labels: Int32Array;
}

/** What a model is fitted on. */
export interface FitData {
  /** Rows that the model learns from. */
  readonly train: FitRows;
  /** Rows that it is evaluated on. */
  readonly test: FitRows;
  /** Size and scale of the images. */
  readonly images: ImagePreprocessing;
  /** Number of classes. */
  readonly nClasses: number;
}

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
  /** Seeds the order of the rows. */
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
}

/**
 * Trains a compiled model as Keras's `fit` does: shuffled batches, running means of loss and
 * accuracy, the test rows evaluated after each epoch. Every epoch depends on the seed, its number
 * and the state before it alone, so a fit that is resumed ends in the same bytes.
 *
 * @param model - a model with `compile` called; it is trained in place
 * @param data - both sides of the split
 * @param options - training, seed, and where to go on from
 * @returns history, and the test rows' probabilities after the last epoch
 * @throws DOMException named AbortError where the signal stops it
 */
export async function fit(model: tf.LayersModel, data: FitData, options: FitOptions): Promise<Fit> {
  const { training, from, onEpoch } = options;
  const step = compileTrainStep(model);
  const predict = compilePredict(model);
  try {
    if (from) setTrainingState(model, from.state);
    let history = from?.history ?? [];
    let bestPredicted = from?.bestPredicted ?? new Int32Array();
    let probabilities = from ? predictRows(predict, data, training.batchSize) : new Float32Array();
    while (history.length < training.epochs) {
      const trained = await trainEpoch(step, data, options, history);
      probabilities = predictRows(predict, data, training.batchSize);
      const log = { ...trained, ...testLog(probabilities, data) };
      if (isBest(log, history)) bestPredicted = argMaxRows(probabilities, data.nClasses);
      history = [...history, log];
      showEpoch(options, data, log);
      await onEpoch?.({ history, state: getTrainingState(model), bestPredicted });
    }
    return { history, probabilities, bestPredicted };
  } finally {
    step.dispose();
    predict.dispose();
  }
}

async function trainEpoch(
  step: TrainStep,
  data: FitData,
  { training, seed, onProgress, signal }: FitOptions,
  history: readonly EpochLog[],
): Promise<Pick<EpochLog, 'epoch' | 'loss' | 'accuracy'>> {
  const { epochs, batchSize } = training;
  const epoch = history.length + 1;
  const order = new RandomState([seed, epoch]).permutation(data.train.labels.length);
  const steps = Math.ceil(order.length / batchSize);
  const last = history.at(-1);
  let shownAt = performance.now();
  step.resetMetrics();
  for (let batch = 1; batch <= steps; batch += 1) {
    signal?.throwIfAborted();
    trainBatch(step, data, order.subarray((batch - 1) * batchSize, batch * batchSize));
    if (batch === steps || performance.now() - shownAt < SHOW_EVERY_MS) continue;
    shownAt = performance.now();
    const { loss, accuracy = Number.NaN } = step.metrics();
    onProgress?.({ epoch, epochs, step: batch, steps, loss, accuracy, ...(last ? { last } : {}) });
    await setImmediate();
  }
  const { loss, accuracy = Number.NaN } = step.metrics();
  return { epoch, loss, accuracy };
}

function showEpoch({ training, onProgress }: FitOptions, { train }: FitData, log: EpochLog): void {
  const { epochs, batchSize } = training;
  const steps = Math.ceil(train.labels.length / batchSize);
  onProgress?.({ ...log, epochs, step: steps, steps, last: log });
}

function trainBatch(step: TrainStep, data: FitData, rows: Int32Array): void {
  tf.tidy(() => {
    const labels = tf.tensor1d(
      Array.from(rows, (row) => data.train.labels[row] ?? 0),
      'int32',
    );
    const y = tf.cast(tf.oneHot(labels, data.nClasses), 'float32');
    step.run(imageBatch(data.train.pixels, rows, data.images), y);
  });
}

function imageBatch(
  pixels: readonly Uint8Array[],
  rows: Int32Array,
  { heightPx, widthPx, divideBy }: ImagePreprocessing,
): tf.Tensor4D {
  const length = heightPx * widthPx * 3;
  const values = new Float32Array(rows.length * length);
  rows.forEach((row, index) => {
    const image = pixels[row]!;
    for (let i = 0; i < length; i += 1) values[index * length + i] = (image[i] ?? 0) / divideBy;
  });
  return tf.tensor4d(values, [rows.length, heightPx, widthPx, 3]);
}

/** Predicts the test rows, each distinct image once. */
function predictRows(
  predict: Predict,
  { test, images, nClasses }: FitData,
  batchSize: number,
): Float32Array {
  const distinct = [...new Set(test.pixels)];
  const place = new Map(distinct.map((image, index) => [image, index]));
  const ofDistinct = new Float32Array(distinct.length * nClasses);
  for (let start = 0; start < distinct.length; start += batchSize) {
    const rows = Int32Array.from(
      distinct.slice(start, start + batchSize),
      (_, index) => start + index,
    );
    const batch = tf.tidy(() => predict(imageBatch(distinct, rows, images), batchSize).dataSync());
    ofDistinct.set(batch, start * nClasses);
  }
  const probabilities = new Float32Array(test.pixels.length * nClasses);
  test.pixels.forEach((image, row) => {
    const start = (place.get(image) ?? 0) * nClasses;
    probabilities.set(ofDistinct.subarray(start, start + nClasses), row * nClasses);
  });
  return probabilities;
}

/** Loss and accuracy as Keras's `evaluate` gives them: cross-entropy clipped at 1e-7. */
function testLog(
  probabilities: Float32Array,
  { test, nClasses }: FitData,
): Pick<EpochLog, 'valLoss' | 'valAccuracy'> {
  const predicted = argMaxRows(probabilities, nClasses);
  let loss = 0;
  let right = 0;
  test.labels.forEach((label, row) => {
    const probability = probabilities[row * nClasses + label] ?? 0;
    loss -= Math.log(Math.min(Math.max(probability, KERAS_EPSILON), 1 - KERAS_EPSILON));
    if (predicted[row] === label) right += 1;
  });
  return { valLoss: loss / test.labels.length, valAccuracy: right / test.labels.length };
}

function isBest(log: EpochLog, history: readonly EpochLog[]): boolean {
  return history.every(({ valAccuracy }) => valAccuracy < log.valAccuracy);
}

function argMaxRows(probabilities: Float32Array, nClasses: number): Int32Array {
  return Int32Array.from({ length: probabilities.length / nClasses }, (_, row) =>
    argMax(probabilities.subarray(row * nClasses, (row + 1) * nClasses)),
  );
}
