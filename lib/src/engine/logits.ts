import type * as tf from '@tensorflow/tfjs';
import { softmaxCrossEntropy, sparseSoftmaxCrossEntropy } from './softmax-cross-entropy.js';
import type { TrainableModel } from './trainable-model.js';

/** Keras's losses that are computed from logits, by the name that a model is compiled with. */
const LOSSES_OF_LOGITS = new Map<unknown, typeof softmaxCrossEntropy>([
  ['categoricalCrossentropy', softmaxCrossEntropy],
  ['sparseCategoricalCrossentropy', sparseSoftmaxCrossEntropy],
]);

type Outputs = readonly tf.SymbolicTensor[];

/** tfjs's activation function of a layer, which is not public there. */
interface Activation {
  apply(x: tf.Tensor): tf.Tensor;
  getClassName(): string;
}

/** The layer that gives a model's output, or a model in its place. */
interface LastLayer {
  readonly activation?: Activation;
  readonly outputs?: Outputs;
}

/**
 * Whether a model ends in a softmax over rows, so that it has logits.
 *
 * @param outputs - the model's outputs
 * @returns true where {@link withLogits} can be called
 */
export function hasLogits(outputs: readonly tf.SymbolicTensor[]): boolean {
  return softmaxAtTheEnd(outputs) !== undefined;
}

/**
 * Lets a model give what its last softmax takes, as long as a function runs.
 *
 * @param outputs - the model's outputs; they end in a softmax
 * @param run - calls the model
 * @returns what `run` gives
 */
export function withLogits<T>(outputs: readonly tf.SymbolicTensor[], run: () => T): T {
  const softmax = softmaxAtTheEnd(outputs)!;
  softmax.apply = (logits) => logits;
  try {
    return run();
  } finally {
    // The method of the class shows again.
    Reflect.deleteProperty(softmax, 'apply');
  }
}

/**
 * Lets a model be trained on the cross-entropy of its logits, as Keras does where a model that
 * ends in a softmax is compiled with a categorical cross-entropy; any other is left as it is.
 * tfjs clips the probabilities at 1e-7, where the gradient vanishes.
 *
 * @param model - from `trainableModel`
 * @param run - calls the model's train function
 * @returns what `run` gives
 */
export function withLossOfLogits<T>(model: TrainableModel, run: () => T): T {
  const lossOfLogits = LOSSES_OF_LOGITS.get(model.loss);
  if (!lossOfLogits || !hasLogits(model.outputs)) return run();
  const { lossFunctions } = model;
  model.lossFunctions = [lossOfLogits];
  try {
    return withLogits(model.outputs, run);
  } finally {
    model.lossFunctions = lossFunctions;
  }
}

function softmaxAtTheEnd([output, another]: Outputs): Activation | undefined {
  if (!output || another) return undefined;
  const { activation, outputs } = output.sourceLayer as LastLayer;
  if (outputs) return softmaxAtTheEnd(outputs);
  return output.rank === 2 && activation?.getClassName() === 'softmax' ? activation : undefined;
}
