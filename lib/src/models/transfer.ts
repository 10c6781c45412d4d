import { ArgumentError } from '../core/index.js';
import { tf } from '../engine/index.js';
import type { ApplicationOptions } from './application-options.js';
import { glorotUniform, kerasSeeds } from './keras-seeds.js';
import { mobilenet } from './mobilenet.js';
import type { ModelOptions } from './model-options.js';
import { vgg16 } from './vgg16.js';

/**
 * The transfer model of "Classifying Skin Lesions using Deep Neural Networks": VGG16 without its
 * classifier and frozen, flattened, and one dense layer that is trained.
 *
 * @param options - input shape, classes, seed, and where the base's weights come from
 * @returns the model, not compiled, the base as its first layer; the caller disposes it
 * @remarks Reported validation accuracy 72.29 %, on images of 150×150 pixels divided by 255.
 * @example
 * ```ts
 * const model = vgg16Transfer({
 *   inputShape: [32, 32, 3], classes: 7, seed: 42, base: { weights: 'imagenet' },
 * });
 * model.layers.map((layer) => layer.name); // => ['vgg16', 'flatten', 'probabilities']
 * model.dispose();
 * ```
 */
export function vgg16Transfer(options: ModelOptions): tf.LayersModel {
  return transferModel(options, 'vgg16_transfer', vgg16, [tf.layers.flatten({ name: 'flatten' })]);
}

/**
 * A transfer model of our own: MobileNet without its classifier and frozen, its feature maps
 * averaged, and one dense layer that is trained.
 *
 * @param options - input shape, classes, seed, the base's width and where its weights come from
 * @returns the model, not compiled, the base as its first layer; the caller disposes it
 * @example
 * ```ts
 * const base = { weights: 'imagenet', alpha: 0.25 } as const;
 * const model = mobilenetTransfer({ inputShape: [64, 64, 3], classes: 7, seed: 42, base });
 * model.layers.map((layer) => layer.name); // => ['mobilenet_0.25_64', 'probabilities']
 * model.dispose();
 * ```
 */
export function mobilenetTransfer(options: ModelOptions): tf.LayersModel {
  const alpha = options.base?.alpha ?? 1;
  const build = (application: ApplicationOptions) =>
    mobilenet({ ...application, alpha, pooling: 'avg' });
  return transferModel(options, 'mobilenet_transfer', build, []);
}

function transferModel(
  { inputShape, classes, seed, base }: ModelOptions,
  name: string,
  build: (options: ApplicationOptions) => tf.LayersModel,
  between: readonly tf.layers.Layer[],
): tf.LayersModel {
  if (!base) throw new ArgumentError(`${name}: say where the base's weights come from: base.`);
  const next = kerasSeeds(seed);
  const withoutWeights = base.weights !== 'random';
  const pretrained = build({ inputShape, seed: next, includeTop: false, withoutWeights });
  pretrained.trainable = false;
  const dense = tf.layers.dense({
    name: 'probabilities',
    units: classes,
    activation: 'softmax',
    kernelInitializer: glorotUniform(next()),
  });
  return tf.sequential({ name, layers: [pretrained, ...between, dense] });
}
