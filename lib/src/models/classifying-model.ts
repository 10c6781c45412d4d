import { dropout, tf } from '../engine/index.js';
import { randomFlip } from '../layers/index.js';
import { glorotUniform, kerasSeeds } from './keras-seeds.js';
import type { ModelOptions } from './model-options.js';

const FILTERS = [32, 64, 128];
// Keras's 0.99 takes ten epochs of a hundred steps to forget where it began.
const MOMENTUM = 0.9;

/**
 * The classifying model for `main_image_data.csv`, after "Skin Cancer Lesion Classification
 * Project": it takes pixel values as they stand in the table, 0 to 255, and scales them itself; in
 * training it flips images at random. Three blocks of convolution, batch normalisation and pooling;
 * the mean over the image, dropout, a softmax.
 *
 * @param options - input shape, at least 8×8 pixels, classes and seed
 * @returns the model with its initial weights, not compiled; the caller disposes it
 * @remarks The source does not describe its network; this one is chosen for images of 28×28 pixels
 * and a few thousand rows. Initial weights, flips and dropout are Keras's own.
 * @example
 * ```ts
 * const model = classifyingModel({ inputShape: [28, 28, 3], classes: 7, seed: 42 });
 * model.countParams(); // => 94823
 * model.dispose();
 * ```
 */
export function classifyingModel({ inputShape, classes, seed }: ModelOptions): tf.LayersModel {
  const next = kerasSeeds(seed);
  // Layers are made in this order, as their seeds are drawn.
  return tf.sequential({
    name: 'classifying_model',
    layers: [
      tf.layers.rescaling({ name: 'rescaling', scale: 1 / 255, offset: 0, inputShape }),
      randomFlip({ name: 'flip', mode: 'horizontal_and_vertical', seed: next() }),
      ...FILTERS.flatMap((filters, index) => [
        tf.layers.conv2d({
          name: `conv_${index + 1}`,
          filters,
          kernelSize: 3,
          padding: 'same',
          useBias: false,
          kernelInitializer: glorotUniform(next()),
        }),
        tf.layers.batchNormalization({ name: `normalised_${index + 1}`, momentum: MOMENTUM }),
        tf.layers.activation({ name: `relu_${index + 1}`, activation: 'relu' }),
        tf.layers.maxPooling2d({ name: `pool_${index + 1}`, poolSize: 2 }),
      ]),
      tf.layers.globalAveragePooling2d({ name: 'mean_over_image' }),
      dropout({ name: 'dropout', rate: 0.3, seed: next() }),
      tf.layers.dense({
        name: 'probabilities',
        units: classes,
        activation: 'softmax',
        kernelInitializer: glorotUniform(next()),
      }),
    ],
  });
}
