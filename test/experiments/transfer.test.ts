/** Transfer learning as Keras does it: on cached features, uncached, and fine-tuned. */
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadEngine, tf } from '../../lib/src/engine/index.js';
import type { Checkpoint } from '../../lib/src/experiments/checkpoint.js';
import { type Fit, fit } from '../../lib/src/experiments/fit.js';
import { type FitData, imageBatch } from '../../lib/src/experiments/fit-data.js';
import { type FitPhasesOptions, fitPhases } from '../../lib/src/experiments/fit-phases.js';
import { caffePreprocessing, tfPreprocessing } from '../../lib/src/experiments/preprocess-image.js';
import { baseOf, mobilenetTransfer, unfreeze } from '../../lib/src/models/index.js';
import { RandomState } from '../../lib/src/random/index.js';
import { keras, noise, setStatistics } from '../models/keras-applications.js';

const CLASSES = 7;
const TOLERANCE = 1e-4;
const { seed, size, alpha, batchSize, trainRows, testRows, transfer } = keras;
const frozenTraining = {
  optimizer: { name: 'adam', learningRate: keras.frozen.learningRate },
  loss: 'categoricalCrossentropy',
  epochs: keras.frozen.epochs,
  batchSize,
} as const;
const { fineTune } = keras;
const training = {
  ...frozenTraining,
  fineTuning: {
    unfreeze: { names: fineTune.names },
    learningRate: fineTune.learningRate,
    epochs: fineTune.epochs,
  },
} as const;

