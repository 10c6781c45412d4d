import { type TrainStep, tf } from '../engine/index.js';
import type { BatchMaker } from './fit-data.js';
import type { EpochLog } from './run-result.js';

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

/** What an epoch is told and heeds. */
interface EpochOptions {
  readonly training: { readonly epochs: number };
  readonly onProgress?: (progress: FitProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Trains one epoch.
 *
 * @param step - the model's training step
 * @param maker - makes its batches
 * @param batches - row indices of each batch
 * @param options - epochs in all, progress, stop signal
 * @param history - of the epochs before
 * @returns the epoch's number, and its means
 * @throws DOMException named AbortError where the signal stops it
 */
export async function trainEpoch(
  step: TrainStep,
  maker: BatchMaker,
  batches: readonly Int32Array[],
  { training: { epochs }, onProgress, signal }: EpochOptions,
  history: readonly EpochLog[],
): Promise<Pick<EpochLog, 'epoch' | 'loss' | 'accuracy'>> {
  const epoch = history.length + 1;
  const steps = batches.length;
  const last = history.at(-1);
  let shownAt = performance.now();
  const show = (done: number): void => {
    if (done === 0 || performance.now() - shownAt < SHOW_EVERY_MS) return;
    shownAt = performance.now();
    const { loss, accuracy = Number.NaN } = step.metrics();
    onProgress?.({ epoch, epochs, step: done, steps, loss, accuracy, ...(last ? { last } : {}) });
  };
  step.resetMetrics();
  let running = Promise.resolve();
  try {
    for (const [index, rows] of batches.entries()) {
      signal?.throwIfAborted();
      // Made while the step before still runs.
      const { x, y, sampleWeight } = await maker.batch(rows);
      await running;
      show(index);
      running = step.runAsync(x, y, sampleWeight);
      tf.dispose([x, y, sampleWeight]);
    }
  } finally {
    await running;
  }
  const { loss, accuracy = Number.NaN } = step.metrics();
  return { epoch, loss, accuracy };
}
