import { beforeAll, describe, expect, it } from 'vitest';
import { compileFunction } from '../../lib/src/engine/compiled-function.js';
import { dropout, loadEngine, tf } from '../../lib/src/engine/index.js';
import { trace } from '../../lib/src/engine/trace.js';

type Shape4D = [number, number, number, number];
type Network = (x: tf.Tensor4D) => tf.Tensor;

function pool(x: tf.Tensor4D, size: number, stride = size, pad: 'valid' | 'same' = 'valid') {
  return tf.maxPool(x, size, stride, pad);
}

function gradientOf(network: Network): (x: tf.Tensor) => tf.Tensor {
  return tf.grad((x) => {
    const y = network(x as tf.Tensor4D);
    // A gradient that differs from element to element.
    return tf.sum(tf.mul(tf.sin(y), y));
  });
}

function opsOf(network: Network, shape: Shape4D): string[] {
  const x = tf.zeros(shape);
  return trace(() => [gradientOf(network)(x)], [x]).record.map((line) => line.split(' ')[0]!);
}

/** Rounded so that maxima are often equal and zeros frequent. */
function images(shape: Shape4D): tf.Tensor4D {
  return tf.round(tf.randomNormal<tf.Rank.R4>(shape, 0, 2, 'float32', 7));
}

describe('the gradient of relu and what follows it', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  it.each([
    [1, 2, 2, 1],
    [3, 4, 4, 5],
    [2, 5, 7, 3],
    [2, 3, 2, 64],
  ] as Shape4D[])('is the same bits with 2×2 pooling, images [%i, %i, %i, %i]', (...shape) => {
    const gradient = gradientOf((x) => pool(tf.relu(x), 2));
    const x = images(shape);
    const compiled = compileFunction(() => [gradient(x)], [x]);
    expect(compiled.run([x])[0]!.dataSync()).toEqual(gradient(x).dataSync());
    compiled.dispose();
  });

  it('is one op with 2×2 pooling', () => {
    const ops = opsOf((x) => pool(tf.relu(x), 2), [1, 4, 4, 2]);
    expect(ops).toContain('DermlabMaxPoolReluGrad');
    expect(ops).not.toContain('ReluGrad');
  });

  it.each<[string, Network]>([
    ['other windows', (x) => pool(tf.relu(x), 3)],
    ['overlapping windows', (x) => pool(tf.relu(x), 2, 1)],
    ['padded windows', (x) => pool(tf.relu(x), 2, 2, 'same')],
    ['something between', (x) => pool(tf.mul(tf.relu(x), 2), 2)],
  ])('stays two ops with %s', (_, network) => {
    const ops = opsOf(network, [1, 5, 5, 2]);
    expect(ops).toContain('ReluGrad');
    expect(ops).not.toContain('DermlabMaxPoolReluGrad');
  });

  it('is one op with dropout, also across a reshape, and the same bits', () => {
    const layer = dropout({ rate: 0.3, seed: 3 });
    const drop = (x: tf.Tensor) => layer.apply(x, { training: true }) as tf.Tensor;
    const x = images([2, 4, 4, 8]);
    for (const network of [
      (input: tf.Tensor) => drop(tf.relu(input)),
      (input: tf.Tensor) => drop(tf.reshape(tf.relu(tf.reshape(input, [-1, 8])), [2, 4, 4, 8])),
    ]) {
      expect(opsOf(network, [2, 4, 4, 8])).toContain('DermlabDropoutReluGrad');
      expect(opsOf(network, [2, 4, 4, 8])).not.toContain('ReluGrad');
      const gradient = gradientOf(network);
      const compiled = compileFunction(() => [gradient(x)], [x]);
      layer.seedGenerator.draws = 0;
      const actual = compiled.run([x])[0]!.dataSync();
      layer.seedGenerator.draws = 0;
      expect(actual.map(Math.abs)).toEqual(gradient(x).dataSync().map(Math.abs));
      compiled.dispose();
    }
  });

  it('stays two ops where something stands between relu and dropout', () => {
    const layer = dropout({ rate: 0.3, seed: 3 });
    const ops = opsOf(
      (x) => layer.apply(tf.sub(tf.relu(x), 1), { training: true }) as tf.Tensor,
      [1, 2, 2, 2],
    );
    expect(ops).toContain('ReluGrad');
    expect(ops).toContain('DermlabDropoutGrad');
  });
});
