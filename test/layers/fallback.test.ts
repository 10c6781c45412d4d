import { beforeAll, describe, expect, it, vi } from 'vitest';
import { loadEngine, tf } from '../../lib/src/engine/index.js';
import { randomRotation } from '../../lib/src/layers/index.js';
import { expectKeras, keras, layerOf, title } from './keras-layer.js';

vi.mock('@tensorflow/tfjs-node', () => {
  throw new Error('libtensorflow_cc.so.2: cannot open shared object file');
});

const OURS = [
  'Activation',
  'BatchNormalization',
  'GlobalAveragePooling2D',
  'GlobalMaxPooling2D',
  'Normalization',
  'RandomBrightness',
  'RandomContrast',
  'RandomFlip',
  'ReLU',
  'Resizing',
  'Subtract',
];

describe('without TensorFlow, JavaScript computes what Keras computes', () => {
  beforeAll(async () => {
    await loadEngine({ allowFallback: true });
    expect(tf.getBackend()).toBe('cpu');
  });

  it.each(
    keras.cases
      .filter(({ layer }) => OURS.includes(layer))
      .map((kerasCase) => [title(kerasCase), kerasCase] as const),
  )('%s', (_, kerasCase) => {
    expectKeras(layerOf(kerasCase), kerasCase);
  });

  it('images are not turned, shifted or zoomed, and the error says why', () => {
    const layer = randomRotation({ name: 'turned', factor: 0.1 });
    const images = tf.ones([1, 2, 2, 3]);
    expect(() => layer.apply(images, { training: true })).toThrow(
      'turned: turning, shifting and zooming images needs TensorFlow',
    );
    expect((layer.apply(images) as tf.Tensor).shape).toEqual([1, 2, 2, 3]);
  });
});
