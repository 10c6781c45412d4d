import { beforeAll, describe, expect, it } from 'vitest';
import { maskingByOps } from '../../lib/src/engine/dropout-mask.js';
import { Dropout, dropout, loadEngine, tf } from '../../lib/src/engine/index.js';
import { statelessUniform } from '../../lib/src/random/index.js';

type Saved = Parameters<typeof tf.models.modelFromJSON>[0];

const SIZES = [1, 7, 31, 32, 33, 511, 512, 513, 5000];

function masks(count: number, options: { rate?: number; seed?: number } = {}): Float32Array[] {
  const layer = dropout({ rate: 0.5, seed: 1, ...options });
  const ones = tf.ones([1000]);
  return Array.from({ length: count }, () =>
    (layer.apply(ones, { training: true }) as tf.Tensor).dataSync<'float32'>(),
  );
}

describe('dropout', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  it.each([0.1, 0.3, 0.5, 0.9])('drops a share of %f and scales the rest', (rate) => {
    const size = 200_000;
    const layer = dropout({ rate, seed: 5 });
    const values = (layer.apply(tf.ones([size]), { training: true }) as tf.Tensor).dataSync();
    const dropped = values.filter((value) => value === 0).length / size;
    // Five standard errors.
    expect(Math.abs(dropped - rate)).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / size));
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
  });

  it('draws the same masks for the same seed', () => {
    expect(masks(3)).toEqual(masks(3));
  });

  it('draws another mask at each step and for each seed', () => {
    const [first, second] = masks(2);
    expect(first).not.toEqual(second);
    expect(masks(1, { seed: 2 })[0]).not.toEqual(first);
  });

  it('goes on from a position in its stream', () => {
    const layer = dropout({ rate: 0.5, seed: 1 });
    layer.seedGenerator.draws = 2;
    const third = (layer.apply(tf.ones([1000]), { training: true }) as tf.Tensor).dataSync();
    expect(third).toEqual(masks(3)[2]);
    expect(layer.seedGenerator.draws).toBe(3);
  });

  it('passes everything at inference, and with rate 0', () => {
    const x = tf.tensor1d([1, 2, 3]);
    const layer = dropout({ rate: 0.5, seed: 1 });
    expect((layer.apply(x) as tf.Tensor).dataSync()).toEqual(x.dataSync());
    expect(layer.seedGenerator.draws).toBe(0);
    const none = dropout({ rate: 0, seed: 1 });
    expect((none.apply(x, { training: true }) as tf.Tensor).dataSync()).toEqual(x.dataSync());
  });

  it('has the gradient of its mask', () => {
    const layer = dropout({ rate: 0.3, seed: 4 });
    const x = tf.randomNormal([1000], 0, 1, 'float32', 3);
    const { value, grad } = tf.valueAndGrad((input) =>
      tf.sum(layer.apply(input, { training: true }) as tf.Tensor),
    )(x);
    const scale = Math.fround(1 / 0.7);
    const kept = grad.dataSync();
    expect(new Set(kept)).toEqual(new Set([0, scale]));
    expect(tf.sum(tf.mul(x, grad)).dataSync()[0]).toBeCloseTo(value.dataSync()[0]!, 3);
  });

  it.each(SIZES)('gives with its kernel the bits of stock ops, size %i', (size) => {
    const x = tf.randomNormal<tf.Rank.R1>([size], 0, 1, 'float32', 1);
    for (const rate of [0.3, 0.75]) {
      const layer = dropout({ rate, seed: 7 });
      layer.seedGenerator.draws = 9;
      const byKernel = layer.apply(x, { training: true }) as tf.Tensor;
      const { y } = maskingByOps.apply(x, tf.tensor1d([7, 9], 'int32'), rate);
      expect(byKernel.dataSync()).toEqual(y.dataSync());
    }
  });

  it('is a Keras Dropout in a saved model, and comes back from one', async () => {
    const layer = dropout({ rate: 0.3, seed: 42, name: 'drop' });
    expect(layer.getClassName()).toBe('Dropout');
    expect(layer.getConfig()).toMatchObject({ name: 'drop', rate: 0.3, seed: 42 });
    const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [4] }), layer] });
    const json = model.toJSON(null, false) as unknown as Saved;
    const copy = await tf.models.modelFromJSON(json);
    expect(copy.layers[1]).toBeInstanceOf(Dropout);
    expect(copy.layers[1]!.getConfig()).toEqual(layer.getConfig());
  });

  it.each([
    [{ rate: 1 }, 'rate is 1, expected a number in [0, 1)'],
    [{ rate: -0.1 }, 'rate is -0.1'],
    [{ rate: Number.NaN }, 'rate is NaN'],
    [{ rate: 0.5, seed: 1.5 }, 'seed is 1.5, expected an integer below 2⁵³'],
    [{ rate: 0.5, noiseShape: [1, 1] }, 'noiseShape is [1,1], expected none'],
  ])('refuses %o', (options, message) => {
    expect(() => dropout(options)).toThrow(message);
  });
});

describe('statelessUniform', () => {
  it.each([
    [42, 0],
    [0, 0],
    [-1, 7],
    [2 ** 31 - 1, -(2 ** 31)],
  ] as const)("gives TensorFlow's numbers for the seed [%i, %i]", (...seed) => {
    const backend = tf.backend() as unknown as {
      binding: { TF_ATTR_TYPE: number; TF_FLOAT: number; TF_INT32: number };
      executeSingleOutput(name: string, attributes: object[], inputs: tf.Tensor[]): tf.Tensor;
    };
    const { TF_ATTR_TYPE: type, TF_FLOAT, TF_INT32 } = backend.binding;
    const attributes = [
      { name: 'dtype', type, value: TF_FLOAT },
      { name: 'T', type, value: TF_INT32 },
      { name: 'Tseed', type, value: TF_INT32 },
    ];
    const inputs = [tf.tensor1d([1001], 'int32'), tf.tensor1d([...seed], 'int32')];
    const expected = backend.executeSingleOutput('StatelessRandomUniform', attributes, inputs);
    expect(statelessUniform(1001, seed)).toEqual(expected.dataSync());
  });
});
