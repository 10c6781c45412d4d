import { RunError } from '../core/index.js';
import { decodeSafetensors, encodeSafetensors, type StoredTensor } from './safetensors.js';
import type { EpochLog } from './run-result.js';

/** Where a run stands after a finished epoch: all that the next epoch depends on. */
export interface Checkpoint {
  readonly history: readonly EpochLog[];
  /** Weights, optimizer slots and counters by name. */
  readonly state: Readonly<Record<string, StoredTensor>>;
  /** Predicted class index of each test row at the best epoch so far. */
  readonly bestPredicted: Int32Array;
}

const BEST = 'best.predicted';

/**
 * @param checkpoint - where the run stands
 * @returns a safetensors file
 */
export function encodeCheckpoint({ history, state, bestPredicted }: Checkpoint): Buffer {
  const best = { shape: [bestPredicted.length], values: bestPredicted };
  return encodeSafetensors({
    tensors: { ...state, [BEST]: best },
    metadata: { history: JSON.stringify(history) },
  });
}

/**
 * @param bytes - what {@link encodeCheckpoint} gave
 * @param file - path shown in errors
 * @throws RunError where the bytes are no such checkpoint
 */
export function decodeCheckpoint(bytes: Buffer, file: string): Checkpoint {
  try {
    const { tensors, metadata } = decodeSafetensors(bytes);
    const { [BEST]: best, ...state } = tensors;
    const history = JSON.parse(metadata['history'] ?? '') as EpochLog[];
    if (!(best?.values instanceof Int32Array)) throw new RangeError(`no tensor ${BEST}`);
    return { history, state, bestPredicted: best.values };
  } catch (error) {
    throw new RunError(`${file} is damaged (${(error as Error).message}); delete it to train anew`);
  }
}
