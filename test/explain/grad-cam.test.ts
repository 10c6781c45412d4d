import { beforeAll, describe, expect, test } from 'vitest';
import { ArgumentError } from '../../lib/src/core/index.js';
import { loadEngine, tf } from '../../lib/src/engine/index.js';
import { gradCam } from '../../lib/src/explain/index.js';
import { cnn } from '../../lib/src/models/index.js';

const { layers } = tf;
const image = () => tf.randomUniform<tf.Rank.R4>([1, 8, 6, 3], 0, 1, 'float32', 1);
const glorot = (seed: number) => tf.initializers.glorotUniform({ seed });
const convolution = (name: string, seed: number, more = {}) =>
  layers.conv2d({ name, filters: 4, kernelSize: 3, kernelInitializer: glorot(seed), ...more });

/** For a convolution, global average pooling and one dense layer Grad-CAM is plain CAM. */
function pooled(dense: object = {}): tf.Sequential {
  return tf.sequential({
    layers: [
      convolution('conv', 1, { inputShape: [8, 6, 3], activation: 'relu' }),
      layers.globalAveragePooling2d({ name: 'pool', dataFormat: 'channelsLast' }),
      layers.dense({
        name: 'dense',
        units: 3,
        activation: 'softmax',
        kernelInitializer: glorot(2),
        ...dense,
      }),
    ],
  });
}

function classActivationMap(model: tf.LayersModel, x: tf.Tensor, classIndex: number): number[] {
  const features = tf.model({ inputs: model.inputs, outputs: model.getLayer('conv').output });
  const map = features.predict(x) as tf.Tensor4D;
  const [kernel] = model.getLayer('dense').getWeights();
  const ofClass = tf.gather(kernel!, [classIndex], 1).flatten();
  const sum = tf.relu(tf.sum(tf.mul(map, ofClass), -1)).flatten();
  return [...tf.div(sum, tf.max(sum)).dataSync()];
}

beforeAll(async () => {
  await loadEngine();
});

describe('the heat map', () => {
  test.each([0, 1, 2])('is the class activation map of class %d', (classIndex) => {
    const model = pooled();
    const x = image();
    const { values, rows, columns, ...rest } = gradCam(model, x, { classIndex });
    expect(rest).toEqual({ layer: 'conv', classIndex, of: 'logit' });
    expect([rows, columns]).toEqual([6, 4]);
    classActivationMap(model, x, classIndex).forEach((value, place) => {
      expect(values[place]).toBeCloseTo(value, 5);
    });
  });

  test('explains the predicted class by default', () => {
    const model = pooled();
    const x = image();
    const predicted = tf.argMax(model.predict(x) as tf.Tensor, -1).dataSync()[0]!;
    expect(gradCam(model, x)).toEqual(gradCam(model, x, { classIndex: predicted }));
  });

  test('is zero, not NaN, where the gradient is zero', () => {
    const model = pooled({ kernelInitializer: 'zeros' });
    expect(new Set(gradCam(model, image(), { classIndex: 0 }).values)).toEqual(new Set([0]));
  });

  test('is zero where every place speaks against the class', () => {
    const model = pooled();
    const [, bias] = model.getLayer('dense').getWeights();
    model.getLayer('dense').setWeights([tf.fill([4, 3], -1), bias!]);
    expect(new Set(gradCam(model, image(), { classIndex: 0 }).values)).toEqual(new Set([0]));
  });

  test('of a probability takes the softmax along', () => {
    const model = pooled();
    const x = image();
    const [kernel] = model.getLayer('dense').getWeights();
    const probabilities = (model.predict(x) as tf.Tensor).dataSync();
    const { values, of } = gradCam(model, x, { classIndex: 1, of: 'output' });
    // d p_1 / d z_c = p_1 (δ_1c − p_c)
    const slopes = [...probabilities].map((p, c) => probabilities[1]! * (Number(c === 1) - p));
    const channelWeights = tf.sum(tf.mul(kernel!, slopes), 1);
    const features = tf.model({ inputs: model.inputs, outputs: model.getLayer('conv').output });
    const sum = tf.relu(tf.sum(tf.mul(features.predict(x) as tf.Tensor, channelWeights), -1));
    const expected = tf.div(sum, tf.max(sum)).dataSync();
    expect(of).toBe('output');
    values.forEach((value, place) => {
      expect(value).toBeCloseTo(expected[place]!, 5);
    });
  });

  test('leaves model and memory as they were', () => {
    const model = pooled();
    const x = image();
    const before = (model.predict(x) as tf.Tensor).dataSync();
    const tensors = tf.memory().numTensors;
    gradCam(model, x);
    expect(tf.memory().numTensors).toBe(tensors);
    expect((model.predict(x) as tf.Tensor).dataSync()).toEqual(before);
    expect(Object.hasOwn(model.getLayer('conv'), 'call')).toBe(false);
  });
});

