import * as tf from '@tensorflow/tfjs';
import { ArgumentError } from '../core/index.js';
import { optimizerUpdate } from './optimizers/index.js';
import type { SeedGenerator } from './seed-generator.js';
import { type TrainableModel, trainableModel, trainableVariables } from './trainable-model.js';

/** A weight or an optimizer slot, out of TensorFlow. */
export interface StateArray {
  /** e.g. `conv_1/kernel`, or `optimizer/0` for a slot. */
  readonly name: string;
  /** Lengths of the axes. */
  readonly shape: readonly number[];
  /** Values in row-major order. */
  readonly values: Float32Array | Int32Array;
}

/** Everything that a training step reads and changes besides its batch. */
export interface TrainingState {
  /** Steps that the optimizer has done. */
  readonly iterations: number;
  /** The optimizer's learning rate now, which a schedule may have changed. */
  readonly learningRate: number;
  /** Weights in the model's order, then the optimizer's slots. */
  readonly arrays: readonly StateArray[];
  /** How many draws each seeded layer has done, e.g. a dropout, by the layer's name. */
  readonly draws: Readonly<Record<string, number>>;
}

/** A layer that draws random numbers. */
interface SeededLayer extends tf.layers.Layer {
  readonly seedGenerator: SeedGenerator;
}

interface OptimizerInternals {
  iterations_: number;
  learningRate: number;
}

/**
 * Copies what training must know to go on: weights, optimizer and seeds.
 *
 * @param model - compiled with one of tfjs's optimizers or AdamW
 * @returns plain arrays, ready to be written to a file
 * @throws ArgumentError when the model is not compiled, or with another optimizer
 */
export function getTrainingState(model: tf.LayersModel): TrainingState {
  const trainable = trainableModel(model);
  const optimizer = optimizerInternals(trainable);
  return {
    iterations: trainable.optimizer!.iterations,
    learningRate: optimizer.learningRate,
    arrays: stateVariables(trainable).map(({ name, variable }) => ({
      name,
      shape: variable.shape,
      values: variable.dataSync() as Float32Array | Int32Array,
    })),
    draws: Object.fromEntries(
      seedGenerators(trainable).map(([name, seedGenerator]) => [name, seedGenerator.draws]),
    ),
  };
}

/**
 * Puts a model where it was when `getTrainingState` was called: the steps that follow give
 * the same bytes as if training had never stopped.
 *
 * @param model - the same model, compiled with the same optimizer
 * @param state - from `getTrainingState`
 * @throws ArgumentError when an array is missing or has another shape
 */
export function setTrainingState(model: tf.LayersModel, state: TrainingState): void {
  const trainable = trainableModel(model);
  const optimizer = optimizerInternals(trainable);
  const variables = stateVariables(trainable);
  for (const [i, { name, variable }] of variables.entries()) {
    checkArray(state.arrays[i], name, variable.shape);
  }
  for (const [i, { variable }] of variables.entries()) {
    tf.tidy(() => {
      variable.assign(tf.tensor(state.arrays[i]!.values.slice(), variable.shape, variable.dtype));
    });
  }
  for (const [name, seedGenerator] of seedGenerators(trainable)) {
    seedGenerator.draws = state.draws[name] ?? 0;
  }
  optimizer.iterations_ = state.iterations;
  optimizer.learningRate = state.learningRate;
}

function optimizerInternals({ optimizer }: TrainableModel): OptimizerInternals {
  return optimizer as unknown as OptimizerInternals;
}

function stateVariables(model: TrainableModel): { name: string; variable: tf.Variable }[] {
  const update = optimizerUpdate(model.optimizer!, trainableVariables(model));
  if (!update) {
    throw new ArgumentError(
      `The optimizer is ${model.optimizer!.constructor.name}, expected one of tfjs's or AdamW: its state is not known.`,
    );
  }
  const names = distinct(model.weights.map((weight) => weight.originalName));
  return [
    ...model.weights.map((weight, i) => ({ name: names[i]!, variable: weight.read() })),
    ...update.slots.map((variable, i) => ({ name: `optimizer/${String(i)}`, variable })),
  ];
}

function checkArray(array: StateArray | undefined, name: string, shape: number[]): void {
  if (array?.name === name && tf.util.arraysEqual([...array.shape], shape)) return;
  const found = array ? `${array.name} [${array.shape.join(', ')}]` : 'nothing';
  throw new ArgumentError(
    `The training state is of another model: expected ${name} [${shape.join(', ')}], found ${found}.`,
  );
}

function seedGenerators({ layers }: TrainableModel): [string, SeedGenerator][] {
  const seeded = seededLayers(layers);
  const names = distinct(seeded.map(({ name }) => name));
  return seeded.map(({ seedGenerator }, i) => [names[i]!, seedGenerator]);
}

// A model within the model may have layers of the same names.
function distinct(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return names.map((name) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name}#${String(count)}`;
  });
}

function seededLayers(layers: readonly tf.layers.Layer[]): SeededLayer[] {
  return layers.flatMap((layer) => {
    if ('seedGenerator' in layer) return [layer as SeededLayer];
    return layer instanceof tf.LayersModel ? seededLayers(layer.layers) : [];
  });
}
