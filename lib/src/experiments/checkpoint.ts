import { RunError } from '../core/index.js';
import type { TrainingState } from '../engine/index.js';
import type { EpochLog } from './run-result.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';

/** Where a run stands after a finished epoch: all that the next epoch depends on. */
export interface Checkpoint {
  /** One entry a finished epoch. */
  readonly history: readonly EpochLog[];
  /** Weights, optimizer slots and counters. */
  readonly state: TrainingState;
  /** Predicted class index of each test row at the best epoch so far. */
  readonly bestPredicted: Int32Array;
}

const BEST = 'best.predicted';

interface Metadata extends Omit<TrainingState, 'arrays'> {
  readonly history: readonly EpochLog[];
  /** Names of the state's arrays in their order, which the file format does not keep. */
  readonly names: readonly string[];
}

/**
 * Makes one file of a checkpoint.
 *
 * @param checkpoint - where the run stands
 * @returns a safetensors file
 */
export function encodeCheckpoint({ history, state, bestPredicted }: Checkpoint): Buffer {
  const { arrays, ...counters } = state;
  const metadata: Metadata = { ...counters, history, names: arrays.map(({ name }) => name) };
  const best = { shape: [bestPredicted.length], values: bestPredicted };
  return encodeSafetensors({
    tensors: { ...Object.fromEntries(arrays.map((array) => [array.name, array])), [BEST]: best },
    metadata: { checkpoint: JSON.stringify(metadata) },
  });
}

/**
 * Reads a checkpoint back.
 *
 * @param bytes - what {@link encodeCheckpoint} gave
 * @param file - path shown in errors
 * @returns where the run stands
 * @throws RunError where the bytes are no such checkpoint
 */
export function decodeCheckpoint(bytes: Buffer, file: string): Checkpoint {
  try {
    const { tensors, metadata } = decodeSafetensors(bytes);
    const { history, names, ...counters } = JSON.parse(metadata['checkpoint'] ?? '') as Metadata;
    const arrays = [...names, BEST].map((name) => {
      const tensor = tensors[name];
      if (!tensor) throw new RangeError(`no tensor ${name}`);
      return { name, ...tensor };
    });
    const bestPredicted = arrays.pop()?.values as Int32Array;
    return { history, state: { ...counters, arrays }, bestPredicted };
  } catch (error) {
    throw new RunError(`${file} is damaged (${(error as Error).message}); delete it to train anew`);
  }
}
