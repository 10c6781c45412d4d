import { beforeAll, describe, expect, it } from 'vitest';
import {
  compilePredict,
  compileTrainStep,
  dropout,
  loadEngine,
  type TrainStep,
  tf,
} from '../../lib/src/engine/index.js';
import { randomFlip } from '../../lib/src/layers/index.js';
import { keepEager } from '../support/eager.js';
import { headsInputs, headsModel, headsTargets } from './heads-model.js';

const STEPS = 1000;
// Op by op they take many times as long, and a leak shows in the first.
const EAGER_STEPS = 100;

/** A full batch, or a partial one; with weights, or without. */
function runOne(step: TrainStep, i: number): void {
  tf.tidy(() => {
    const rows = i % 5 === 4 ? 3 : 8;
    const weights = tf.range(0, rows);
    const sampleWeight = i % 3 === 0 ? [] : [i % 3 === 1 ? weights : [weights, null, weights]];
    step.run(headsInputs(0, rows), headsTargets(rows), ...(sampleWeight as [tf.Tensor1D]));
  });
}

function counts(): [number, number] {
  const backend = tf.backend() as unknown as { getNumOfTFTensors(): number };
  return [tf.memory().numTensors, backend.getNumOfTFTensors()];
}

describe('no tensor leaks', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  it.each([
    [STEPS, 'compiled', false],
    [EAGER_STEPS, 'eager', true],
  ] as const)(
    'in %i %s steps of several outputs, partial batches and weights',
    (steps, mode, eager) => {
      const step = compileTrainStep(headsModel({ optimizer: tf.train.rmsprop(1e-3, 0.9, 0.5) }));
      if (eager) keepEager(step);
      // One of each kind makes slots and functions.
      for (let i = 0; i < 15; i += 1) runOne(step, i);
      const before = counts();
      for (let i = 0; i < steps; i += 1) runOne(step, i);
      step.metrics();
      expect(counts()).toEqual(before);
      expect(step.mode).toBe(mode);
    },
  );

  it('in 1,000 steps as fit runs them, with dropout, augmentation and batch normalisation', async () => {
    const model = tf.sequential({
      layers: [
        randomFlip({ inputShape: [6, 6, 3], seed: 1 }),
        tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu' }),
        tf.layers.batchNormalization(),
        dropout({ rate: 0.3, seed: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 7, activation: 'softmax' }),
      ],
    });
    model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
    const step = compileTrainStep(model);
    const x = tf.randomUniform([8, 6, 6, 3], 0, 1, 'float32', 3);
    const y = tf.oneHot(tf.range(0, 8, 1, 'int32').mod(tf.scalar(7, 'int32')), 7);
    const [part, labels] = [x.slice(0, 3), y.slice(0, 3)];
    const runSteps = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i += 1) {
        await (i % 5 === 4 ? step.runAsync(part, labels) : step.runAsync(x, y));
      }
    };
    await runSteps(15);
    const before = counts();
    await runSteps(STEPS);
    expect(counts()).toEqual(before);
    expect(step.mode).toBe('compiled');
  });

  it('in 1,000 predictions of several outputs', () => {
    const predict = compilePredict(headsModel());
    const x = headsInputs(0);
    tf.dispose(predict(x, 3));
    const before = counts();
    for (let i = 0; i < STEPS; i += 1) tf.dispose(predict(x, 3));
    expect(counts()).toEqual(before);
    expect(predict.mode).toBe('compiled');
  });
});
