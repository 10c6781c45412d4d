import * as tf from '@tensorflow/tfjs';
import { philoxIntegers } from './philox.js';
import { isTensorFlowActive, tensorFlowBackend, typeAttribute } from './tensorflow-binding.js';

/**
 * Draws which inputs dropout keeps: a pure function of the seed, and the same with
 * TensorFlow and with JavaScript.
 *
 * @param shape - of the inputs
 * @param seed - int32 tensor of two elements: the stream and the position in it
 * @param rate - share to drop, in (0, 1)
 * @returns bool tensor of the given shape, true with probability 1 - rate; the caller disposes it
 */
export function drawKeepMask(shape: number[], seed: tf.Tensor1D, rate: number): tf.Tensor {
  return tf.tidy(() => {
    const integers = isTensorFlowActive() ? statelessIntegers(shape, seed) : integersInJs(shape, seed);
    // The integers are uniform over [-2^31, 2^31).
    const threshold = Math.round(rate * 2 ** 32) - 2 ** 31;
    return tf.greaterEqual(integers, tf.scalar(threshold, 'int32'));
  });
}

function statelessIntegers(shape: number[], seed: tf.Tensor1D): tf.Tensor {
  const backend = tensorFlowBackend();
  const { TF_INT32 } = backend.binding;
  const attributes = ['dtype', 'T', 'Tseed'].map((name) => typeAttribute(name, TF_INT32));
  return backend.executeSingleOutput('StatelessRandomUniformFullInt', attributes, [
    tf.tensor1d(shape, 'int32'),
    seed,
  ]);
}

function integersInJs(shape: number[], seed: tf.Tensor1D): tf.Tensor {
  const [stream, position] = seed.dataSync();
  return tf.tensor(
    philoxIntegers(tf.util.sizeFromShape(shape), [stream!, position!]),
    shape,
    'int32',
  );
}

/**
 * Sets what is not kept to 0 and scales the rest.
 *
 * @param x - float32 tensor
 * @param keep - bool tensor of the same shape
 * @param scale - factor for what is kept
 * @returns tensor of the same shape; the caller disposes it
 */
export function applyKeepMask(x: tf.Tensor, keep: tf.Tensor, scale: number): tf.Tensor {
  const masked = tf.customGrad((input, save) => {
    (save as (tensors: tf.Tensor[]) => void)([keep]);
    return {
      value: select(input as tf.Tensor, keep, scale),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => select(dy, saved[0]!, scale),
    };
  });
  return masked(x);
}

function select(x: tf.Tensor, keep: tf.Tensor, scale: number): tf.Tensor {
  const scaled = tf.mul(x, tf.scalar(scale));
  const zero = tf.scalar(0);
  if (!isTensorFlowActive()) return tf.where(keep, scaled, zero);
  const backend = tensorFlowBackend();
  // tfjs's own `where` spreads the scalar over the whole shape first.
  return backend.executeSingleOutput(
    'SelectV2',
    [typeAttribute('T', backend.binding.TF_FLOAT)],
    [keep, scaled, zero],
  );
}