describe('the layer', () => {
  test('keeps a call of its own, as a frozen normalisation has', () => {
    const model = tf.sequential({
      layers: [
        convolution('conv', 1, { inputShape: [8, 6, 3] }),
        layers.batchNormalization({ name: 'frozen' }),
        layers.flatten(),
        layers.dense({ units: 2, activation: 'softmax' }),
      ],
    });
    const frozen = model.getLayer('frozen');
    const call = frozen.call.bind(frozen);
    frozen.call = call;
    expect(gradCam(model, image()).layer).toBe('frozen');
    expect(Object.getOwnPropertyDescriptor(frozen, 'call')?.value).toBe(call);
  });

  test('is by default the last convolution with its normalisation and activation', () => {
    const model = tf.sequential({
      layers: [
        convolution('first', 1, { inputShape: [8, 6, 3] }),
        convolution('last', 2, { padding: 'same' }),
        layers.batchNormalization({ name: 'normalised' }),
        layers.activation({ name: 'activated', activation: 'relu' }),
        layers.maxPooling2d({ name: 'pool', poolSize: 2 }),
        layers.flatten(),
        layers.dense({ units: 2, activation: 'softmax', kernelInitializer: glorot(3) }),
      ],
    });
    expect(gradCam(model, image()).layer).toBe('activated');
  });

  test('is no convolution of a single place', () => {
    const model = tf.sequential({
      layers: [
        convolution('places', 1, { inputShape: [8, 6, 3] }),
        layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }),
        layers.reshape({ targetShape: [1, 1, 4] }),
        layers.conv2d({ name: 'classes', filters: 2, kernelSize: 1 }),
        layers.flatten(),
        layers.activation({ activation: 'softmax' }),
      ],
    });
    expect(gradCam(model, image()).layer).toBe('places');
  });

  test.each(['inside', 'base/inside'])('may be inside of a nested model: %s', (layer) => {
    const base = tf.sequential({
      name: 'base',
      layers: [convolution('inside', 1, { inputShape: [8, 6, 3], activation: 'relu' })],
    });
    const nested = tf.sequential({
      layers: [
        base,
        layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }),
        layers.dense({ name: 'dense', units: 3, activation: 'softmax' }),
      ],
    });
    const flat = pooled();
    nested.setWeights(flat.getWeights());
    const x = image();
    const found = gradCam(nested, x, { layer, classIndex: 2 });
    expect(found).toEqual({ ...gradCam(flat, x, { classIndex: 2 }), layer: 'inside' });
    expect(gradCam(nested, x, { classIndex: 2 })).toEqual(found);
  });

  test('may be before a branch', () => {
    const input = tf.input({ shape: [8, 6, 3] });
    const early = convolution('early', 1, { padding: 'same' }).apply(input) as tf.SymbolicTensor;
    const late = convolution('late', 2, { padding: 'same' }).apply(early) as tf.SymbolicTensor;
    const sum = layers.add().apply([early, late]) as tf.SymbolicTensor;
    const pool = layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }).apply(sum);
    const outputs = layers.dense({ units: 2 }).apply(pool) as tf.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs });
    const { values, of } = gradCam(model, image(), { layer: 'early', classIndex: 0 });
    expect(of).toBe('output');
    expect(Math.max(...values)).toBe(1);
  });
});

describe('refuses', () => {
  const model = () => cnn({ inputShape: [32, 32, 3], classes: 7, seed: 42 });
  const x = () => tf.zeros<tf.Rank.R4>([1, 32, 32, 3]);
  test.each<[string, () => unknown, RegExp]>([
    [
      'an unknown layer',
      () => gradCam(model(), x(), { layer: 'conv_4' }),
      /"conv_4" is no layer, expected one of conv_1, pool_1, dropout_1, conv_2/,
    ],
    [
      'a layer without rows and columns',
      () => gradCam(model(), x(), { layer: 'dense_1' }),
      /"dense_1" gives the shape \[1, 32\], expected rows, columns and channels/,
    ],
    [
      'an unknown class',
      () => gradCam(model(), x(), { classIndex: 7 }),
      /is 7, expected .* 0 to 6/,
    ],
    [
      'several images',
      () => gradCam(model(), tf.zeros([2, 32, 32, 3])),
      /expected \[1, 32, 32, 3\]/,
    ],
    ['an image of another size', () => gradCam(model(), tf.zeros([1, 8, 8, 3])), /\[1, 8, 8, 3\]/],
    [
      'a model without convolution',
      () =>
        gradCam(
          tf.sequential({
            layers: [layers.dense({ units: 2, inputShape: [2, 2, 3] }), layers.flatten()],
          }),
          tf.zeros([1, 2, 2, 3]),
        ),
      /has no convolution/,
    ],
    [
      'logits where there are none',
      () => gradCam(pooled({ activation: 'sigmoid' }), image(), { of: 'logit' }),
      /has no logits/,
    ],
    [
      'a layer that runs twice',
      () => {
        const shared = convolution('shared', 1, { padding: 'same', filters: 3 });
        const input = tf.input({ shape: [8, 6, 3] });
        const twice = shared.apply(shared.apply(input)) as tf.SymbolicTensor;
        const outputs = layers.flatten().apply(twice) as tf.SymbolicTensor;
        return gradCam(tf.model({ inputs: input, outputs }), image(), { layer: 'shared' });
      },
      /"shared" gives 2 tensors/,
    ],
  ])('%s', (_, explain, message) => {
    expect(explain).toThrow(ArgumentError);
    expect(explain).toThrow(message);
  });
});