let folder = '';
beforeAll(async () => {
  await loadEngine();
  folder = await mkdtemp(join(tmpdir(), 'features-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Noise that is brighter the higher the class, as applications.py makes it. */
function images(): FitData {
  const rows = trainRows + testRows;
  const labels = new RandomState(2).randint(0, CLASSES, rows);
  const pixels = noise(rows).map((image, row) =>
    image.map((value) => Math.floor((value * (labels[row]! + 1)) / CLASSES)),
  );
  const side = (start: number, end?: number) => ({
    pixels: pixels.slice(start, end),
    labels: labels.slice(start, end),
  });
  return {
    train: side(0, trainRows),
    test: side(trainRows),
    images: { widthPx: size, heightPx: size, divideBy: 255 },
    nClasses: CLASSES,
  };
}

function model(): tf.LayersModel {
  const base = { weights: 'random', alpha } as const;
  const made = mobilenetTransfer({ inputShape: [size, size, 3], classes: CLASSES, seed, base });
  setStatistics(baseOf(made)!);
  return made;
}

const features = (cache?: string): FitPhasesOptions['features'] => ({
  engine: 'test',
  ...(cache === undefined ? {} : { cache: join(folder, cache) }),
});

function expectHistory(
  { history }: Fit,
  expected: readonly Readonly<Record<string, number>>[],
): void {
  expect(history).toHaveLength(expected.length);
  for (const [i, epoch] of expected.entries()) {
    for (const [name, value] of Object.entries(epoch)) {
      const actual = history[i]![name as 'loss'];
      expect(Math.abs(actual - value), `epoch ${i + 1}, ${name}`).toBeLessThanOrEqual(
        TOLERANCE * Math.abs(value),
      );
    }
  }
}

describe('a frozen base, then its top fine-tuned', () => {
  it("has Keras's history and predictions", async () => {
    const result = await fitPhases(model(), images(), { training, seed, features: features() });
    expectHistory(
      result,
      transfer.epochs.map((log) => ({ ...log })),
    );
    for (const [i, value] of transfer.probabilities.entries()) {
      expect(Math.abs(result.probabilities[i]! - value)).toBeLessThanOrEqual(TOLERANCE);
    }
  });

  it('trains what Keras trains, and keeps means and variances of the base', async () => {
    const trained = model();
    const before = valuesByName(trained);
    await fitPhases(trained, images(), { training, seed, features: features() });
    const after = valuesByName(trained);
    const changed = [...before.keys()].filter((name) =>
      before.get(name)!.some((value, i) => value !== after.get(name)![i]),
    );
    expect(changed.map(kerasName).sort()).toEqual([...transfer.trainable].map(kerasName).sort());
  });

  it('goes on in either phase where it was killed, to the same bytes', async () => {
    const checkpoints: Checkpoint[] = [];
    const whole = await fitPhases(model(), images(), {
      training,
      seed,
      features: features(),
      onEpoch: async (checkpoint) => {
        checkpoints.push(checkpoint);
        return Promise.resolve();
      },
    });
    expect(checkpoints.map(({ frozenEpochs }) => frozenEpochs)).toEqual([
      ...Array<undefined>(keras.frozen.epochs),
      ...Array<number>(fineTune.epochs).fill(keras.frozen.epochs),
    ]);
    for (const from of [1, keras.frozen.epochs, keras.frozen.epochs + 1]) {
      const options = { training, seed, features: features(), from: checkpoints[from - 1]! };
      expect(await fitPhases(model(), images(), options)).toEqual(whole);
    }
  });
});

describe('cached features', () => {
  it('give what training the whole model gives, uncached', async () => {
    const trained = model();
    trained.compile({
      optimizer: tf.train.adam(keras.frozen.learningRate),
      loss: 'categoricalCrossentropy',
      metrics: ['accuracy'],
    });
    const uncached = await fit(trained, images(), { training: frozenTraining, seed });
    const options = { training: frozenTraining, seed, features: features('uncached') };
    const cached = await fitPhases(model(), images(), options);
    expectHistory(
      cached,
      uncached.history.map((log) => ({ ...log })),
    );
    for (const [i, value] of uncached.probabilities.entries()) {
      expect(Math.abs(cached.probabilities[i]! - value)).toBeLessThanOrEqual(TOLERANCE);
    }
  });

  it('leave the whole model trained, its base as it was', async () => {
    const trained = model();
    const before = baseOf(trained)!.getWeights()[0]!.dataSync();
    const options = { training: frozenTraining, seed, features: features() };
    const { probabilities } = await fitPhases(trained, images(), options);
    const { test, images: format } = images();
    const whole = trained.predict(imageBatch([...test.pixels], format)) as tf.Tensor;
    expect(baseOf(trained)!.getWeights()[0]!.dataSync()).toEqual(before);
    for (const [i, value] of whole.dataSync().entries()) {
      expect(Math.abs(probabilities[i]! - value)).toBeLessThanOrEqual(TOLERANCE);
    }
  });

  it('are computed once for each distinct image, and not again', async () => {
    const { train, ...others } = images();
    const pixels = [...train.pixels, ...Array.from(train.pixels, (image) => image.slice())];
    const labels = Int32Array.from([...train.labels, ...train.labels]);
    const data = { ...others, train: { pixels, labels } };
    const totals: number[] = [];
    const options = {
      training: { ...frozenTraining, epochs: 1 },
      seed,
      features: { ...features('once'), onProgress: ({ total = 0 }) => void totals.push(total) },
    };
    const first = await fitPhases(model(), data, options);
    expect(new Set(totals)).toEqual(new Set([trainRows + testRows]));
    totals.length = 0;
    expect(await fitPhases(model(), data, options)).toEqual(first);
    expect(totals).toEqual([]);
  });

  it('are other ones for other weights, another scale or another engine', async () => {
    const cache = features('keys');
    const run = (made: tf.LayersModel, data: FitData, engine: string) =>
      fitPhases(made, data, {
        training: { ...frozenTraining, epochs: 1 },
        seed,
        features: { ...cache, engine },
      });
    const other = model();
    const [kernel, ...rest] = baseOf(other)!.layers[1]!.getWeights();
    baseOf(other)!.layers[1]!.setWeights([tf.mul(kernel!, 1.01), ...rest]);
    await run(model(), images(), 'one');
    await run(model(), images(), 'two');
    await run(other, images(), 'one');
    await run(
      model(),
      { ...images(), images: { widthPx: size, heightPx: size, divideBy: 127 } },
      'one',
    );
    expect(await readdir(join(folder, 'keys'))).toHaveLength(4);
  });

  it('are computed again where a file is damaged', async () => {
    const options = {
      training: { ...frozenTraining, epochs: 1 },
      seed,
      features: features('torn'),
    };
    const first = await fitPhases(model(), images(), options);
    const [key] = await readdir(join(folder, 'torn'));
    const [file] = await readdir(join(folder, 'torn', key!));
    await truncate(join(folder, 'torn', key!, file!), 5000);
    expect(await fitPhases(model(), images(), options)).toEqual(first);
  });

  it('that were stopped half-way are gone on with from the last file written', async () => {
    const data = images();
    const pixels = noise(200, 9);
    const labels = Int32Array.from(pixels, (_, i) => i % CLASSES);
    const many = { ...data, train: { pixels, labels } };
    const options = { training: { ...frozenTraining, epochs: 1 }, seed };
    const whole = await fitPhases(model(), many, { ...options, features: features() });
    const controller = new AbortController();
    const stopped = fitPhases(model(), many, {
      ...options,
      features: {
        ...features('stopped'),
        signal: controller.signal,
        onProgress: ({ done }) => {
          if (done > 150) controller.abort();
        },
      },
    });
    await expect(stopped).rejects.toThrow('aborted');
    const totals = new Set<number>();
    const gone = await fitPhases(model(), many, {
      ...options,
      features: { ...features('stopped'), onProgress: ({ total }) => totals.add(total) },
    });
    expect([...totals]).toEqual([200 + testRows - 128]);
    expect(gone).toEqual(whole);
  });

  it('stop where they are told to', async () => {
    const signal = AbortSignal.abort();
    const options = { training: frozenTraining, seed, features: { ...features(), signal }, signal };
    await expect(fitPhases(model(), images(), options)).rejects.toThrow('aborted');
  });
});

it('refuses to fine-tune layers that are not there', () => {
  const base = baseOf(model())!;
  expect(() => {
    unfreeze(base, { names: ['block5'] });
  }).toThrow('no layer\'s name begins with "block5"');
  expect(() => {
    unfreeze(base, { topLayers: 1 });
  }).toThrow('trains no layer');
});

describe.each([
  ['caffe', caffePreprocessing],
  ['tf', tfPreprocessing],
] as const)("Keras's preprocessing %s", (mode, options) => {
  it('gives the same numbers', () => {
    const [image] = noise(1, 3);
    const corner = [0, 1].flatMap((row) => [
      ...image!.subarray(row * size * 3, row * size * 3 + 6),
    ]);
    const format = { widthPx: 2, heightPx: 2, ...options };
    const actual = imageBatch([Uint8Array.from(corner)], format).dataSync();
    expect(Array.from(actual)).toEqual(keras.preprocessed[mode]);
  });
});

// tfjs calls a depthwise kernel what Keras 2 has called it; the head has another name in the script.
function kerasName(name: string): string {
  return name.replace('depthwise_kernel', 'kernel').replace(/^dense\//, 'probabilities/');
}

function valuesByName({ weights }: tf.LayersModel): Map<string, Float32Array> {
  return new Map(
    weights.map((weight) => [weight.originalName, weight.read().dataSync<'float32'>().slice()]),
  );
}
