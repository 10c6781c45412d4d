import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine, optimizerState, tf } from '../../lib/src/engine/index.js';
import { loadKerasModel, loadKerasWeights } from '../../lib/src/keras-files/index.js';
import { type KerasArray, readJson } from './zoo.js';

// Made by old_keras.py, beside the versions that it ran with.
const folder = fileURLToPath(new URL('fixtures/', import.meta.url));

interface OldCase {
  readonly x: KerasArray;
  readonly y: KerasArray;
}
const cases = readJson<Record<string, OldCase>>(`${folder}old_keras.json`);

function expectSamePrediction(model: tf.LayersModel, { x, y }: OldCase): void {
  const found = model.predict(tf.tensor(x.values, x.shape)) as tf.Tensor;
  expect(found.shape).toEqual(y.shape);
  for (const [i, value] of found.dataSync().entries()) {
    expect(Math.abs(value - y.values[i]!)).toBeLessThan(1e-5 * Math.abs(y.values[i]!));
  }
}

describe('files of old versions of Keras', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  it.each(['keras2-cnn', 'keras2-lstm', 'keras1-lstm'])(
    '%s.h5 gives what it gave',
    async (name) => {
      expectSamePrediction(await loadKerasModel(`${folder}${name}.h5`), cases[name]!);
    },
  );

  it.each(['keras2-cnn', 'keras2-lstm'])('%s-weights.h5 fits by order', async (name) => {
    const model = await loadKerasModel(`${folder}${name}.h5`);
    for (const weight of model.weights) weight.write(tf.zerosLike(weight.read()));
    await loadKerasWeights(model, `${folder}${name}-weights.h5`);
    expectSamePrediction(model, cases[name]!);
  });

  it("Keras 2's Adam goes on with its moments", async () => {
    const model = await loadKerasModel(`${folder}keras2-cnn.h5`);
    const { iterations, learningRate, slots } = optimizerState(model)!;
    expect([iterations, learningRate]).toEqual([1, 0.01]);
    const half = slots.length / 2;
    const [first, second] = [slots.slice(0, half), slots.slice(half)];
    // After one step m = 0.1 g and v = 0.001 g².
    for (const [i, m] of first.entries()) {
      const v = second[i]!.dataSync();
      for (const [j, value] of m.dataSync().entries()) {
        expect(Math.abs(v[j]! - 0.1 * value ** 2)).toBeLessThanOrEqual(1e-4 * v[j]! + 1e-9);
      }
    }
  });
});
