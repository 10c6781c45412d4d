import { beforeAll, describe, expect, it } from 'vitest';
import { compilePredict, loadEngine, tf } from '../../lib/src/engine/index.js';
import { mobilenet, vgg16 } from '../../lib/src/models/index.js';
import { weightsOf } from '../parity/keras-fixture.js';
import { testRegeneration } from '../parity/regenerate.js';
import { keras, noise, setStatistics } from './keras-applications.js';

// Relative to the largest output: the same sums in float32, some in another order.
const TOLERANCE = 1e-5;
const { seed, size, alpha } = keras;
const inputShape: [number, number, number] = [size, size, 3];
const options = { inputShape, seed };

const MAKE = {
  vgg16: () => vgg16({ ...options, includeTop: false }),
  mobilenet: () => mobilenet({ ...options, alpha, includeTop: false, pooling: 'avg' }),
  mobilenetTop: () => mobilenet({ ...options, alpha, classes: 7 }),
} as const;

beforeAll(async () => {
  await loadEngine();
});

testRegeneration('applications', { relative: 1e-4, absolute: 1e-6 });

describe.each(['vgg16', 'mobilenet', 'mobilenetTop'] as const)('%s', (name) => {
  const expected = keras.applications[name];

  it("has Keras's weights by name, bit by bit for the same seed", () => {
    const model = MAKE[name]();
    expect(model.countParams()).toBe(expected.parameters);
    const weights = weightsOf(model).map((weight, i) => ({ ...weight, name: nameOf(model, i) }));
    // tfjs has the weights that are not trained last.
    expect(sorted(weights)).toEqual(sorted(expected.weights));
  });

  it("gives Keras's output", () => {
    const model = MAKE[name]();
    setStatistics(model);
    const pixels = noise(2).flatMap((image) => Array.from(image, (value) => value / 255));
    const predict = compilePredict(model);
    const output = predict(tf.tensor4d(pixels, [2, ...inputShape])).dataSync();
    predict.dispose();
    expect(predict.mode).toBe('compiled');
    expect(output).toHaveLength(expected.outputs);
    const stride = Math.max(1, Math.floor(expected.outputs / 24));
    const largest = Math.max(...expected.output);
    for (const [i, value] of expected.output.entries()) {
      expect(Math.abs(output[i * stride]! - value)).toBeLessThanOrEqual(TOLERANCE * largest);
    }
  });
});

it('draws the seeds of weights that are to be read, and leaves the weights 0', () => {
  let drawn = 0;
  const next = () => (drawn += 1);
  const model = vgg16({ inputShape, seed: next, includeTop: false, withoutWeights: true });
  expect(drawn).toBe(13);
  expect(tf.max(tf.abs(model.getWeights()[0]!)).dataSync()[0]).toBe(0);
});

it('has 138,357,544 parameters with the classifier of 224×224 pixels', () => {
  const whole = vgg16({ inputShape: [224, 224, 3], seed, withoutWeights: true });
  expect(whole.countParams()).toBe(138_357_544);
  whole.dispose();
});

function sorted<Named extends { readonly name: string }>(weights: readonly Named[]): Named[] {
  return weights.toSorted((a, b) => a.name.localeCompare(b.name));
}

// tfjs calls a depthwise kernel what Keras 2 has called it.
function nameOf(model: tf.LayersModel, index: number): string {
  return model.weights[index]!.originalName.replace('depthwise_kernel', 'kernel');
}
