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
      ? inOneOp('SoftmaxCrossEntropyWithLogits', targets, logits)
      : tf.losses.softmaxCrossEntropy(targets, logits, undefined, 0, tf.Reduction.NONE);
  });
}

/**
 * The same for classes given by their numbers.
 *
 * @param labels - class indices, [rows] or [rows, 1]
 * @param logits - inputs of the softmax, [rows, classes]
 * @returns one loss a row, with a gradient for the logits; the caller disposes it
 */
export function sparseSoftmaxCrossEntropy(labels: tf.Tensor, logits: tf.Tensor): tf.Tensor1D {
  return tf.tidy(() => {
    const indices = tf.cast(tf.reshape(labels, [-1]), 'int32');
    return isTensorFlowActive()
      ? inOneOp('SparseSoftmaxCrossEntropyWithLogits', indices, logits)
      : softmaxCrossEntropy(tf.oneHot(indices, logits.shape[1]!), logits);
  });
}

function inOneOp(op: string, labels: tf.Tensor, logits: tf.Tensor): tf.Tensor1D {
  const crossEntropy = tf.customGrad((input, save) => {
    const backend = tensorFlowBackend();
    const { TF_FLOAT, TF_INT32 } = backend.binding;
    const attributes = [typeAttribute('T', TF_FLOAT)];
    if (labels.dtype === 'int32') attributes.push(typeAttribute('Tlabels', TF_INT32));
    const inputs = [input as tf.Tensor, labels];
    const [value, gradient] = backend.executeMultipleOutputs(op, attributes, inputs, 2);
    (save as (tensors: tf.Tensor[]) => void)([gradient!]);
    return {
      value: value!,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(tf.expandDims(dy, -1), saved[0]!),
    };
  });
  return crossEntropy(logits) as tf.Tensor1D;
}
