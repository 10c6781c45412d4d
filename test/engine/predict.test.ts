import { beforeAll, describe, expect, it } from 'vitest';
import { compilePredict, compileTrainStep, loadEngine, tf } from '../../lib/src/engine/index.js';
import { smallBatch, smallModel } from './small-model.js';

describe('compilePredict', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  it.each([1, 4, 13, 100])('gives what the model gives, in batches of %i', (batchSize) => {
    const model = smallModel();
    const [x] = smallBatch(1, 13);
    const predict = compilePredict(model);
    const actual = predict(x, batchSize).dataSync();
    const expected = (model.predict(x) as tf.Tensor).dataSync();
    expect(predict.mode).toBe('compiled');
    expect(actual).toHaveLength(expected.length);
    for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 6);
  });

  it.each([
    [
      'feature maps of images',
      [8, 8, 3],
      tf.layers.conv2d({ filters: 2, kernelSize: 3 }),
      [6, 6, 2],
    ],
    ['vectors of vectors', [5], tf.layers.dense({ units: 4 }), [4]],
  ] as const)('gives %s', (_, inputShape, layer, outputShape) => {
    const model = tf.sequential({
      layers: [tf.layers.inputLayer({ inputShape: [...inputShape] }), layer],
    });
    const predict = compilePredict(model);
    const x = tf.randomUniform([7, ...inputShape]);
    const output = predict(x, 3);
    expect(predict.mode).toBe('compiled');
    expect(output.shape).toEqual([7, ...outputShape]);
    const expected = model.predict(x) as tf.Tensor;
    expect(tf.max(tf.abs(tf.sub(output, expected))).dataSync()[0]).toBeLessThan(1e-6);
  });

  it('gives logits, whose softmax is what the model gives', () => {
    const model = smallModel();
    const [x] = smallBatch(1, 13);
    const logits = compilePredict(model, { logits: true })(x, 5);
    const expected = model.predict(x) as tf.Tensor;
    expect(logits.dataSync().some((value) => value < 0)).toBe(true);
    expect(tf.max(tf.abs(tf.sub(tf.softmax(logits), expected))).dataSync()[0]).toBeLessThan(1e-6);
  });

  it('refuses to give logits where there is no softmax', () => {
    const layers = [tf.layers.dense({ units: 2, inputShape: [2] })];
    const model = tf.sequential({ name: 'bare', layers });
    expect(() => compilePredict(model, { logits: true })).toThrow('"bare" has no logits');
  });

  it('follows the weights as they are trained', () => {
    const model = smallModel();
    const [x, y] = smallBatch(1);
    const predict = compilePredict(model);
    const before = predict(x).dataSync();
    compileTrainStep(model).run(x, y);
    const after = predict(x).dataSync();
    expect(after).not.toEqual(before);
    expect(after).toEqual(compilePredict(model)(x).dataSync());
  });

  it('leaks no tensor', () => {
    const predict = compilePredict(smallModel());
    const [x] = smallBatch(1, 13);
    predict(x, 4).dispose();
    const before = tf.memory().numTensors;
    for (let i = 0; i < 50; i += 1) predict(x, 4).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses inputs that do not fit the model', () => {
    const predict = compilePredict(smallModel());
    expect(() => predict(tf.ones([2, 9, 9, 3]))).toThrow(
      'x has the shape [2, 9, 9, 3], expected [rows, 8, 8, 3]',
    );
  });
});
