import { dropout, tf } from '../engine/index.js';
import { glorotUniform, kerasSeeds } from './keras-seeds.js';
import type { ModelOptions } from './model-options.js';

/**
 * The convolutional network of "Classifying Skin Lesions using Deep Neural Networks": three
 * blocks of convolution, pooling and dropout, then two dense layers.
 *
 * @param options - input shape, classes and seed
 * @returns the model with its initial weights, not compiled; the caller disposes it
 * @remarks Reported validation accuracy 75.20 %. Initial weights and dropout are Keras's own.
 * @example
 * ```ts
 * const model = cnn({ inputShape: [32, 32, 3], classes: 7, seed: 42 });
 * ```
 */
export function cnn({ inputShape, classes, seed }: ModelOptions): tf.LayersModel {
  const next = kerasSeeds(seed);
  const kernelInitializer = () => glorotUniform(next());
  // Layers are made in this order, as their seeds are drawn.
  const blocks = [256, 128, 64].flatMap((filters, i) => [
    tf.layers.conv2d({
      name: `conv_${String(i + 1)}`,
      filters,
      kernelSize: 3,
      activation: 'relu',
      kernelInitializer: kernelInitializer(),
      ...(i === 0 ? { inputShape } : {}),
    }),
    tf.layers.maxPooling2d({ name: `pool_${String(i + 1)}`, poolSize: 2 }),
    dropout({ name: `dropout_${String(i + 1)}`, rate: 0.3, seed: next() }),
  ]);
  return tf.sequential({
    name: 'cnn',
    layers: [
      ...blocks,
      tf.layers.flatten({ name: 'flatten' }),
      tf.layers.dense({ name: 'dense_1', units: 32, kernelInitializer: kernelInitializer() }),
      tf.layers.dense({
        name: 'probabilities',
        units: classes,
        activation: 'softmax',
        kernelInitializer: kernelInitializer(),
      }),
    ],
  });
}
