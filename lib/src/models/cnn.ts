import { dropout, tf } from '../engine/index.js';
import { glorotUniform, type ModelOptions, seedOf } from './model-options.js';

/**
 * The convolutional network of "Classifying Skin Lesions using Deep Neural Networks": three
 * blocks of convolution, pooling and dropout, then two dense layers.
 *
 * @param options - input shape, classes and seed
 * @returns the model with its initial weights, not compiled; the caller disposes it
 * @remarks Reported validation accuracy 75.20 %. Initialisers are Keras's defaults.
 * @example
 * ```ts
 * const model = cnn({ inputShape: [32, 32, 3], classes: 7, seed: 42 });
 * ```
 */
export function cnn({ inputShape, classes, seed }: ModelOptions): tf.LayersModel {
  const filters = [256, 128, 64];
  const blocks = filters.flatMap((count, i) => [
    tf.layers.conv2d({
      name: `conv_${String(i + 1)}`,
      filters: count,
      kernelSize: 3,
      activation: 'relu',
      kernelInitializer: glorotUniform(seed, 2 * i),
      ...(i === 0 ? { inputShape } : {}),
    }),
    tf.layers.maxPooling2d({ name: `pool_${String(i + 1)}`, poolSize: 2 }),
    dropout({ name: `dropout_${String(i + 1)}`, rate: 0.3, seed: seedOf(seed, 2 * i + 1) }),
  ]);
  return tf.sequential({
    name: 'cnn',
    layers: [
      ...blocks,
      tf.layers.flatten({ name: 'flatten' }),
      tf.layers.dense({ name: 'dense_1', units: 32, kernelInitializer: glorotUniform(seed, 6) }),
      tf.layers.dense({
        name: 'probabilities',
        units: classes,
        activation: 'softmax',
        kernelInitializer: glorotUniform(seed, 7),
      }),
    ],
  });
}
