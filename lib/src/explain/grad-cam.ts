import { ArgumentError } from '../core/index.js';
import { hasLogits, tf, withLogits } from '../engine/index.js';
import { findLayer, lastConvolution } from './find-layer.js';
import type { HeatMap } from './heat-map.js';
import { type LayerGradient, layerGradient } from './layer-gradient.js';

/** What is explained, and by which layer. */
export interface GradCamOptions {
  /**
   * Name of a layer that gives rows, columns and channels; `outer/inner` inside of a nested model
   * where the name alone is not enough. Default: the last convolution whose output has more than
   * one place, with the normalisation and activation that follow it.
   */
  readonly layer?: string;
  /** Index of the class to explain. Default: the one that the model predicts. */
  readonly classIndex?: number;
  /**
   * Explain what the last softmax takes, as the paper and Keras's example do, or the model's
   * output as it is, after a softmax the probability. Default: `logit` where there is a softmax.
   */
  readonly of?: 'logit' | 'output';
}

/** Which places of an image count for a class, and what that was made of. */
export interface GradCam extends HeatMap {
  /** Name of the layer. */
  readonly layer: string;
  /** Index of the class that is explained. */
  readonly classIndex: number;
  /** What was differentiated. */
  readonly of: 'logit' | 'output';
}

/**
 * Grad-CAM: the places of an image that raise a model's score of a class, by the gradient of the
 * score by a convolution's output.
 *
 * @param model - with one input and an output of shape [1, classes]; also loaded from a Keras file
 * @param image - one image as the model takes it, shape [1, height, width, channels]
 * @param options - layer, class, and what is differentiated
 * @returns the heat map; all zeros where no place raises the score
 * @throws ArgumentError where the layer is not there, has no rows and columns or runs more than
 * once, where the class is not there, the image does not fit, or logits are asked for and absent
 * @remarks Selvaraju et al., ICCV 2017, in the form of Keras's example "Grad-CAM class activation
 * visualization": channels weighted by the mean of their gradients, negative sums cut, divided by
 * the largest. That example divides 0 by 0 where nothing is positive; here the map is zero.
 * @example
 * ```ts
 * await loadEngine();
 * const model = cnn({ inputShape: [32, 32, 3], classes: 7, seed: 42 });
 * const { layer, rows, columns } = gradCam(model, tf.ones([1, 32, 32, 3]), { classIndex: 4 });
 * [layer, rows, columns]; // => ['conv_3', 4, 4]
 * ```
 */
export function gradCam(
  model: tf.LayersModel,
  image: tf.Tensor4D,
  options: GradCamOptions = {},
): GradCam {
  checkImage(model, image);
  const of = options.of ?? (hasLogits(model.outputs) ? 'logit' : 'output');
  if (of === 'logit') checkLogits(model);
  const layer =
    options.layer === undefined ? lastConvolution(model) : findLayer(model, options.layer);
  return tf.tidy(() => {
    const classIndex = options.classIndex ?? predictedClass(scores(model, image, of));
    const score = () => scoreOf(scores(model, image, of), classIndex);
    return { ...heatMapOf(layerGradient(layer, score), layer), layer: layer.name, classIndex, of };
  });
}

function scores(model: tf.LayersModel, image: tf.Tensor4D, of: 'logit' | 'output'): tf.Tensor {
  const output = () => model.apply(image, { training: false }) as tf.Tensor;
  return of === 'logit' ? withLogits(model.outputs, output) : output();
}

function predictedClass(given: tf.Tensor): number {
  return tf.argMax(given, -1).dataSync()[0]!;
}

function scoreOf(given: tf.Tensor, classIndex: number): tf.Scalar {
  const classes = given.shape.at(-1)!;
  if (Number.isInteger(classIndex) && classIndex >= 0 && classIndex < classes) {
    return tf.gather(tf.reshape(given, [classes]), classIndex);
  }
  throw new ArgumentError(
    `classIndex is ${classIndex}, expected a whole number from 0 to ${classes - 1}, the model's last class.`,
  );
}

function heatMapOf({ output, gradient }: LayerGradient, layer: tf.layers.Layer): HeatMap {
  const [, rows, columns] = output.shape;
  if (output.rank !== 4 || rows === undefined || columns === undefined) {
    throw new ArgumentError(
      `The layer "${layer.name}" gives the shape [${output.shape.join(', ')}], expected rows, columns and channels. Choose a convolution.`,
    );
  }
  const channelWeights = tf.mean(gradient, [0, 1, 2]);
  const raised = tf.relu(tf.sum(tf.mul(output, channelWeights), -1));
  const values = raised.dataSync<'float32'>();
  const largest = values.reduce((a, b) => Math.max(a, b), 0);
  return { values: values.map((value) => (largest > 0 ? value / largest : 0)), rows, columns };
}

function checkImage({ name, inputs, outputs }: tf.LayersModel, image: tf.Tensor4D): void {
  const expected = inputs[0]!.shape;
  const fits =
    image.rank === expected.length &&
    expected.every((length, axis) => axis === 0 || length === null || length === image.shape[axis]);
  if (inputs.length !== 1 || outputs.length !== 1 || outputs[0]!.rank !== 2) {
    throw new ArgumentError(
      `The model "${name}" has ${inputs.length} inputs and ${outputs.length} outputs, expected one of each, and a row of scores an image.`,
    );
  }
  if (fits && image.shape[0] === 1) return;
  throw new ArgumentError(
    `image has the shape [${image.shape.join(', ')}], expected [1, ${expected
      .slice(1)
      .map((length) => length ?? 'any')
      .join(', ')}].`,
  );
}

function checkLogits(model: tf.LayersModel): void {
  if (hasLogits(model.outputs)) return;
  throw new ArgumentError(
    `The model "${model.name}" has no logits, as it does not end in a softmax. Leave "of" out, which explains its output.`,
  );
}
