import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine, tf } from '../../lib/src/engine/index.js';

/** A dense layer in a Sequential in a functional model in a Sequential. */
function nested(): { model: tf.Sequential; base: tf.LayersModel; inner: tf.layers.Layer } {
  const inner = tf.layers.dense({ units: 2, inputShape: [2] });
  const block = tf.sequential({ layers: [inner] });
  const input = tf.input({ shape: [2] });
  const base = tf.model({ inputs: input, outputs: block.apply(input) as tf.SymbolicTensor });
  const model = tf.sequential({ layers: [base, tf.layers.dense({ units: 1 })] });
  return { model, base, inner };
}

describe('trainable of a model', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  it('freezes and thaws each layer inside', () => {
    const { model, base, inner } = nested();
    base.trainable = false;
    expect(inner.trainable).toBe(false);
    expect(model.trainableWeights).toHaveLength(2);
    base.trainable = true;
    expect(inner.trainable).toBe(true);
    expect(model.trainableWeights).toHaveLength(4);
  });

  it('thaws layers that were frozen one by one', () => {
    const { base, inner } = nested();
    inner.trainable = false;
    base.trainable = true;
    expect(inner.trainable).toBe(true);
  });

  it('freezes a Sequential before and after it is built', () => {
    const { model, inner } = nested();
    model.trainable = false;
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    expect([model.trainableWeights, inner.trainable]).toEqual([[], false]);
    model.trainable = true;
    expect(model.trainableWeights).toHaveLength(4);
  });

  it('leaves a frozen layer frozen when the Sequential around it is built', () => {
    const { model, base, inner } = nested();
    inner.trainable = false;
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    expect([base.trainable, inner.trainable]).toEqual([true, false]);
    expect(model.trainableWeights).toHaveLength(2);
  });
});
