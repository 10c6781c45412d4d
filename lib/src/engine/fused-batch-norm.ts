import * as tf from '@tensorflow/tfjs';
import {
  floatAttribute,
  type OpAttribute,
  tensorFlowBackend,
  typeAttribute,
} from './tensorflow-binding.js';

/** What a batch is normalised with, one value a channel. */
export interface BatchNormParameters {
  /** Factor after the normalisation. */
  readonly gamma: tf.Tensor;
  /** Summand after the normalisation. */
  readonly beta: tf.Tensor;
  /** Added to the variance. */
  readonly epsilon: number;
}

/** Mean and variance, one value a channel. */
export interface BatchStatistics {
  /** Mean over all axes but the last. */
  readonly mean: tf.Tensor;
  /** Variance over all axes but the last, divided by the number of values, not by one less. */
  readonly variance: tf.Tensor;
}

/**
 * Normalises each channel by the statistics of the batch, in one op of TensorFlow, and one for
 * the gradients.
 *
 * @param x - float32, channels last
 * @param parameters - gamma, beta and epsilon
 * @param onStatistics - is given the batch's mean and variance, which are freed afterwards
 * @returns a tensor of x's shape, with gradients for x, gamma and beta; the caller disposes it
 */
export function normalizeByBatch(
  x: tf.Tensor,
  parameters: BatchNormParameters,
  onStatistics: (statistics: BatchStatistics) => void,
): tf.Tensor {
  const values = x.size / x.shape.at(-1)!;
  return fusedBatchNorm(x, parameters, undefined, ([mean, unbiased]) => {
    const variance = tf.mul(unbiased, Math.max(1, values - 1) / values);
    onStatistics({ mean, variance });
  });
}

/**
 * Normalises each channel by given statistics, in one op of TensorFlow, and one for the gradients.
 *
 * @param x - float32, channels last
 * @param parameters - gamma, beta and epsilon
 * @param statistics - mean and variance, constants to the gradients
 * @returns a tensor of x's shape, with gradients for x, gamma and beta; the caller disposes it
 */
export function normalizeByStatistics(
  x: tf.Tensor,
  parameters: BatchNormParameters,
  statistics: BatchStatistics,
): tf.Tensor {
  return fusedBatchNorm(x, parameters, statistics, () => undefined);
}

// The second version of the op: the third has an output whose shape a graph does not know.
function fusedBatchNorm(
  x: tf.Tensor,
  { gamma, beta, epsilon }: BatchNormParameters,
  given: BatchStatistics | undefined,
  onMoments: (moments: [tf.Tensor, tf.Tensor]) => void,
): tf.Tensor {
  const backend = tensorFlowBackend();
  const attributes = attributesOf(epsilon, given === undefined);
  const normalize = tf.customGrad((...args) => {
    const [input, scale, offset, save] = args as unknown as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      (tensors: tf.Tensor[]) => void,
    ];
    const { mean, variance } = given ?? { mean: tf.tensor1d([]), variance: tf.tensor1d([]) };
    const inputs = [input, scale, offset, mean, variance];
    const [y, ...moments] = backend.executeMultipleOutputs(
      'FusedBatchNormV2',
      attributes,
      inputs,
      5,
    );
    onMoments([moments[0]!, moments[1]!]);
    const reserved = given ? [mean, variance] : moments.slice(2);
    save([input, scale, ...reserved]);
    return {
      value: y!,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
        backend
          .executeMultipleOutputs('FusedBatchNormGradV2', attributes, [dy, ...saved], 5)
          .slice(0, 3),
    };
  });
  return tf.reshape(normalize(asImages(x), gamma, beta), x.shape);
}

function asImages(x: tf.Tensor): tf.Tensor {
  return x.rank === 4 ? x : tf.reshape(x, [-1, 1, 1, x.shape.at(-1)!]);
}

function attributesOf(epsilon: number, training: boolean): OpAttribute[] {
  const { TF_FLOAT, TF_ATTR_BOOL } = tensorFlowBackend().binding;
  return [
    typeAttribute('T', TF_FLOAT),
    typeAttribute('U', TF_FLOAT),
    floatAttribute('epsilon', epsilon),
    { name: 'is_training', type: TF_ATTR_BOOL, value: training },
  ];
}
