import type * as tf from '@tensorflow/tfjs';
import { optimizerUpdate } from './optimizers/index.js';
import { trainableModel, trainableVariables } from './trainable-model.js';

/** What an optimizer keeps from step to step. */
export interface OptimizerState {
  /** tfjs's name of the optimizer, e.g. `Adam`. */
  readonly className: string;
  /** Steps done. */
  readonly iterations: number;
  /** Learning rate now. */
  readonly learningRate: number;
  /** The weights that it changes, in the model's order. */
  readonly weights: readonly tf.Variable[];
  /** Its own variables, the first kind for all weights, then the next: Adam's first moments, then its second ones. */
  readonly slots: readonly tf.Variable[];
}

interface OptimizerInternals {
  iterations_: number;
  learningRate: number;
}

/**
 * The state of a model's optimizer; its variables themselves, not copies.
 *
 * @param model - compiled
 * @returns the state, or undefined for an optimizer that is neither tfjs's own nor {@link AdamW}
 * @throws ArgumentError when the model is not compiled
 */
export function optimizerState(model: tf.LayersModel): OptimizerState | undefined {
  const trainable = trainableModel(model);
  const optimizer = trainable.optimizer!;
  const weights = trainableVariables(trainable);
  const update = optimizerUpdate(optimizer, weights);
  if (!update) return undefined;
  return {
    className: optimizer.getClassName(),
    iterations: optimizer.iterations,
    learningRate: (optimizer as unknown as OptimizerInternals).learningRate,
    weights,
    slots: update.slots,
  };
}

/**
 * Puts the counters of a model's optimizer where they were.
 *
 * @param model - compiled
 * @param counters - steps done, and the learning rate
 */
export function setOptimizerCounters(
  model: tf.LayersModel,
  counters: Pick<OptimizerState, 'iterations' | 'learningRate'>,
): void {
  const optimizer = trainableModel(model).optimizer as unknown as OptimizerInternals;
  optimizer.iterations_ = counters.iterations;
  optimizer.learningRate = counters.learningRate;
}
