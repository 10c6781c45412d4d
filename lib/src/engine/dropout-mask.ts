import * as tf from '@tensorflow/tfjs';
import { philoxIntegers } from './philox.js';
import {
  floatAttribute,
  hasOwnKernels,
  isTensorFlowActive,
  type OpAttribute,
  tensorFlowBackend,
  typeAttribute,
} from './tensorflow-binding.js';

// Each element has 16 random bits: half of a 32-bit Philox word, the lower half first.
const RANDOM_RANGE = 2 ** 16;

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
 * is a pure function of the seed, and the same on CPU, on GPU and in JavaScript.
 *
 * @param x - float32 tensor of any shape
 * @param seed - int32 tensor of two elements: the stream and the position in it
 * @param rate - in (0, 1), rounded to 1/65536
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
  return Math.round(rate * RANDOM_RANGE);
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
    const halves = randomHalves(x.size, seed);
    const kept = tf.reshape(tf.greaterEqual(halves, threshold(rate)), x.shape);
    return { y: maskingByOps.applyAgain(x, kept, rate), kept };
  },
  applyAgain: (dy, kept, rate) => tf.where(kept, tf.mul(dy, scale(rate)), tf.zerosLike(dy)),
};

// Integers from 0 to 65535, int32.
function randomHalves(size: number, seed: tf.Tensor1D): tf.Tensor1D {
  const words = Math.ceil(size / 2);
  if (!isTensorFlowActive()) return halvesInJavaScript(words, seed, size);
  const backend = tensorFlowBackend();
  const { TF_INT32 } = backend.binding;
  const op = (name: string, inputs: tf.Tensor[], types = ['T']): tf.Tensor =>
    backend.executeSingleOutput(
      name,
      types.map((type) => typeAttribute(type, TF_INT32)),
      inputs,
    );
  const shape = tf.tensor1d([words], 'int32');
  const drawn = op('StatelessRandomUniformFullInt', [shape, seed], ['dtype', 'T', 'Tseed']);
  const mask = tf.scalar(RANDOM_RANGE - 1, 'int32');
  const lower = op('BitwiseAnd', [drawn, mask]);
  const upper = op('BitwiseAnd', [op('RightShift', [drawn, tf.scalar(16, 'int32')]), mask]);
  return tf.slice1d(tf.reshape(tf.stack([lower, upper], 1), [-1]), 0, size);
}

function halvesInJavaScript(words: number, seed: tf.Tensor1D, size: number): tf.Tensor1D {
  const [stream, position] = seed.dataSync();
  const drawn = philoxIntegers(words, [stream!, position!]);
  const halves = Int32Array.from({ length: size }, (_, i) =>
    i % 2 === 0 ? drawn[i >> 1]! & 0xffff : drawn[i >> 1]! >>> 16,
  );
  return tf.tensor1d(halves, 'int32');
}
