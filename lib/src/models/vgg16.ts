import { tf } from '../engine/index.js';
import type { ApplicationOptions } from './application-options.js';
import { kernelInitializers, layerChain } from './layer-chain.js';

/** Filters of each block, and how many convolutions it has. */
const BLOCKS = [
  [64, 2],
  [128, 2],
  [256, 3],
  [512, 3],
  [512, 3],
] as const;

/**
 * VGG16 as Keras Applications defines it, its layers named as in Keras's weights files: five
 * blocks of 3×3 convolutions and pooling, and on top three dense layers.
 *
 * @param options - input shape, seed, and whether with the classifier
 * @returns the model with its initial weights, not compiled; the caller disposes it
 * @remarks Simonyan and Zisserman, arXiv:1409.1556. Keras 3.15's `keras.applications.VGG16`:
 * 14,714,688 parameters without the classifier, 138,357,544 with it at 224×224.
 * @example
 * ```ts
 * const base = vgg16({ inputShape: [32, 32, 3], seed: 42, includeTop: false, withoutWeights: true });
 * base.countParams(); // => 14714688
 * base.dispose();
 * ```
 */
export function vgg16(options: ApplicationOptions): tf.LayersModel {
  const { inputShape, includeTop = true, classes = 1000, pooling } = options;
  const { initializer } = kernelInitializers(options);
  const dense = (name: string, units: number, activation: 'relu' | 'softmax') =>
    tf.layers.dense({ name, units, activation, kernelInitializer: initializer() });
  const blocks = BLOCKS.flatMap(([filters, convolutions], i) => {
    const block = `block${String(i + 1)}`;
    const convolution = (_: unknown, j: number) =>
      tf.layers.conv2d({
        name: `${block}_conv${String(j + 1)}`,
        filters,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: initializer(),
      });
    return [
      ...Array.from({ length: convolutions }, convolution),
      tf.layers.maxPooling2d({ name: `${block}_pool`, poolSize: 2, strides: 2 }),
    ];
  });
  const top = () => [
    tf.layers.flatten({ name: 'flatten' }),
    dense('fc1', 4096, 'relu'),
    dense('fc2', 4096, 'relu'),
    dense('predictions', classes, 'softmax'),
  ];
  const pool = pooling ? [tf.layers.globalAveragePooling2d({ name: 'avg_pool' })] : [];
  return layerChain('vgg16', inputShape, [...blocks, ...(includeTop ? top() : pool)]);
}
