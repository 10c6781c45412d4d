import { dropout, tf } from '../engine/index.js';
import { glorotUniform, type ModelOptions, seedOf } from './model-options.js';

/**
 * The multilayer perceptron of "Classifying Skin Lesions using Deep Neural Networks". Its
 * first three dense layers work on the channels of each pixel, before anything is flattened.
 *
 * @param options - input shape, classes and seed
 * @returns the model with its initial weights, not compiled; the caller disposes it
 * @remarks Reported validation accuracy 70.57 %. Initialisers are Keras's defaults.
 * @example
 * ```ts
 * const model = mlp({ inputShape: [32, 32, 3], classes: 7, seed: 42 });
 * ```
 */
export function mlp({ inputShape, classes, seed }: ModelOptions): tf.LayersModel {
  return tf.sequential({
    name: 'mlp',
    layers: [
      dense('dense_1', 256, seed, 0, inputShape),
      dropout({ name: 'dropout_1', rate: 0.3, seed: seedOf(seed, 1) }),
      dense('dense_2', 128, seed, 2),
      dropout({ name: 'dropout_2', rate: 0.3, seed: seedOf(seed, 3) }),
      dense('dense_3', 64, seed, 4),
      tf.layers.flatten({ name: 'flatten' }),
      dense('dense_4', 32, seed, 5),
      tf.layers.dense({
        name: 'probabilities',
        units: classes,
        activation: 'softmax',
        kernelInitializer: glorotUniform(seed, 6),
      }),
    ],
  });
}

function dense(
  name: string,
  units: number,
  seed: number,
  stream: number,
  inputShape?: readonly number[],
): tf.layers.Layer {
  return tf.layers.dense({
    name,
    units,
    activation: 'relu',
    kernelInitializer: glorotUniform(seed, stream),
    ...(inputShape ? { inputShape: [...inputShape] } : {}),
  });
}
