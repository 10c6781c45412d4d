import { optimizerState, setOptimizerCounters, tf } from '../engine/index.js';
import { type FileWeight, toTensorValues } from './assign-weights.js';
import type { Hdf5Dataset } from './hdf5/index.js';
import { layerWeights } from './layer-weights.js';
import { shortest } from './optimizer-config.js';

/** A slot's name in Keras, by tfjs's optimizer. */
const SLOTS: Readonly<Record<string, readonly string[]>> = {
  Adam: ['momentum', 'velocity'],
  Momentum: ['momentum'],
  SGD: [],
};

/**
 * The state of a model's optimizer as Keras 3 orders it: steps, learning rate, then slot after slot
 * of each weight.
 *
 * @param model - compiled
 * @returns names and values; undefined for an optimizer whose state is not known
 */
export function optimizerDatasets(
  model: tf.LayersModel,
): (readonly [string, Hdf5Dataset])[] | undefined {
  const state = optimizerState(model);
  if (!state) return undefined;
  const kinds = SLOTS[state.className] ?? [];
  const positions = new Map<tf.Tensor, number>(state.weights.map((weight, i) => [weight, i]));
  const slots = trainedWeights(model).flatMap(({ variable, layer, name }) =>
    kinds.map((kind, k) => {
      const position = positions.get(variable.read())!;
      const slot = state.slots[k * state.weights.length + position]!;
      return [
        `${layer}_${name}_${kind}`,
        { shape: slot.shape, read: () => slot.dataSync() },
      ] as const;
    }),
  );
  const scalar = (values: BigInt64Array | Float32Array): Hdf5Dataset => ({
    shape: [],
    read: () => values,
  });
  return [
    ['iteration', scalar(BigInt64Array.of(BigInt(state.iterations)))],
    ['learning_rate', scalar(Float32Array.of(state.learningRate))],
    ...slots,
  ];
}

/**
 * Gives an optimizer the state of a file.
 *
 * @param model - compiled
 * @param found - the file's, in its order
 * @returns false where it is the state of another optimizer or other weights
 */
export function restoreOptimizer(model: tf.LayersModel, found: readonly FileWeight[]): boolean {
  const state = optimizerState(model);
  if (!state || found.length === 0) return found.length === 0;
  const kinds = SLOTS[state.className] ?? [];
  const weights = trainedWeights(model).map(({ variable }) => variable.read());
  const { counters, slots } = arranged(found, kinds.length, weights.length);
  if (slots.length !== kinds.length * weights.length) return false;
  const positions = new Map<tf.Tensor, number>(state.weights.map((weight, i) => [weight, i]));
  const targets = weights.flatMap((weight) =>
    kinds.map((_, k) => state.slots[k * weights.length + positions.get(weight)!]!),
  );
  const fits = targets.every((target, i) =>
    tf.util.arraysEqual(target.shape, [...slots[i]!.shape]),
  );
  if (!fits) return false;
  for (const [i, target] of targets.entries()) {
    const values = toTensorValues(slots[i]!.read(), 'float32');
    tf.tidy(() => {
      target.assign(tf.tensor(values, target.shape));
    });
  }
  const [iterations = 0, learningRate = state.learningRate] = counters.map(
    (weight) => toTensorValues(weight.read(), 'float32')[0],
  );
  setOptimizerCounters(model, { iterations, learningRate: shortest(learningRate) });
  return true;
}

function trainedWeights(model: tf.LayersModel) {
  return layerWeights(model).filter(({ trainable }) => trainable);
}

/** Counters, and slots in Keras 3's order: all slots of one weight, then of the next. */
function arranged(found: readonly FileWeight[], kinds: number, weights: number) {
  const counterCount = found.findIndex(({ shape, name }, i) => !isCounter(shape, name, i));
  const split = counterCount < 0 ? found.length : counterCount;
  const slots = found.slice(split);
  const isByKind = kinds > 1 && !slots.slice(0, 2).every(({ name }, i) => isOfKeras3(name, i));
  return {
    counters: found.slice(0, split),
    slots: isByKind ? byWeight(slots, kinds, weights) : slots,
  };
}

// Numbers only, or a name that says so.
function isCounter(shape: readonly number[], name: string, i: number): boolean {
  return shape.length === 0 && i < 2 && (i === 0 || /learning_rate|\/vars\/1$/.test(name));
}

// Keras 3's own, by number or by name; Keras 2.11's are called m/… and v/….
function isOfKeras3(name: string, i: number): boolean {
  if (/\/vars\/\d+$/.test(name)) return true;
  const kind = i === 0 ? /_momentum(:0)?$|\/m\// : /_velocity(:0)?$|\/v\//;
  return kind.test(name);
}

// Before: the first slot of all weights, then the second of all. Keras 1 and 2 add empty ones.
function byWeight(slots: readonly FileWeight[], kinds: number, weights: number): FileWeight[] {
  const used = slots.slice(0, kinds * weights);
  return Array.from({ length: weights }, (_, i) =>
    Array.from({ length: kinds }, (__, k) => used[k * weights + i]!),
  )
    .flat()
    .filter((slot) => (slot as FileWeight | undefined) !== undefined);
}
