import { beforeAll, describe, expect, test } from 'vitest';
import { loadEngine, tf } from '../../lib/src/engine/index.js';
import { balancedClassWeight } from '../../lib/src/experiments/class-weight.js';
import { fit } from '../../lib/src/experiments/fit.js';
import type { FitData, FitRows } from '../../lib/src/experiments/fit-data.js';
import type { Training } from '../../lib/src/experiments/index.js';
import { mlp } from '../../lib/src/models/index.js';
import { RandomState } from '../../lib/src/random/index.js';

const SIZE_PX = 4;
const CLASSES = 3;

/** Noise, so that a model learns its training rows by heart and gets worse on others. */
function noise(seed: number, rows: number): FitRows {
  const random = new RandomState(seed);
  const pixels = Array.from({ length: rows }, () =>
    Uint8Array.from(random.randint(0, 256, SIZE_PX * SIZE_PX * 3)),
  );
  return { pixels, labels: random.randint(0, CLASSES, rows) };
}

const data: FitData = {
  train: noise(1, 24),
  validation: noise(2, 12),
  test: noise(3, 12),
  images: { widthPx: SIZE_PX, heightPx: SIZE_PX, divideBy: 255 },
  nClasses: CLASSES,
};

const training: Training = {
  optimizer: { name: 'adam', learningRate: 0.01 },
  loss: 'categoricalCrossentropy',
  epochs: 30,
  batchSize: 8,
};

async function fitted(changes: Partial<Training>, on: FitData = data) {
  const model = mlp({ inputShape: [SIZE_PX, SIZE_PX, 3], classes: CLASSES, seed: 42 });
  const { learningRate } = training.optimizer;
  const { loss } = { ...training, ...changes };
  model.compile({ optimizer: tf.train.adam(learningRate), loss, metrics: ['accuracy'] });
  const result = await fit(model, on, { training: { ...training, ...changes }, seed: 42 });
  model.dispose();
  return result;
}

/** The same rows, each image read anew whenever it is asked for. */
function readOneByOne({ pixels, labels }: FitRows): FitRows {
  const { length } = pixels;
  const at = (row: number) => pixels.at(row)?.slice();
  return { pixels: { length, at, [Symbol.iterator]: () => pixels[Symbol.iterator]() }, labels };
}

describe('fit', () => {
  beforeAll(async () => {
    await loadEngine();
  });

  test('learns the same from images that are read one by one as from those in memory', async () => {
    const sides = { train: readOneByOne(data.train), test: readOneByOne(data.test) };
    const epochs = { epochs: 3 };
    const read = await fitted(epochs, {
      ...data,
      ...sides,
      validation: readOneByOne(data.validation!),
    });
    expect(read).toEqual(await fitted(epochs));
  });

  test('trains on the images that are decoded while it waits for the others', async () => {
    const blank = (rows: FitRows): FitRows => ({
      ...rows,
      pixels: Array.from(rows.pixels, (image) => new Uint8Array(image.length)),
    });
    const late = { ...data, train: blank(data.train), test: blank(data.test) };
    const sources = new Map(
      [late.train, late.test].flatMap(({ pixels }, side) =>
        Array.from(pixels, (image, row) => {
          const { pixels: decoded } = [data.train, data.test][side]!;
          return [image, decoded.at(row)!] as const;
        }),
      ),
    );
    const waits: number[] = [];
    const whenDecoded = async (images: Iterable<Uint8Array | Float32Array>) => {
      await Promise.resolve();
      const wanted = [...images];
      waits.push(wanted.length);
      for (const image of wanted) image.set(sources.get(image) ?? image);
    };
    const epochs = { epochs: 2 };
    expect(await fitted(epochs, { ...late, whenDecoded })).toEqual(await fitted(epochs));
    // Three batches, the test rows to be told of them early, and the rows that are watched.
    expect(waits.slice(0, 5)).toEqual([8, 8, 8, 12, 12]);
  });

  test('ends where early stopping says, with the weights of the best epoch', async () => {
    const stopped = await fitted({ earlyStopping: { patience: 3, restoreBestWeights: true } });
    const losses = stopped.history.map(({ valLoss }) => valLoss);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(stopped.history).toHaveLength(best + 3);
    expect(stopped.restoredEpoch).toBe(best);
    const { probabilities } = await fitted({ epochs: best });
    expect(stopped.probabilities).toEqual(probabilities);
  });

  test('reduces the learning rate on a plateau, and records it', async () => {
    const { history } = await fitted({
      epochs: 6,
      reduceLROnPlateau: { monitor: 'loss', minDelta: 100, patience: 2, factor: 0.5 },
    });
    const full = Math.fround(0.01);
    expect(history.map(({ learningRate }) => Math.fround(learningRate!))).toEqual([
      full,
      full,
      full,
      full / 2,
      full / 2,
      full / 4,
    ]);
  });

  test('learns the same from class indices as from one-hot targets', async () => {
    const sparse = await fitted({ epochs: 3, loss: 'sparseCategoricalCrossentropy' });
    const dense = await fitted({ epochs: 3 });
    for (const [epoch, { loss, accuracy }] of sparse.history.entries()) {
      expect(loss).toBeCloseTo(dense.history[epoch]!.loss, 5);
      expect(accuracy).toBe(dense.history[epoch]!.accuracy);
    }
  });

  test('weighs rows by their class', async () => {
    const weighted = await fitted({ epochs: 1, classWeight: 'balanced' });
    const plain = await fitted({ epochs: 1 });
    expect(weighted.history[0]!.loss).not.toBe(plain.history[0]!.loss);
  });
});

test('balancedClassWeight lets all classes together weigh the same', () => {
  const weights = balancedClassWeight(Int32Array.of(0, 0, 0, 2), 3);
  expect(Array.from(weights)).toEqual([Math.fround(4 / 6), 0, 2]);
});
