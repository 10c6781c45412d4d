import { beforeAll, describe, expect, it } from 'vitest';
import {
  compilePredict,
  compileTrainStep,
  loadEngine,
  type TrainStep,
  tf,
} from '../../lib/src/engine/index.js';
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
