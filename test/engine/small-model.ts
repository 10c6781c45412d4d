import { dropout, tf } from '../../lib/src/engine/index.js';

const BATCH = 8;

/** A model with every kind of layer that source B uses, small enough to run in no time. */
export function smallModel(
  options: { rate?: number; optimizer?: tf.Optimizer } = {},
): tf.LayersModel {
  const { rate = 0.3, optimizer = tf.train.adam(1e-2) } = options;
  const weights = (seed: number) => tf.initializers.glorotUniform({ seed });
  const model = tf.sequential({
    name: 'small',
    layers: [
      tf.layers.conv2d({
        name: 'conv',
        inputShape: [8, 8, 3],
        filters: 6,
        kernelSize: 3,
        activation: 'relu',
        kernelInitializer: weights(1),
      }),
      tf.layers.maxPooling2d({ name: 'pool', poolSize: 2 }),
      dropout({ name: 'dropout_1', rate, seed: 11 }),
      tf.layers.dense({
        name: 'pixels',
        units: 10,
        activation: 'relu',
        kernelInitializer: weights(2),
      }),
      dropout({ name: 'dropout_2', rate, seed: 12 }),
      tf.layers.flatten({ name: 'flatten' }),
      tf.layers.dense({
        name: 'out',
        units: 3,
        activation: 'softmax',
        kernelInitializer: weights(3),
      }),
    ],
  });
  model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

/** One batch of inputs and one-hot targets, the same for the same seed. */
export function smallBatch(seed: number, rows = BATCH): [tf.Tensor4D, tf.Tensor2D] {
  return tf.tidy(() => {
    const x = tf.randomUniform<tf.Rank.R4>([rows, 8, 8, 3], 0, 1, 'float32', seed);
    const labels = tf.randomUniform<tf.Rank.R1>([rows], 0, 3, 'int32', seed + 1000);
    return [x, tf.cast(tf.oneHot(labels, 3), 'float32') as tf.Tensor2D];
  });
}

/** The model's weights as plain arrays. */
export function weightsOf(model: tf.LayersModel): Float32Array[] {
  return model.getWeights().map((weight) => weight.dataSync() as Float32Array);
}

/** The largest difference between two sets of weights, relative to the largest weight. */
export function largestDifference(a: Float32Array[], b: Float32Array[]): number {
  let [difference, size] = [0, 0];
  for (const [i, weights] of a.entries()) {
    for (const [j, weight] of weights.entries()) {
      difference = Math.max(difference, Math.abs(weight - b[i]![j]!));
      size = Math.max(size, Math.abs(weight));
    }
  }
  return difference / size;
}
