import { dropout, tf } from '../engine/index.js';
import { glorotUniform, kerasSeeds } from './keras-seeds.js';
import type { ModelOptions } from './model-options.js';

const FILTERS = [8, 16, 32];
const UNITS = 128;

/**
 * A convolutional network with batch normalisation for images of about 28×28 pixels, after "Deep
 * Learning-Based Skin Cancer Detection Using HAM10000": three blocks of convolution, batch
 * normalisation, pooling and dropout, then two dense layers.
 *
 * @param options - input shape, at least 8×8 pixels, classes and seed
 * @returns the model with its initial weights, not compiled; the caller disposes it
 * @remarks The source names the kinds of layers and no sizes; these are chosen so that five folds of
 * 28×28 images take minutes on two cores. Initial weights and dropout are Keras's own.
 * @example
 * ```ts
 * const model = pixelTableCnn({ inputShape: [28, 28, 3], classes: 7, seed: 42 });
 * ```
 */
export function pixelTableCnn({ inputShape, classes, seed }: ModelOptions): tf.LayersModel {
  const next = kerasSeeds(seed);
  const kernelInitializer = () => glorotUniform(next());
  // Layers are made in this order, as their seeds are drawn.
  const blocks = FILTERS.flatMap((filters, i) => [
    tf.layers.conv2d({
      name: `conv_${String(i + 1)}`,
      filters,
      kernelSize: 3,
      padding: 'same',
      activation: 'relu',
      kernelInitializer: kernelInitializer(),
      ...(i === 0 ? { inputShape } : {}),
    }),
    tf.layers.batchNormalization({ name: `batch_normalization_${String(i + 1)}` }),
    tf.layers.maxPooling2d({ name: `pool_${String(i + 1)}`, poolSize: 2 }),
    dropout({ name: `dropout_${String(i + 1)}`, rate: 0.25, seed: next() }),
  ]);
  return tf.sequential({
    name: 'pixel_table_cnn',
    layers: [
      ...blocks,
      tf.layers.flatten({ name: 'flatten' }),
      tf.layers.dense({
        name: 'dense_1',
        units: UNITS,
        activation: 'relu',
        kernelInitializer: kernelInitializer(),
      }),
      dropout({ name: 'dropout_4', rate: 0.5, seed: next() }),
      tf.layers.dense({
        name: 'probabilities',
        units: classes,
        activation: 'softmax',
        kernelInitializer: kernelInitializer(),
      }),
    ],
  });
}
