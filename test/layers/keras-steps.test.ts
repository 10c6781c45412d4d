import { beforeAll, describe, expect, it } from 'vitest';
import { adamW, compileTrainStep, dropout, loadEngine, tf } from '../../lib/src/engine/index.js';
import {
  globalAveragePooling2d,
  randomContrast,
  randomFlip,
  randomRotation,
  randomZoom,
  reLU,
} from '../../lib/src/layers/index.js';
import { readFixture, testRegeneration } from '../parity/regenerate.js';
import { valuesOf } from './keras-layer.js';

/** One training that Keras did. */
interface Run {
  readonly optimizer: keyof typeof OPTIMIZERS;
  readonly sparse: boolean;
  readonly weighted: boolean;
  readonly frozen: readonly string[];
  readonly learningRates: readonly number[];
  readonly steps: readonly { readonly loss: number; readonly accuracy: number }[];
  /** By the name of the layer. */
  readonly weights: Readonly<Record<string, readonly (readonly number[])[]>>;
}

const keras = readFixture<{
  readonly rows: number;
  readonly labels: number[];
  readonly sampleWeight: number[];
  readonly runs: readonly Run[];
}>('keras_steps');

const OPTIMIZERS = {
  sgd: () => tf.train.sgd(0.05),
  momentum: () => tf.train.momentum(0.05, 0.9),
  nesterov: () => tf.train.momentum(0.05, 0.9, true),
  adam: () => tf.train.adam(0.05),
  rmsprop: () => tf.train.rmsprop(0.05, 0.8),
  rmspropCentered: () => tf.train.rmsprop(0.05, 0.8, 0.5, undefined, true),
  adagrad: () => tf.train.adagrad(0.05, 0.2),
  adadelta: () => tf.train.adadelta(0.05, 0.9),
  adamax: () => tf.train.adamax(0.05),
  adamW: () => adamW({ learningRate: 0.05, weightDecay: 0.3 }),
  adamWKernels: () =>
    adamW({
      learningRate: 0.05,
      weightDecay: 0.3,
      excludeFromWeightDecay: ['bias', 'gamma', 'beta'],
    }),
};

// As in keras_steps.py.
function makeModel({ optimizer, sparse, frozen }: Run): tf.LayersModel {
  const layers = [
    tf.layers.rescaling({ scale: 1 / 2, offset: 0.25, inputShape: [9, 8, 3] }),
    randomFlip({ mode: 'horizontal', seed: 1 }),
    randomRotation({ factor: 0.1, seed: 2 }),
    randomZoom({ heightFactor: 0.2, fillMode: 'nearest', seed: 3 }),
    randomContrast({ factor: 0.3, valueRange: [0, 1], seed: 4 }),
    tf.layers.conv2d({ filters: 4, kernelSize: 3, useBias: false, name: 'convolution' }),
    tf.layers.batchNormalization({ name: 'normalised', momentum: 0.9 }),
    reLU({ maxValue: 6 }),
    tf.layers.depthwiseConv2d({ kernelSize: 3, strides: 2, padding: 'same', name: 'depthwise' }),
    globalAveragePooling2d(),
    dropout({ rate: 0.3, seed: 5 }),
    tf.layers.dense({ units: 3, activation: 'softmax', name: 'classes' }),
  ];
  const model = tf.sequential({ layers });
  for (const layer of model.layers) {
    const start = ({ originalName, shape }: (typeof layer.weights)[0]): tf.Tensor =>
      valuesOf(shape as number[], 0.8, originalName.includes('variance') ? 0.1 : -0.4);
    layer.setWeights(layer.weights.map(start));
  }
  for (const name of frozen) model.getLayer(name).trainable = false;
  const loss = sparse ? 'sparseCategoricalCrossentropy' : 'categoricalCrossentropy';
  model.compile({ optimizer: OPTIMIZERS[optimizer](), loss, metrics: ['accuracy'] });
  return model;
}

function titleOf({ optimizer, sparse, weighted, frozen }: Run): string {
  return JSON.stringify({ optimizer, sparse, weighted, frozen });
}

function targets({ sparse }: Run): tf.Tensor {
  const labels = tf.tensor1d(keras.labels, 'int32');
  return sparse ? labels : tf.oneHot(labels, 3);
}

describe('training with layers and losses of all kinds', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  it.each(keras.runs.map((run) => [titleOf(run), run] as const))(
    'goes where Keras goes: %s',
    (_, run) => {
      const model = makeModel(run);
      const step = compileTrainStep(model);
      const weight = run.weighted ? [tf.tensor1d(keras.sampleWeight)] : [];
      for (const [i, expected] of run.steps.entries()) {
        step.learningRate = run.learningRates[i]!;
        step.resetMetrics();
        step.run(valuesOf([keras.rows, 9, 8, 3], 1, 0.01 * i), targets(run), ...weight);
        expect(step.metrics().loss).toBeCloseTo(expected.loss, 5);
        expect(step.metrics().accuracy).toBeCloseTo(expected.accuracy, 6);
      }
      expect(step.reason).toBeUndefined();
      for (const [name, expected] of Object.entries(run.weights)) {
        for (const [i, tensor] of model.getLayer(name).getWeights().entries()) {
          const differences = tf.sub(tensor.flatten(), tf.tensor1d([...expected[i]!]));
          expect(tf.max(tf.abs(differences)).dataSync()[0]).toBeLessThan(1e-4);
        }
      }
    },
  );
});

testRegeneration('keras_steps', { absolute: 1e-4, relative: 1e-4 });
