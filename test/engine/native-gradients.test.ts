import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine, tf } from '../../lib/src/engine/index.js';

// tfjs's JavaScript backend in the same process has none of the native ops: what it gives
// is the stock answer.
async function onJavaScript<T>(compute: () => T): Promise<T> {
  await tf.setBackend('cpu');
  (tf.backend() as unknown as { firstUse: boolean }).firstUse = false;
  try {
    return compute();
  } finally {
    await tf.setBackend('tensorflow');
  }
}

function random(shape: number[], seed: number): tf.Tensor {
  return tf.randomNormal(shape, 0, 1, 'float32', seed);
}

/** Values and gradients for every input, as plain arrays. */
function valuesAndGradients(run: (...inputs: tf.Tensor[]) => tf.Tensor, shapes: number[][]) {
  const inputs = shapes.map((shape, i) => random(shape, i + 1));
  const output = run(...inputs);
  const gradients = tf.grads(run)(inputs, random(output.shape, 99));
  return [output, ...gradients].map((tensor) => Array.from(tensor.dataSync()));
}

const CASES: [string, (...inputs: tf.Tensor[]) => tf.Tensor, number[][]][] = [
  ['relu', (x) => tf.relu(x), [[4, 5]]],
  ['a bias on rows', (x, b) => tf.add(x, b), [[4, 5], [5]]],
  [
    'a bias on images',
    (x, b) => tf.add(x, b),
    [
      [2, 3, 3, 5],
      [1, 1, 1, 5],
    ],
  ],
  [
    'adding equal shapes',
    (x, b) => tf.add(x, b),
    [
      [4, 5],
      [4, 5],
    ],
  ],
  [
    'adding a column',
    (x, b) => tf.add(x, b),
    [
      [4, 5],
      [4, 1],
    ],
  ],
  ['a bias on the left', (b, x) => tf.add(b, x), [[5], [4, 5]]],
  ['adding a scalar', (x, b) => tf.add(x, b), [[4, 5], []]],
  ['adding one channel', (x, b) => tf.add(x, b), [[4, 1], [1]]],
  ['one row and a bias', (x, b) => tf.add(x, b), [[1, 5], [5]]],
  [
    'a product',
    (a, b) => tf.matMul(a, b),
    [
      [4, 5],
      [5, 3],
    ],
  ],
  [
    'a transposed product',
    (a, b) => tf.matMul(a, b, true, true),
    [
      [5, 4],
      [3, 5],
    ],
  ],
  [
    'a product of stacks',
    (a, b) => tf.matMul(a, b),
    [
      [2, 4, 5],
      [2, 5, 3],
    ],
  ],
];

describe('native ops', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  it.each(CASES)('give the values and gradients of %s', async (_, run, shapes) => {
    const expected = await onJavaScript(() => valuesAndGradients(run, shapes));
    const actual = valuesAndGradients(run, shapes);
    for (const [i, values] of expected.entries()) {
      expect(actual[i]).toHaveLength(values.length);
      for (const [j, value] of values.entries()) expect(actual[i]![j]).toBeCloseTo(value, 5);
    }
  });

  it.each([
    ['rows', [4, 3]],
    ['images', [2, 3, 3, 3]],
    ['a sequence', [2, 4, 3]],
  ])('predict with a dense layer on %s', async (_, shape) => {
    const layer = tf.layers.dense({ units: 5, activation: 'relu', biasInitializer: 'ones' });
    const x = random(shape, 1);
    const before = tf.memory().numTensors;
    const actual = tf.tidy(() => (layer.apply(x) as tf.Tensor).dataSync());
    // The layer's own weights.
    expect(tf.memory().numTensors - before).toBe(2);
    const expected = await onJavaScript(() => (layer.apply(x) as tf.Tensor).dataSync());
    expect(actual).toHaveLength(expected.length);
    for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 5);
  });

  it('have no gradient at 0 of relu, as tfjs has none', () => {
    expect(
      tf
        .grad((x) => tf.relu(x))(tf.tensor1d([-1, 0, 1]))
        .arraySync(),
    ).toEqual([0, 0, 1]);
  });

  it('name the op where a second gradient is asked for', () => {
    const gradient = tf.grad((x) => tf.square(tf.relu(x)));
    expect(() => tf.grad((x) => gradient(x))(tf.tensor1d([1]))).toThrow('ReluGrad');
  });

  it('refuse to gather what is not there', () => {
    const x = tf.tensor1d([1, 2, 3]);
    expect(tf.gather(x, tf.tensor1d([2, 0], 'int32')).dataSync()).toEqual(Float32Array.of(3, 1));
    expect(() => tf.gather(x, tf.tensor1d([3], 'int32')).dataSync()).toThrow('not in [0, 3)');
  });

  it('mean booleans', () => {
    expect(tf.mean(tf.tensor1d([true, false, true, true], 'bool')).dataSync()[0]).toBe(0.75);
  });
});
