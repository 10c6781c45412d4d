import { beforeAll, describe, expect, it } from 'vitest';
import { compileTrainStep, Dropout, dropout, loadEngine, tf } from '../../lib/src/engine/index.js';
import type { ImagePreprocessing } from '../../lib/src/experiments/experiment.js';
import { fit } from '../../lib/src/experiments/fit.js';
import type { FitData } from '../../lib/src/experiments/fit-data.js';
import { cnn, mlp } from '../../lib/src/models/index.js';
import { kerasRowOrder, PythonRandom } from '../../lib/src/random/index.js';
import { digest, keras, masksOf, weightsOf } from '../parity/keras-fixture.js';
import { testRegeneration } from '../parity/regenerate.js';
import { noiseByClass } from '../support/noise-by-class.js';

type ImageData = FitData & { readonly images: ImagePreprocessing };

const CLASSES = 7;
// Relative: the same sums in float32, some in another order.
const TOLERANCE = 1e-6;

function dropouts(model: tf.LayersModel): Dropout[] {
  return model.layers.filter((layer) => layer instanceof Dropout);
}

function expectNear(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(TOLERANCE * expected);
}

/** Noise that is brighter the higher the class, as keras_fit.py makes it. */
function images(size: number): ImageData {
  const rows = keras.trainRows + keras.testRows;
  const side = noiseByClass(rows, size, CLASSES);
  return {
    train: side(0, keras.trainRows),
    test: side(keras.trainRows),
    images: { widthPx: size, heightPx: size, divideBy: 255 },
    nClasses: CLASSES,
  };
}

function batch(
  { train, images: { widthPx } }: ImageData,
  rows: Int32Array,
): [tf.Tensor, tf.Tensor] {
  const values = Array.from(rows).flatMap((row) =>
    Array.from(train.pixels.at(row)!, (v) => v / 255),
  );
  const labels = tf.tensor1d(
    rows.map((row) => train.labels[row]!),
    'int32',
  );
  const x = tf.tensor4d(values, [rows.length, widthPx, widthPx, 3]);
  return [x, tf.cast(tf.oneHot(labels, CLASSES), 'float32')];
}

describe('with the same seed as Keras', () => {
  testRegeneration('keras_fit', { relative: TOLERANCE });

  it.each(keras.integers)("Python's integers are drawn, seed $seed", ({ seed, values }) => {
    const random = new PythonRandom(seed);
    expect(values.map(() => random.randint(1, 1e9))).toEqual(values);
  });

  it.each(keras.rowOrders)('$rows rows have its order, seed $seed', ({ seed, rows, ...order }) => {
    const actual = kerasRowOrder(rows, seed);
    expect(Array.from(actual.slice(0, 8))).toEqual(order.first);
    expect(digest(actual)).toBe(order.sha256);
  });

  it.each(keras.dropoutSeeds)('a dropout has its masks, seed $seed', async (expected) => {
    await loadEngine();
    expect(masksOf(dropout({ rate: 0.3, seed: expected.seed }))).toEqual(expected);
  });

  describe.each([
    ['mlp', mlp],
    ['cnn', cnn],
  ] as const)('%s', (name, make) => {
    const expected = keras.models[name];
    const build = () => {
      const { size } = expected;
      const model = make({ inputShape: [size, size, 3], classes: CLASSES, seed: keras.seed });
      const optimizer = tf.train.adam(1e-3);
      model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
      return model;
    };

    beforeAll(async () => {
      await loadEngine();
    });

    it('starts from its weights, bit by bit', () => {
      expect(weightsOf(build())).toMatchObject(expected.weights);
    });

    it('draws its dropout masks, bit by bit', () => {
      expect(dropouts(build()).map(masksOf)).toEqual(expected.masks);
    });

    it('has its loss and accuracy after each step', () => {
      const data = images(expected.size);
      const order = kerasRowOrder(keras.trainRows, keras.seed);
      const steps = Math.ceil(keras.trainRows / keras.batchSize);
      const step = compileTrainStep(build());
      for (const [i, { loss, accuracy }] of expected.steps.entries()) {
        if (i % steps === 0) step.resetMetrics();
        const start = (i % steps) * keras.batchSize;
        step.run(...batch(data, order.subarray(start, start + keras.batchSize)));
        const actual = step.metrics();
        expectNear(actual.loss, loss);
        expectNear(actual.accuracy!, accuracy);
      }
    });

    it('has its history, and has drawn as many masks', async () => {
      const model = build();
      const training = {
        optimizer: { name: 'adam', learningRate: 1e-3 },
        loss: 'categoricalCrossentropy',
        epochs: expected.epochs.length,
        batchSize: keras.batchSize,
      } as const;
      const { history } = await fit(model, images(expected.size), { training, seed: keras.seed });
      for (const [i, log] of expected.epochs.entries()) {
        expectNear(history[i]!.loss, log.loss);
        expectNear(history[i]!.accuracy, log.accuracy);
        expectNear(history[i]!.valLoss, log.valLoss);
        expectNear(history[i]!.valAccuracy, log.valAccuracy);
      }
      expect(dropouts(model).map((layer) => layer.seedGenerator.draws)).toEqual(
        expected.masksDrawn,
      );
    });
  });
});
