import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs';
import {
  compilePredict,
  compileTrainStep,
  getTrainingState,
  setTrainingState,
} from '../engine/index.js';
import { RandomState } from '../random/index.js';
import type { Checkpoint } from './checkpoint.js';
import type { ImagePreprocessing, Training } from './experiment.js';
import type { EpochLog } from './run-result.js';

/** Rows of one side of the split: an image's pixels and its class index, row by row. */
export interface FitRows {
  /** 8-bit RGB values of each row's image, HWC; copies share one array. */
  readonly pixels: readonly Uint8Array[];
  readonly labels: Int32Array;
}

/** What a model is fitted on. */
export interface FitData {
  readonly train: FitRows;
  readonly test: FitRows;
  readonly images: ImagePreprocessing;
  readonly nClasses: number;
}

/** Where a fit stands within an epoch. */
export interface FitProgress {
  /** Counted from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Batches finished in this epoch. */
  readonly step: number;
  readonly steps: number;
  /** The last finished epoch's log. */
  readonly last?: EpochLog;
}

/** How a fit goes, and who is told. */
export interface FitOptions {
  readonly training: Training;
  readonly seed: number;
  /** Go on from here instead of from the beginning. */
  readonly from?: Checkpoint;
  /** Called after each batch. */
  readonly onProgress?: (progress: FitProgress) => void;
  /** Called after each epoch, with all that is needed to go on from there. */
  readonly onEpoch?: (checkpoint: Checkpoint) => Promise<void>;
  /** Stops the fit at the next batch. */
  readonly signal?: AbortSignal;
}

/** A finished fit. */
export interface Fit {
  readonly history: readonly EpochLog[];
  /** Probabilities of the test rows after the last epoch, row-major, shape [rows, classes]. */
  readonly probabilities: Float32Array;
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
 * @throws DOMException named AbortError where the signal stops it
 */
export async function fit(model: tf.LayersModel, data: FitData, options: FitOptions): Promise<Fit> {
  const { training, seed, from, onProgress, onEpoch, signal } = options;
  const step = compileTrainStep(model);
  const predict = compilePredict(model);
  if (from) setTrainingState(model, from.state);
  const history: EpochLog[] = [...(from?.history ?? [])];
  let best = from?.bestPredicted ?? new Int32Array(data.test.labels.length);
  const { epochs, batchSize } = training;
  const steps = Math.ceil(data.train.labels.length / batchSize);
  try {
    let probabilities = from ? predictRows(predict, data, batchSize) : new Float32Array();
    for (let epoch = history.length + 1; epoch <= epochs; epoch += 1) {
      const order = new RandomState([seed, epoch]).permutation(data.train.labels.length);
      const sums = new RunningMeans();
      for (let batch = 0; batch < steps; batch += 1) {
        signal?.throwIfAborted();
        const rows = order.subarray(batch * batchSize, (batch + 1) * batchSize);
        trainBatch(step, data, rows, sums);
        const last = history.at(-1);
        onProgress?.({ epoch, epochs, step: batch + 1, steps, ...(last ? { last } : {}) });
        await setImmediate();
      }
    }
    return { history, probabilities, bestPredicted: best };
  } finally {
    step.dispose();
    predict.dispose();
  }
}
