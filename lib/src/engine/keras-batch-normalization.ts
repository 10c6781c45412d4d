import * as tf from '@tensorflow/tfjs';
import {
  type BatchNormParameters,
  type BatchStatistics,
  normalizeByBatch,
  normalizeByStatistics,
} from './fused-batch-norm.js';
import { isTensorFlowActive } from './tensorflow-binding.js';

interface LayerVariable {
  read(): tf.Tensor;
  write(value: tf.Tensor): void;
}

/** The parts of tfjs's layer that are used here, not public there. */
interface BatchNormalization {
  readonly trainable: boolean;
  readonly axis: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly gamma?: LayerVariable;
  readonly beta?: LayerVariable;
  readonly movingMean: LayerVariable;
  readonly movingVariance: LayerVariable;
  call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor;
}

/**
 * Makes tfjs's batch normalisation compute as Keras 3.15 does: with the moving statistics, which
 * then stay, where the layer is not trainable; also without gamma or beta; and in one op of
 * TensorFlow where the channels are last.
 */
export function normalizeBatchesAsKeras(): void {
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  const [layerClass] = classNameMap['BatchNormalization']!;
  const prototype = layerClass.prototype as unknown as BatchNormalization;
  prototype.call = function (inputs, { training = false }) {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    return tf.tidy(() => (training && this.trainable ? normalizeInTraining : normalize)(this, x));
  };
}

function normalizeInTraining(layer: BatchNormalization, x: tf.Tensor): tf.Tensor {
  const moveStatistics = ({ mean, variance }: BatchStatistics): void => {
    moveTowards(layer.movingMean, mean, layer.momentum);
    moveTowards(layer.movingVariance, variance, layer.momentum);
  };
  const parameters = parametersOf(layer, x);
  if (isFused(layer, x)) return normalizeByBatch(x, parameters, moveStatistics);
  const { mean, variance } = tf.moments(x, otherAxes(layer, x));
  moveStatistics({ mean, variance });
  return normalizeInSteps(layer, x, parameters, { mean, variance });
}

function normalize(layer: BatchNormalization, x: tf.Tensor): tf.Tensor {
  const statistics = { mean: layer.movingMean.read(), variance: layer.movingVariance.read() };
  const parameters = parametersOf(layer, x);
  return isFused(layer, x)
    ? normalizeByStatistics(x, parameters, statistics)
    : normalizeInSteps(layer, x, parameters, statistics);
}

function moveTowards(moving: LayerVariable, value: tf.Tensor, momentum: number): void {
  moving.write(tf.add(tf.mul(moving.read(), momentum), tf.mul(value, 1 - momentum)));
}

function axisOf({ axis }: BatchNormalization, x: tf.Tensor): number {
  return axis < 0 ? axis + x.rank : axis;
}

function otherAxes(layer: BatchNormalization, x: tf.Tensor): number[] {
  return Array.from(x.shape.keys()).filter((axis) => axis !== axisOf(layer, x));
}

function isFused(layer: BatchNormalization, x: tf.Tensor): boolean {
  return isTensorFlowActive() && x.dtype === 'float32' && axisOf(layer, x) === x.rank - 1;
}

function parametersOf(layer: BatchNormalization, x: tf.Tensor): BatchNormParameters {
  const channels = x.shape[axisOf(layer, x)]!;
  return {
    gamma: layer.gamma?.read() ?? tf.ones([channels]),
    beta: layer.beta?.read() ?? tf.zeros([channels]),
    epsilon: layer.epsilon,
  };
}

function normalizeInSteps(
  layer: BatchNormalization,
  x: tf.Tensor,
  { gamma, beta, epsilon }: BatchNormParameters,
  { mean, variance }: BatchStatistics,
): tf.Tensor {
  const shape = x.shape.map((length, axis) => (axis === axisOf(layer, x) ? length : 1));
  const scale = tf.mul(tf.rsqrt(tf.add(variance, epsilon)), gamma);
  const shift = tf.sub(beta, tf.mul(mean, scale));
  return tf.add(tf.mul(x, tf.reshape(scale, shape)), tf.reshape(shift, shape));
}
