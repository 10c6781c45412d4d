import { beforeAll, describe, expect, test } from 'vitest';
import { loadEngine, tf } from '../../lib/src/engine/index.js';
import { fit } from '../../lib/src/experiments/fit.js';
import { type EpochLog, sourceCByImage } from '../../lib/src/experiments/index.js';
import { buildModel } from '../../lib/src/models/index.js';
import { readFixture, testRegeneration } from '../parity/regenerate.js';
import { noiseByClass } from '../support/noise-by-class.js';

const keras = readFixture<{
  readonly seed: number;
  readonly sizePx: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly history: readonly Required<Omit<EpochLog, 'epoch'>>[];
}>('pixel_table_cnn');

const [CLASSES, TRAIN, TEST] = [7, 44, 10];
// Relative: sums in float32 in another order, carried from epoch to epoch.
const TOLERANCE = 1e-4;

/** Noise that is brighter the higher the class, as keras_fit.py makes it. */
function images() {
  const rows = TRAIN + TEST;
  const side = noiseByClass(rows, keras.sizePx, CLASSES);
  return { train: side(0, TRAIN), test: side(TRAIN) };
}

describe("source C's network, learning rate and stopping", () => {
  beforeAll(async () => {
    await loadEngine();
  });

  testRegeneration('pixel_table_cnn', { relative: TOLERANCE });

  test("go as with Keras's layers and callbacks, epoch by epoch", async () => {
    const { sizePx, batchSize, epochs, seed } = keras;
    const inputShape: [number, number, number] = [sizePx, sizePx, 3];
    const model = buildModel('pixel-table-cnn', { inputShape, classes: CLASSES, seed });
    const { loss: lossName } = sourceCByImage.training;
    model.compile({ optimizer: tf.train.adam(1e-3), loss: lossName, metrics: ['accuracy'] });
    const size = { widthPx: sizePx, heightPx: sizePx };
    const data = { ...images(), images: { ...sourceCByImage.images, ...size }, nClasses: CLASSES };
    const training = { ...sourceCByImage.training, batchSize, epochs };
    const { history } = await fit(model, data, { training, seed });
    expect(history).toHaveLength(keras.history.length);
    for (const [
      epoch,
      { loss, accuracy, valLoss, valAccuracy, learningRate },
    ] of keras.history.entries()) {
      const ours = history[epoch]!;
      expect(Math.abs(ours.loss - loss)).toBeLessThan(TOLERANCE * loss);
      expect(Math.abs(ours.valLoss - valLoss)).toBeLessThan(TOLERANCE * valLoss);
      expect(ours.accuracy).toBeCloseTo(accuracy, 6);
      expect(ours.valAccuracy).toBeCloseTo(valAccuracy, 6);
      expect(Math.fround(ours.learningRate!)).toBe(learningRate);
    }
    model.dispose();
  });
});
