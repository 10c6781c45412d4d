import { dropout, tf } from '../engine/index.js';
import { glorotUniform, kerasSeeds } from './keras-seeds.js';
import type { ModelOptions } from './model-options.js';

/**
 * The multilayer perceptron of "Classifying Skin Lesions using Deep Neural Networks". Its
 * first three dense layers work on the channels of each pixel, before anything is flattened.
 *
 * @param options - input shape, classes and seed
 * @returns the model with its initial weights, not compiled; the caller disposes it
 * @remarks Reported validation accuracy 70.57 %. Initial weights and dropout are Keras's own.
 * @example
 * ```ts
 * const model = mlp({ inputShape: [32, 32, 3], classes: 7, seed: 42 });
 * ```
 */
export function mlp({ inputShape, classes, seed }: ModelOptions): tf.LayersModel {
  const next = kerasSeeds(seed);
  const dense = (name: string, units: number, options: object = {}) => {
    const kernelInitializer = glorotUniform(next());
    return tf.layers.dense({ name, units, activation: 'relu', kernelInitializer, ...options });
  };
  // Layers are made in this order, as their seeds are drawn.
  return tf.sequential({
    name: 'mlp',
    layers: [
      dense('dense_1', 256, { inputShape }),
      dropout({ name: 'dropout_1', rate: 0.3, seed: next() }),
      dense('dense_2', 128),
      dropout({ name: 'dropout_2', rate: 0.3, seed: next() }),
      dense('dense_3', 64),
      tf.layers.flatten({ name: 'flatten' }),
      dense('dense_4', 32),
      dense('probabilities', classes, { activation: 'softmax' }),
    ],
  });
}
