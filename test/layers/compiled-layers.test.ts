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
  randomContrast,
  randomFlip,
  randomRotation,
  randomZoom,
  reLU,
} from '../../lib/src/layers/index.js';
import { weightsOf } from '../engine/small-model.js';
import { valuesOf } from './keras-layer.js';

const LAYERS: Record<string, (name: string) => tf.layers.Layer> = {
  BatchNormalization: (name) => tf.layers.batchNormalization({ momentum: 0.8, name }),
  RandomContrast: (name) =>
    randomContrast({ factor: [0.3, 0.3], valueRange: [0, 1], seed: 2, name }),
  RandomFlip: (name) => randomFlip({ seed: 3, name }),
  RandomRotation: (name) => randomRotation({ factor: 0.2, seed: 4, name }),
  RandomZoom: (name) => randomZoom({ heightFactor: 0.2, widthFactor: 0.3, seed: 6, name }),
  ReLU: (name) => reLU({ maxValue: 0.9, negativeSlope: 0.1, threshold: 0.2, name }),
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
