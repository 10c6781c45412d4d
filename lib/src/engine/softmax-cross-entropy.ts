import * as tf from '@tensorflow/tfjs';
import { isTensorFlowActive, tensorFlowBackend, typeAttribute } from './tensorflow-binding.js';

/**
 * Cross-entropy of a softmax, from what the softmax takes: no probability is clipped, and a
 * row that is predicted surely and wrongly has its full loss and gradient.
 *
 * @param labels - probabilities of the classes, [rows, classes]
 * @param logits - inputs of the softmax, of the same shape
 * @returns one loss a row, with a gradient for the logits; the caller disposes it
 */
export function softmaxCrossEntropy(labels: tf.Tensor, logits: tf.Tensor): tf.Tensor1D {
  return tf.tidy(() => {
    const targets = tf.cast(labels, 'float32');
    return isTensorFlowActive()
      ? inOneOp(targets, logits)
      : tf.losses.softmaxCrossEntropy(targets, logits, undefined, 0, tf.Reduction.NONE);
  });
}

function inOneOp(labels: tf.Tensor, logits: tf.Tensor): tf.Tensor1D {
  const crossEntropy = tf.customGrad((input, save) => {
    const backend = tensorFlowBackend();
    const [value, gradient] = backend.executeMultipleOutputs(
      'SoftmaxCrossEntropyWithLogits',
      [typeAttribute('T', backend.binding.TF_FLOAT)],
      [input as tf.Tensor, labels],
      2,
    );
    (save as (tensors: tf.Tensor[]) => void)([gradient!]);
    return {
      value: value!,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(tf.expandDims(dy, -1), saved[0]!),
    };
  });
  return crossEntropy(logits) as tf.Tensor1D;
}
