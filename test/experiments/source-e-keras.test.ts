import { beforeAll, expect, test } from 'vitest';
import { loadEngine, tf } from '../../lib/src/engine/index.js';
import { fit } from '../../lib/src/experiments/fit.js';
import { type EpochLog, sourceEByImage } from '../../lib/src/experiments/index.js';
import { buildModel } from '../../lib/src/models/index.js';
import { readFixture } from '../parity/regenerate.js';
import { noiseByClass } from '../support/noise-by-class.js';

interface Fit {
  readonly seed: number;
  readonly size: number;
  readonly classes: number;
  readonly trainRows: number;
  readonly validationRows: number;
  readonly batchSize: number;
  readonly loss: readonly number[];
  readonly accuracy: readonly number[];
  readonly valLoss: readonly number[];
  readonly valAccuracy: readonly number[];
}

const { fit: keras } = readFixture<{ readonly fit: Fit }>('class_folders');

/** Noise that is brighter the higher the class, as class_folders.py makes it. */
function images() {
  const { classes, size, trainRows } = keras;
  const rows = trainRows + keras.validationRows;
  const side = noiseByClass(rows, size, classes);
  return { train: side(0, trainRows), validation: side(trainRows), test: side(trainRows) };
}

beforeAll(async () => {
  await loadEngine();
});

test('source E’s network has the history of Keras’s with its seed: rescaling first, sparse loss', async () => {
  const { size, classes, seed, batchSize } = keras;
  const model = buildModel(sourceEByImage.model, { inputShape: [size, size, 3], classes, seed });
  const { loss } = sourceEByImage.training;
  model.compile({ optimizer: tf.train.adam(1e-3), loss, metrics: ['accuracy'] });
  const training = { ...sourceEByImage.training, epochs: keras.loss.length, batchSize };
  const shape = { ...sourceEByImage.images, widthPx: size, heightPx: size };
  const data = { ...images(), images: shape, nClasses: classes };
  const { history, eagerBecause } = await fit(model, data, { training, seed });
  expect(eagerBecause).toBeUndefined();
  for (const name of ['loss', 'accuracy', 'valLoss', 'valAccuracy'] as const) {
    const ours = history.map((log: EpochLog) => log[name]);
    keras[name].forEach((value, epoch) => {
      const tolerance = 1e-5 * value + 1e-9;
      expect(Math.abs(ours[epoch]! - value), `${name} ${epoch}`).toBeLessThan(tolerance);
    });
  }
});
