import { type OptimizerState, optimizerState, setOptimizerCounters, tf } from '../engine/index.js';
import { type FileWeight, toTensorValues } from './assign-weights.js';
import type { Hdf5Dataset } from './hdf5/index.js';
import { layerWeights } from './layer-weights.js';
import { shortest } from './optimizer-config.js';

/** Names of an optimizer's slots in Keras, in its order, by tfjs's name of the optimizer. */
const SLOTS: Readonly<Record<string, readonly string[]>> = {
  Adadelta: ['accumulated_grad', 'accumulated_delta_var'],
  Adagrad: ['accumulator'],
  Adam: ['momentum', 'velocity'],
  AdamW: ['momentum', 'velocity'],
  Adamax: ['momentum', 'norm'],
  Momentum: ['momentum'],
  SGD: [],
};

// Keras has here the first slot of all weights, then the second; elsewhere all slots of a weight.
const BY_KIND = 'RMSProp';

/**
 * The state of a model's optimizer as Keras 3 orders it: steps, learning rate, then slot after slot
 * of each weight; RMSprop's by kind.
 *
 * @param model - compiled
 * @returns names and values; undefined for an optimizer whose state is not known
 */
export function optimizerDatasets(
  model: tf.LayersModel,
): (readonly [string, Hdf5Dataset])[] | undefined {
  const state = optimizerState(model);
  if (!state) return undefined;
  const kinds = slotKinds(state, model.optimizer);
  const weights = trainedWeights(model);
  const positions = new Map<tf.Tensor, number>(state.weights.map((weight, i) => [weight, i]));
  const dataset = ({ variable, layer, name }: (typeof weights)[0], k: number) => {
    const slot = state.slots[k * state.weights.length + positions.get(variable.read())!]!;
    const value = { shape: slot.shape, read: () => slot.dataSync() };
    return [`${layer}_${name}_${kinds[k]!}`, value] as const;
  };
  const slots =
    state.className === BY_KIND
      ? kinds.flatMap((_, k) => weights.map((weight) => dataset(weight, k)))
      : weights.flatMap((weight) => kinds.map((_, k) => dataset(weight, k)));
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
  const kinds = slotKinds(state, model.optimizer);
  const weights = trainedWeights(model).map(({ variable }) => variable.read());
  const isByKind = state.className === BY_KIND;
  const { counters, slots } = arranged(found, kinds, weights.length, isByKind);
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

// RMSprop has a slot for momentum, and one where it is centred.
function slotKinds({ className }: OptimizerState, optimizer: tf.Optimizer): readonly string[] {
  if (className !== 'RMSProp') return SLOTS[className] ?? [];
  const { momentum, centered } = optimizer as unknown as { momentum: number; centered: boolean };
  return [
    'velocity',
    ...(momentum > 0 ? ['momentum'] : []),
    ...(centered ? ['average_gradient'] : []),
  ];
}

function trainedWeights(model: tf.LayersModel) {
  return layerWeights(model).filter(({ trainable }) => trainable);
}

/** Counters, and slots by weight: all slots of one, then of the next. */
function arranged(
  found: readonly FileWeight[],
  kinds: readonly string[],
  weights: number,
  alwaysByKind: boolean,
) {
  const counterCount = found.findIndex(({ shape, name }, i) => !isCounter(shape, name, i));
  const split = counterCount < 0 ? found.length : counterCount;
  const slots = found.slice(split);
  const isByWeight = slots.slice(0, 2).every(({ name }, i) => isOfKeras3(name, kinds[i]));
  const isByKind = kinds.length > 1 && (alwaysByKind || !isByWeight);
  return {
    counters: found.slice(0, split),
    slots: isByKind ? byWeight(slots, kinds.length, weights) : slots,
  };
}

// Numbers only, or a name that says so.
function isCounter(shape: readonly number[], name: string, i: number): boolean {
  return shape.length === 0 && i < 2 && (i === 0 || /learning_rate|\/vars\/1$/.test(name));
}

// Keras 3's own, by number or by name; Keras 2.11's of Adam are called m/… and v/….
function isOfKeras3(name: string, kind: string | undefined): boolean {
  if (/\/vars\/\d+$/.test(name)) return true;
  return kind !== undefined && new RegExp(`_${kind}(:0)?$|/${kind.charAt(0)}/`).test(name);
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
