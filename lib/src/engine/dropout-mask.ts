import * as tf from '@tensorflow/tfjs';
import { randomUniform } from './seed-generator.js';
import {
  floatAttribute,
  hasOwnKernels,
  type OpAttribute,
  tensorFlowBackend,
} from './tensorflow-binding.js';

// Uniform numbers are multiples of 1 / RANDOM_RANGE.
const RANDOM_RANGE = 2 ** 23;

interface MaskedTensor {
  readonly y: tf.Tensor;
  readonly kept: tf.Tensor;
}

/** One way to drop elements: our kernel, or ops that give the same bits. */
interface Masking {
  /** The output and what the gradient needs of the mask. */
  readonly apply: (x: tf.Tensor, seed: tf.Tensor1D, rate: number) => MaskedTensor;
  /** The gradient. */
  readonly applyAgain: (dy: tf.Tensor, kept: tf.Tensor, rate: number) => tf.Tensor;
}

/**
 * Sets elements to 0 with probability `rate` and divides the rest by 1 - rate. Which ones
 * is a pure function of the seed, and the same on CPU, on GPU and in JavaScript: those of
 * TensorFlow's `stateless_dropout`, and so of Keras's.
 *
 * @param x - float32 tensor of any shape
 * @param seed - int32 tensor of two elements: the stream and the position in it
 * @param rate - in (0, 1)
 * @returns tensor of the same shape, with a gradient; the caller disposes it
 */
export function dropElements(x: tf.Tensor, seed: tf.Tensor1D, rate: number): tf.Tensor {
  const { apply, applyAgain } = hasOwnKernels() ? maskingByKernel : maskingByOps;
  const drop = tf.customGrad((input, save) => {
    const { y, kept } = apply(input as tf.Tensor, seed, rate);
    (save as (tensors: tf.Tensor[]) => void)([kept]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => applyAgain(dy, saved[0]!, rate),
    };
  });
  return drop(x);
}

function threshold(rate: number): number {
  return Math.ceil(Math.fround(rate) * RANDOM_RANGE);
}

function scale(rate: number): number {
  return 1 / (1 - rate);
}

/** See lib/native/kernels.cc; the mask is kept as one bit an element. */
const maskingByKernel: Masking = {
  apply: (x, seed, rate) => {
    const backend = tensorFlowBackend();
    const attributes: OpAttribute[] = [
      { name: 'threshold', type: backend.binding.TF_ATTR_INT, value: threshold(rate) },
      floatAttribute('scale', scale(rate)),
    ];
    const [y, kept] = backend.executeMultipleOutputs('DermlabDropout', attributes, [x, seed], 2);
    return { y: y!, kept: kept! };
  },
  applyAgain: (dy, kept, rate) =>
    tensorFlowBackend().executeSingleOutput(
      'DermlabDropoutGrad',
      [floatAttribute('scale', scale(rate))],
      [dy, kept],
    ),
};

/** The same in stock ops. */
export const maskingByOps: Masking = {
  apply: (x, seed, rate) => {
    const kept = tf.greaterEqual(randomUniform(x.shape, seed), rate);
    return { y: maskingByOps.applyAgain(x, kept, rate), kept };
  },
  applyAgain: (dy, kept, rate) => tf.where(kept, tf.mul(dy, scale(rate)), tf.zerosLike(dy)),
};
