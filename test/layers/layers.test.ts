import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine, tf } from '../../lib/src/engine/index.js';
import {
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
  subtract,
} from '../../lib/src/layers/index.js';
import { expectClose, keras, valuesOf } from './keras-layer.js';

const name = 'layer';
// What a saved model may hold, and the types forbid.
const unknown = (value: unknown) => value as never;

describe('layers', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  it('Normalization learns what Keras learns', () => {
    const layer = normalization();
    layer.adapt(valuesOf([2, 7, 6, 2]));
    for (const weight of layer.weights) {
      const expected = keras.adapted[weight.originalName.split('/').at(-1)!]!;
      expectClose(weight.read().dataSync(), expected);
    }
    expect(layer.weights.map(({ dtype }) => dtype)).toEqual(['float32', 'float32', 'int32']);
  });

  it('Normalization has nothing to learn where mean and variance were given', () => {
    const layer = normalization({ name, mean: 0, variance: 1, axis: null });
    expect(() => {
      layer.adapt(tf.ones([2, 2]));
    }).toThrow('layer: mean and variance were given, adapt has nothing to do');
  });

  it('a random layer without a seed draws one and saves it', () => {
    const [first, second] = [randomFlip(), randomFlip()].map((layer) => layer.getConfig()['seed']);
    expect(Number.isInteger(first)).toBe(true);
    expect(first).not.toBe(second);
  });

  it('a random layer changes other images in another way', () => {
    const image = valuesOf([1, 6, 6, 3]);
    const images = tf.tile(image, [8, 1, 1, 1]);
    const rotated = randomRotation({ factor: 0.5, seed: 1 }).apply(images, { training: true });
    const [one, other] = tf.split(rotated as tf.Tensor, 8);
    expect(one!.dataSync()).not.toEqual(other!.dataSync());
  });

  it.each([
    [
      'a turn of more than one',
      () => randomRotation({ name, factor: 1.5 }),
      'layer: factor is 1.5, expected a number or two in [-1, 1]',
    ],
    [
      'a zoom out of the picture',
      () => randomZoom({ name, heightFactor: -1 }),
      'layer: heightFactor is -1, expected a number or two in (-1, 1]',
    ],
    [
      'a shift by three numbers',
      () => randomTranslation({ name, heightFactor: 0, widthFactor: unknown([0, 0, 0]) }),
      'layer: widthFactor is [0,0,0]',
    ],
    [
      'less than no contrast',
      () => randomContrast({ name, factor: [-0.1, 0.5] }),
      'layer: factor is [-0.1,0.5], expected a number or two in [0, 1]',
    ],
    ['no number', () => randomBrightness({ name, factor: Number.NaN }), 'layer: factor is null'],
    [
      'an unknown mode',
      () => randomFlip({ name, mode: unknown('diagonal') }),
      'layer: mode is "diagonal", expected one of horizontal, vertical',
    ],
    [
      'an unknown fill mode',
      () => randomZoom({ name, heightFactor: 0, fillMode: unknown('mirror') }),
      'layer: fillMode is "mirror", expected one of reflect',
    ],
    [
      'an unknown interpolation',
      () => resizing({ name, height: 1, width: 1, interpolation: unknown('bicubic') }),
      'layer: interpolation is "bicubic", expected bilinear or nearest',
    ],
    [
      'to keep proportions',
      () => resizing({ name, height: 1, width: 1, cropToAspectRatio: true }),
      'layer: cropToAspectRatio is true, expected false',
    ],
    [
      'channels first',
      () => globalMaxPooling2d({ name, dataFormat: unknown('channelsFirst') }),
      'layer: dataFormat is "channelsFirst", expected "channelsLast"',
    ],
    [
      'a mean without a variance',
      () => normalization({ name, mean: 1 }),
      'layer: expected both mean and variance, or neither',
    ],
    [
      'a fractional seed',
      () => randomFlip({ name, seed: 0.5 }),
      'seed is 0.5, expected an integer',
    ],
    [
      'vectors in place of images',
      () => randomFlip({ name }).apply(tf.ones([2, 3])),
      'layer: the input has the shape [2, 3], expected images',
    ],
    [
      'shapes that differ',
      () => subtract({ name }).apply([tf.ones([1, 2]), tf.ones([1, 3])]),
      'layer: the inputs have the shapes [[1,2],[1,3]], expected two that are the same',
    ],
  ])('refuse %s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  it('of Keras files with `null` for what is not set are read', () => {
    const config = { name, height: 2, width: 3, dataFormat: null };
    expect(resizing(config).getConfig()).toMatchObject({ height: 2, width: 3 });
    expect(reLU({ name, maxValue: null }).getConfig()).toMatchObject({ maxValue: null });
  });
});
