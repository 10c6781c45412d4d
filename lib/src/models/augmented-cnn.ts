import { dropout, tf } from '../engine/index.js';
import { randomFlip, randomRotation, randomTranslation, randomZoom } from '../layers/index.js';
import { glorotUniform, kerasSeeds } from './keras-seeds.js';
import type { ModelOptions } from './model-options.js';

/**
 * A convolutional network in the manner of "Skin Lesion Classification Project": images flipped,
 * turned, shifted and zoomed in training, then blocks of convolution, batch normalisation, pooling
 * and dropout, then the mean of each feature map and two dense layers.
 *
 * @param options - input shape, classes and seed
 * @returns the model with its initial weights, not compiled; the caller disposes it
 * @remarks The source names the parts and not their sizes; the sizes are ours. Initial weights,
 * dropout and augmentation draw Keras's numbers.
 * @example
 * ```ts
 * const model = augmentedCnn({ inputShape: [64, 64, 3], classes: 8, seed: 42 });
 * model.layers.slice(0, 4).map((layer) => layer.name); // => ['flip', 'rotation', 'shift', 'zoom']
 * model.dispose();
 * ```
 */
export function augmentedCnn({ inputShape, classes, seed }: ModelOptions): tf.LayersModel {
  const next = kerasSeeds(seed);
  const kernelInitializer = () => glorotUniform(next());
  // Layers are made in this order, as their seeds are drawn.
  return tf.sequential({
    name: 'augmented_cnn',
    layers: [
      randomFlip({ name: 'flip', seed: next(), inputShape }),
      randomRotation({ name: 'rotation', factor: 0.1, seed: next() }),
      randomTranslation({ name: 'shift', heightFactor: 0.1, widthFactor: 0.1, seed: next() }),
      randomZoom({ name: 'zoom', heightFactor: 0.1, seed: next() }),
      ...[16, 32, 64, 128].flatMap((filters, i) => [
        tf.layers.conv2d({
          name: `conv_${i + 1}`,
          filters,
          kernelSize: 3,
          padding: 'same',
          kernelInitializer: kernelInitializer(),
        }),
        tf.layers.batchNormalization({ name: `normalised_${i + 1}`, momentum: 0.9 }),
        tf.layers.activation({ name: `relu_${i + 1}`, activation: 'relu' }),
        tf.layers.maxPooling2d({ name: `pool_${i + 1}`, poolSize: 2 }),
        dropout({ name: `dropout_${i + 1}`, rate: 0.2, seed: next() }),
      ]),
      tf.layers.globalAveragePooling2d({ name: 'mean', dataFormat: 'channelsLast' }),
      tf.layers.dense({
        name: 'dense_1',
        units: 64,
        activation: 'relu',
        kernelInitializer: kernelInitializer(),
      }),
      dropout({ name: 'dropout_5', rate: 0.3, seed: next() }),
      tf.layers.dense({
        name: 'probabilities',
        units: classes,
        activation: 'softmax',
        kernelInitializer: kernelInitializer(),
      }),
    ],
  });
}
