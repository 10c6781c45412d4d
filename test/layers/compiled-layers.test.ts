import { beforeAll, describe, expect, it } from 'vitest';
import {
  compilePredict,
  compileTrainStep,
  dropout,
  getTrainingState,
  loadEngine,
  setTrainingState,
  tf,
} from '../../lib/src/engine/index.js';
import {
  globalAveragePooling2d,
  globalMaxPooling2d,
  normalization,
  randomBrightness,
  randomContrast,
  randomFlip,
  randomRotation,
  randomTranslation,
  randomZoom,
  reLU,
  resizing,
} from '../../lib/src/layers/index.js';
import { largestDifference, weightsOf } from '../engine/small-model.js';
import { withReadingLayer } from '../support/eager.js';
import { valuesOf } from './keras-layer.js';

const valueRange = [0, 1] as const;

const LAYERS: Record<string, (name: string) => tf.layers.Layer> = {
  BatchNormalization: (name) => tf.layers.batchNormalization({ momentum: 0.8, name }),
  DepthwiseConv2D: (name) => tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, name }),
  GlobalAveragePooling2D: (name) => globalAveragePooling2d({ keepdims: true, name }),
  GlobalMaxPooling2D: (name) => globalMaxPooling2d({ keepdims: true, name }),
  Normalization: (name) =>
    normalization({ mean: [0.5, 0.4, 0.3], variance: [0.1, 0.2, 0.3], name }),
  RandomBrightness: (name) => randomBrightness({ factor: 0.3, valueRange, seed: 1, name }),
  RandomContrast: (name) => randomContrast({ factor: [0.3, 0.3], valueRange, seed: 2, name }),
  RandomFlip: (name) => randomFlip({ seed: 3, name }),
  RandomRotation: (name) => randomRotation({ factor: 0.2, seed: 4, name }),
  RandomTranslation: (name) =>
    randomTranslation({ heightFactor: 0.2, widthFactor: 0.2, seed: 5, name }),
  RandomZoom: (name) => randomZoom({ heightFactor: 0.2, widthFactor: 0.3, seed: 6, name }),
  ReLU: (name) => reLU({ maxValue: 0.9, negativeSlope: 0.1, threshold: 0.2, name }),
  Resizing: (name) => resizing({ height: 7, width: 5, name }),
  SeparableConv2D: (name) => tf.layers.separableConv2d({ filters: 4, kernelSize: 3, name }),
};

const SEEDED = ['RandomContrast', 'RandomFlip', 'RandomRotation', 'RandomZoom'];

function makeModel(names: readonly string[]): tf.LayersModel {
  const layers = [
    tf.layers.inputLayer({ inputShape: [10, 9, 3] }),
    ...names.map((name) => LAYERS[name]!(name)),
    tf.layers.flatten({ name: 'flatten' }),
    dropout({ name: 'dropout', rate: 0.1, seed: 9 }),
    tf.layers.dense({ name: 'classes', units: 3, activation: 'softmax' }),
  ];
  const model = tf.sequential({ layers });
  const start = (weight: tf.Tensor, i: number): tf.Tensor =>
    valuesOf(weight.shape, 0.5, i % 2 === 0 ? -0.2 : 0.1);
  model.setWeights(model.getWeights().map(start));
  return compiled(model);
}

function compiled(model: tf.LayersModel): tf.LayersModel {
  const optimizer = tf.train.momentum(0.02, 0.9);
  model.compile({ optimizer, loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

function train(model: tf.LayersModel, from: number, to: number): string | undefined {
  const step = compileTrainStep(model);
  const y = tf.tensor1d([0, 1, 2, 0, 1, 2], 'int32');
  for (let i = from; i < to; i += 1) {
    step.run(valuesOf([6, 10, 9, 3], 0.9, i / 100), y, tf.tensor1d([1, 2, 0.5, 1, 1, 3]));
  }
  const { reason } = step;
  step.dispose();
  return reason;
}

describe('in compiled steps', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  it.each(Object.keys(LAYERS))('%s learns what it learns op by op', (name) => {
    const model = makeModel([name]);
    const start = weightsOf(model);
    const eager = compiled(withReadingLayer(makeModel([name])));
    expect(train(model, 0, 10)).toBeUndefined();
    expect(train(eager, 0, 10)).toBe('it reads a value while it runs');
    const weights = weightsOf(model);
    expect(largestDifference(weights, weightsOf(eager))).toBeLessThan(1e-5);
    expect(largestDifference(weights, start)).toBeGreaterThan(1e-3);
  });

  it('random layers draw anew at each step, and the same for the same seed', () => {
    const [model, again] = [makeModel(SEEDED), makeModel(SEEDED)];
    train(model, 0, 6);
    train(again, 0, 6);
    expect(weightsOf(again)).toEqual(weightsOf(model));
    const frozenDraws = makeModel(SEEDED);
    for (let i = 0; i < 6; i += 1) {
      train(frozenDraws, i, i + 1);
      setTrainingState(frozenDraws, { ...getTrainingState(frozenDraws), draws: {} });
    }
    expect(weightsOf(frozenDraws)).not.toEqual(weightsOf(model));
  });

  it('random layers go on from a checkpoint to the same bytes', () => {
    const [whole, stopped, resumed] = [1, 2, 3].map(() => makeModel(SEEDED)) as [
      tf.LayersModel,
      tf.LayersModel,
      tf.LayersModel,
    ];
    train(whole, 0, 8);
    train(stopped, 0, 3);
    setTrainingState(resumed, getTrainingState(stopped));
    train(resumed, 3, 8);
    expect(weightsOf(resumed)).toEqual(weightsOf(whole));
  });

  it('random layers do nothing in a prediction, and draw nothing', () => {
    const model = makeModel(SEEDED);
    const { draws } = getTrainingState(model);
    const x = valuesOf([2, 10, 9, 3]);
    const predict = compilePredict(model);
    expect(predict(x).dataSync()).toEqual(predict(x).dataSync());
    expect(predict.mode).toBe('compiled');
    expect(getTrainingState(model).draws).toEqual(draws);
    const bare = makeModel([]);
    const [expected, actual] = [compilePredict(bare)(x), predict(x)];
    expect(actual.dataSync()).toEqual(expected.dataSync());
  });

  it('leaks no tensor', () => {
    const model = makeModel([...SEEDED, 'BatchNormalization', 'ReLU']);
    const step = compileTrainStep(model);
    const batch = [valuesOf([6, 10, 9, 3]), tf.zeros([6], 'int32')] as const;
    step.run(...batch);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 200; i += 1) step.run(...batch);
    expect(tf.memory().numTensors).toBe(before);
  });
});
