import { dropout, tf } from '../engine/index.js';
import { glorotUniform, kerasSeeds } from './keras-seeds.js';
import type { ModelOptions } from './model-options.js';

const FILTERS = [32, 64, 128];

/**
 * The classifying model for `main_image_data.csv`, after "Skin Cancer Lesion Classification
 * Project": it takes pixel values as they stand in the table, 0 to 255, and scales them itself.
 * Three blocks of two convolutions, each with batch normalisation, then pooling and dropout; the
 * mean over the image; a softmax.
 *
 * @param options - input shape, at least 8×8 pixels, classes and seed
 * @returns the model with its initial weights, not compiled; the caller disposes it
 * @remarks The source does not describe its network; this one is chosen for images of 28×28 pixels
 * and a few thousand rows. Initial weights and dropout are Keras's own.
 * @example
 * ```ts
 * const model = classifyingModel({ inputShape: [28, 28, 3], classes: 7, seed: 42 });
 * ```
 */
export function classifyingModel({ inputShape, classes, seed }: ModelOptions): tf.LayersModel {
  const next = kerasSeeds(seed);
  const convolution = (name: string, filters: number) => [
    tf.layers.conv2d({
      name: `conv_${name}`,
      filters,
      kernelSize: 3,
      padding: 'same',
      useBias: false,
      kernelInitializer: glorotUniform(next()),
    }),
    tf.layers.batchNormalization({ name: `batch_normalization_${name}` }),
    tf.layers.activation({ name: `relu_${name}`, activation: 'relu' }),
  ];
  // Layers are made in this order, as their seeds are drawn.
  const blocks = FILTERS.flatMap((filters, index) => {
    const block = String(index + 1);
    return [
      ...convolution(`${block}a`, filters),
      ...convolution(`${block}b`, filters),
      tf.layers.maxPooling2d({ name: `pool_${block}`, poolSize: 2 }),
      dropout({ name: `dropout_${block}`, rate: 0.25, seed: next() }),
    ];
  });
  return tf.sequential({
    name: 'classifying_model',
    layers: [
      tf.layers.rescaling({ name: 'rescaling', scale: 1 / 255, offset: 0, inputShape }),
      ...blocks,
      tf.layers.globalAveragePooling2d({ name: 'mean_over_image' }),
      tf.layers.dense({
        name: 'probabilities',
        units: classes,
        activation: 'softmax',
        kernelInitializer: glorotUniform(next()),
      }),
    ],
  });
}
