import { RunError } from '../core/index.js';
import type { StateArray, TrainingState } from '../engine/index.js';
import type { CallbackState } from './callbacks.js';
import type { EpochLog } from './run-result.js';
import { decodeSafetensors, encodeSafetensors, readSafetensorsMetadata } from './safetensors.js';

/** Where a run stands after a finished epoch: all that the next epoch depends on. */
export interface Checkpoint {
  /** One entry a finished epoch. */
  readonly history: readonly EpochLog[];
  /** Weights, optimizer slots and counters. */
  readonly state: TrainingState;
  /** Where the callbacks stand. */
  readonly callbacks: CallbackState;
  /** Predicted class index of each watched row at the best epoch so far. */
  readonly bestPredicted: Int32Array;
  /** Weights of the best epoch so far, where they are to be restored in the end. */
  readonly bestWeights?: readonly StateArray[];
  /** Epochs that were trained before fine-tuning began; absent until then. */
  readonly frozenEpochs?: number;
}

const BEST = 'best.predicted';
const BEST_WEIGHTS = 'best.';

interface Metadata extends Omit<TrainingState, 'arrays'> {
  readonly history: readonly EpochLog[];
  readonly callbacks: CallbackState;
  /** Epochs before fine-tuning. */
  readonly frozenEpochs?: number;
  /** Names of the best epoch's weights in their order. */
  readonly bestNames: readonly string[];
  /** Names of the state's arrays in their order, which the file format does not keep. */
  readonly names: readonly string[];
}

/**
 * Makes one file of a checkpoint.
 *
 * @param checkpoint - where the run stands
 * @returns a safetensors file
 */
export function encodeCheckpoint(checkpoint: Checkpoint): Buffer {
  const { history, state, callbacks, bestPredicted, bestWeights = [], frozenEpochs } = checkpoint;
  const { arrays, ...counters } = state;
  const best = bestWeights.map((array) => ({ ...array, name: `${BEST_WEIGHTS}${array.name}` }));
  const metadata: Metadata = {
    ...counters,
    history,
    callbacks,
    ...(frozenEpochs === undefined ? {} : { frozenEpochs }),
    names: arrays.map(({ name }) => name),
    bestNames: best.map(({ name }) => name),
  };
  const named = [...arrays, ...best].map((array) => [array.name, array] as const);
  const predicted = { shape: [bestPredicted.length], values: bestPredicted };
  return encodeSafetensors({
    tensors: { ...Object.fromEntries(named), [BEST]: predicted },
    metadata: { checkpoint: JSON.stringify(metadata) },
  });
}

/**
 * Reads the history of a checkpoint, and not its weights.
 *
 * @param path - the file
 * @returns one entry a finished epoch; none where there is no such file, or it is damaged
 */
export async function checkpointHistory(path: string): Promise<readonly EpochLog[]> {
  try {
    const { checkpoint = '' } = await readSafetensorsMetadata(path);
    return (JSON.parse(checkpoint) as Metadata).history;
  } catch {
    return [];
  }
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
    const { history, callbacks, frozenEpochs, names, bestNames, ...counters } = JSON.parse(
      metadata['checkpoint'] ?? '',
    ) as Metadata;
    const read = (name: string) => {
      const tensor = tensors[name];
      if (!tensor) throw new RangeError(`no tensor ${name}`);
      return { name, ...tensor };
    };
    const bestWeights = bestNames.map((name) => {
      return { ...read(name), name: name.slice(BEST_WEIGHTS.length) };
    });
    return {
      history,
      callbacks,
      state: { ...counters, arrays: names.map(read) },
      bestPredicted: read(BEST).values as Int32Array,
      ...(bestWeights.length > 0 ? { bestWeights } : {}),
      ...(frozenEpochs === undefined ? {} : { frozenEpochs }),
    };
  } catch (error) {
    throw new RunError(`${file} is damaged (${(error as Error).message}); delete it to train anew`);
  }
}
