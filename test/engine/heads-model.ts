import { tf } from '../../lib/src/engine/index.js';
import { readFixture } from '../parity/regenerate.js';

/** One training that Keras did. */
export interface HeadsRun {
  readonly sampleWeight: readonly number[][] | null;
  readonly lossWeights: readonly number[] | null;
  readonly frozen: readonly string[];
  readonly steps: readonly Readonly<Record<string, number>>[];
  /** By the name of the layer. */
  readonly weights: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** What `keras_steps.py` writes of the model. */
export const kerasHeads = readFixture<{
  readonly rows: number;
  readonly labels: number[];
  readonly heads: readonly HeadsRun[];
}>('keras_steps');

/** Numbers in [shift, shift + scale) in no order, as in `keras_steps.py`. */
function valuesOf(shape: number[], scale = 1, shift = 0): tf.Tensor {
  const size = tf.util.sizeFromShape(shape);
  const numbers = Array.from({ length: size }, (_, i) => ((i * 7919) % 1009) / 1009);
  return tf.tensor(
    numbers.map((value) => value * scale + shift),
    shape,
  );
}

/** Two inputs and three outputs, one of which is also an input of another; as in `keras_steps.py`. */
export function headsModel(
  options: { frozen?: readonly string[]; optimizer?: tf.Optimizer } = {},
): tf.LayersModel {
  const { frozen = [], optimizer = tf.train.momentum(0.05, 0.9) } = options;
  const apply = (layer: tf.layers.Layer, ...inputs: tf.SymbolicTensor[]): tf.SymbolicTensor =>
    layer.apply(inputs.length === 1 ? inputs[0]! : inputs) as tf.SymbolicTensor;
  const image = tf.input({ shape: [6, 6, 2], name: 'image' });
  const person = tf.input({ shape: [3], name: 'person' });
  const flat = apply(tf.layers.flatten(), apply(convolution(), image));
  const hidden = apply(hiddenLayer(), apply(tf.layers.concatenate(), flat, person));
  const dense = (name: string, units: number, activation: 'softmax' | 'sigmoid' | 'linear') =>
    tf.layers.dense({ name, units, activation });
  const lesion = apply(dense('lesion', 3, 'softmax'), hidden);
  const both = apply(tf.layers.concatenate(), hidden, lesion);
  const malignant = apply(dense('malignant', 1, 'sigmoid'), both);
  const age = apply(dense('age', 2, 'linear'), hidden);
  const model = tf.model({ inputs: [image, person], outputs: [lesion, malignant, age] });
  // Not by setWeights, which constrains them.
  const weights = model.layers.flatMap((layer) => layer.weights);
  for (const weight of weights as unknown as { read(): tf.Variable; shape: number[] }[]) {
    weight.read().assign(valuesOf(weight.shape, 0.8, -0.4));
  }
  for (const name of frozen) model.getLayer(name).trainable = false;
  model.compile({
    optimizer,
    loss: ['sparseCategoricalCrossentropy', 'binaryCrossentropy', 'meanSquaredError'],
    metrics: { lesion: 'accuracy', malignant: 'accuracy', age: 'mae' },
  });
  return model;
}

function convolution(): tf.layers.Layer {
  const kernelRegularizer = tf.regularizers.l2({ l2: 0.02 });
  return tf.layers.conv2d({
    name: 'conv',
    filters: 3,
    kernelSize: 3,
    activation: 'relu',
    kernelRegularizer,
  });
}

function hiddenLayer(): tf.layers.Layer {
  return tf.layers.dense({
    name: 'hidden',
    units: 5,
    activation: 'tanh',
    kernelRegularizer: tf.regularizers.l1({ l1: 0.003 }),
    biasRegularizer: tf.regularizers.l1l2({ l1: 0.01, l2: 0.1 }),
    kernelConstraint: tf.constraints.maxNorm({ maxValue: 1 }),
  });
}

/** Inputs of step `i`, of the first `rows` rows. */
export function headsInputs(i: number, rows = kerasHeads.rows): tf.Tensor[] {
  return tf.tidy(() =>
    [
      valuesOf([kerasHeads.rows, 6, 6, 2], 1, 0.01 * i),
      valuesOf([kerasHeads.rows, 3], 1, -0.5),
    ].map((tensor) => tf.slice(tensor, 0, rows)),
  );
}

/** Targets of the first `rows` rows. */
export function headsTargets(rows = kerasHeads.rows): tf.Tensor[] {
  return tf.tidy(() => {
    const labels = tf.tensor1d(kerasHeads.labels, 'int32');
    const malignant = tf.expandDims(tf.cast(tf.equal(labels, 1), 'float32'), 1);
    return [labels, malignant, valuesOf([kerasHeads.rows, 2], 2)].map((tensor) =>
      tf.slice(tensor, 0, rows),
    );
  });
}
