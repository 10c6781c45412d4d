import { dropout, tf } from '../engine/index.js';
import { glorotUniform, kerasSeeds } from './keras-seeds.js';
import type { ModelOptions } from './model-options.js';

const FILTERS = [32, 64, 128];
const UNITS = 128;
const DROPOUT_RATE = 0.25;

/**
 * A convolutional network that takes 8-bit values as they are, after "Melanoma Detection
 * Assignment": it scales them to [0, 1] itself, so that nobody who uses it can forget to; then three
 * blocks of convolution and pooling, and dense layers, with dropout.
 *
 * @param options - input shape, at least 8×8 pixels, classes and seed
 * @returns the model with its initial weights, not compiled; the caller disposes it
 * @remarks The source names the kinds of layers; the sizes are those of TensorFlow's tutorial on
 * image folders, twice as wide. Initial weights and dropout are Keras's own.
 * @example
 * ```ts
 * const model = classFoldersCnn({ inputShape: [64, 64, 3], classes: 9, seed: 42 });
 * ```
 */
export function classFoldersCnn({ inputShape, classes, seed }: ModelOptions): tf.LayersModel {
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
    }),
    tf.layers.maxPooling2d({ name: `pool_${String(i + 1)}`, poolSize: 2 }),
  ]);
  return tf.sequential({
    name: 'class_folders_cnn',
    layers: [
      tf.layers.rescaling({ name: 'rescaling', scale: 1 / 255, inputShape }),
      ...blocks,
      dropout({ name: 'dropout_1', rate: DROPOUT_RATE, seed: next() }),
      tf.layers.flatten({ name: 'flatten' }),
      tf.layers.dense({
        name: 'dense_1',
        units: UNITS,
        activation: 'relu',
        kernelInitializer: kernelInitializer(),
      }),
      dropout({ name: 'dropout_2', rate: DROPOUT_RATE, seed: next() }),
      tf.layers.dense({
        name: 'probabilities',
        units: classes,
        activation: 'softmax',
        kernelInitializer: kernelInitializer(),
      }),
    ],
  });
}
