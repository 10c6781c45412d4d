import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileTrainStep, loadEngine, tf } from '../../lib/src/engine/index.js';
import { decodeImage } from '../../lib/src/images/index.js';
import { readHdf5 } from '../../lib/src/keras-files/hdf5/index.js';
import {
  kerasSummary,
  loadKerasModel,
  loadKerasWeights,
  saveKerasModel,
  saveKerasWeights,
} from '../../lib/src/keras-files/index.js';
import { cnn, mlp } from '../../lib/src/models/index.js';
import { RandomState } from '../../lib/src/random/index.js';
import { SHARED_HAM10000, SHARED_MOBILENET } from '../support/paths.js';
import {
  emptyFolder,
  hasPython,
  type KerasArray,
  readJson,
  runKeras,
  type ZooCase,
  zooNames,
} from './zoo.js';

const TOLERANCE = 1e-5;
const IMAGE = join(SHARED_HAM10000, 'HAM10000_images_part_1/ISIC_0024306.jpg');
if (!existsSync(SHARED_MOBILENET))
  console.warn(`SKIPPED: the released MobileNetV1: no ${SHARED_MOBILENET}`);
const folder = emptyFolder();
// Thirteen convolutions in a row, in another order of sums.
const tolerance = (name: string): number => (name.startsWith('vgg16') ? 1e-4 : TOLERANCE);

/** The largest difference relative to the largest expected value. */
function difference(found: readonly tf.Tensor[], expected: readonly KerasArray[]): number {
  expect(found.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  const differences = found.map((tensor, i) => {
    const { values } = expected[i]!;
    const largest = Math.max(1e-6, ...values.map(Math.abs));
    return Math.max(...Array.from(tensor.dataSync(), (v, j) => Math.abs(v - values[j]!))) / largest;
  });
  return Math.max(...differences);
}

function predict(model: tf.LayersModel, { inputs }: ZooCase): tf.Tensor[] {
  const tensors = inputs.map(({ shape, values }) => tf.tensor(values, shape));
  const outputs = model.predict(tensors.length === 1 ? tensors[0]! : tensors);
  return Array.isArray(outputs) ? outputs : [outputs];
}

/** The batch of keras_models.py. */
function batch(): [tf.Tensor, tf.Tensor] {
  const values = new RandomState(3).randomSample(16 * 72).map((value) => 2 * value - 1);
  const labels = new RandomState(4).randint(0, 3, 16);
  const y = tf.cast(tf.oneHot(tf.tensor1d(Array.from(labels), 'int32'), 3), 'float32');
  return [tf.tensor(Array.from(values), [16, 6, 6, 2]), y];
}

const OPTIMIZERS = [
  'adam',
  'sgd',
  'momentum',
  'rmsprop',
  'rmsprop-centered',
  'adagrad',
  'adadelta',
  'adamax',
  'adamw',
];

describe.skipIf(!hasPython)('Keras and dermlab read the same from each other’s files', () => {
  let names: string[] = [];
  let result: Record<string, number | string> = {};

  beforeAll(async () => {
    await loadEngine();
    runKeras('make', folder);
    names = zooNames(folder);
  }, 400_000);

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(['h5', 'keras'])(
    'each layer of a .%s from Keras gives what Keras gives',
    async (extension) => {
      expect(names.length).toBeGreaterThan(50);
      for (const name of names) {
        const expected = readJson<ZooCase>(join(folder, `${name}.json`));
        const model = await loadKerasModel(join(folder, `${name}.${extension}`));
        expect(difference(predict(model, expected), expected.outputs), name).toBeLessThan(
          TOLERANCE,
        );
        await saveKerasModel(model, join(folder, `${name}-ours.${extension}`));
        model.dispose();
      }
    },
  );

  it('VGG16 has its 14,714,688 parameters', async () => {
    const model = await loadKerasModel(join(folder, 'vgg16.keras'));
    expect(model.countParams()).toBe(14_714_688);
  });

  it('weights alone go by layer and order', async () => {
    for (const name of names) {
      const expected = readJson<ZooCase>(join(folder, `${name}.json`));
      const model = await loadKerasModel(join(folder, `${name}.h5`));
      for (const weight of model.weights) weight.write(tf.zerosLike(weight.read()));
      await loadKerasWeights(model, join(folder, `${name}.weights.h5`));
      expect(difference(predict(model, expected), expected.outputs), name).toBeLessThan(
        tolerance(name),
      );
      const path = join(folder, 'again.weights.h5');
      await saveKerasWeights(model, path);
      for (const weight of model.weights) weight.write(tf.zerosLike(weight.read()));
      await loadKerasWeights(model, path);
      expect(difference(predict(model, expected), expected.outputs), name).toBeLessThan(
        tolerance(name),
      );
    }
  });

  it('the summary is the text that Keras prints', async () => {
    for (const name of names) {
      const model = await loadKerasModel(join(folder, `${name}.keras`));
      const { summary } = readJson<ZooCase>(join(folder, `${name}.json`));
      expect(kerasSummary(model).trim()).toBe(summary.trim());
    }
  });

  describe.each(OPTIMIZERS)('trained with %s', (name) => {
    it.each(['h5', 'keras'] as const)('a .%s trains on as in Keras', async (extension) => {
      const expected = readJson<Record<string, KerasArray[]>>(
        join(folder, `trained-${name}.training`),
      );
      const model = await loadKerasModel(join(folder, `trained-${name}.${extension}`));
      await saveKerasModel(model, join(folder, `trained-${name}-ours.${extension}`));
      compileTrainStep(model).run(...batch());
      const weights = model.layers.flatMap((layer) => layer.weights.map((weight) => weight.read()));
      expect(difference(weights, expected[extension]!)).toBeLessThan(TOLERANCE);
      expect(model.optimizer.iterations).toBe(4);
    });
  });

  // Both extensions of our file, and what we predict, for Keras to compare.
  async function leaveForKeras(name: string, model: tf.LayersModel, x: tf.Tensor) {
    const predicted = model.predict(x) as tf.Tensor;
    const [input, output] = [x, predicted].map((tensor) => ({
      shape: tensor.shape,
      values: Array.from(tensor.dataSync()),
    }));
    const text = JSON.stringify({ inputs: [input], outputs: [output] });
    writeFileSync(join(folder, `${name}.json`), text);
    // What only we look at must not keep Keras from opening the file.
    const classNames = Array.from({ length: predicted.shape[1]! }, (_, i) => `class ${i}`);
    await saveKerasModel(model, join(folder, `${name}-ours.h5`), { classNames });
    await saveKerasModel(model, join(folder, `${name}-ours.keras`), { classNames });
    return predicted;
  }

  it.skipIf(!existsSync(SHARED_MOBILENET))(
    'the released MobileNetV1 classifies a real image',
    async () => {
      const model = await loadKerasModel(SHARED_MOBILENET);
      const size = { widthPx: 224, heightPx: 224 };
      const pixels = await decodeImage(readFileSync(IMAGE), { ...size, name: IMAGE });
      const scaled = Float32Array.from(pixels, (value) => value / 127.5 - 1);
      const x = tf.tensor4d(scaled, [1, 224, 224, 3]);
      const probabilities = await leaveForKeras('mobilenet-real', model, x);
      expect(model.countParams()).toBe(475_544);
      expect(probabilities.shape).toEqual([1, 1000]);
      expect(probabilities.sum().dataSync()[0]).toBeCloseTo(1, 5);
      expect(probabilities.argMax(-1).dataSync()[0]).toBe(78);
    },
  );

  it('Keras opens all of ours, predicts the same and trains on', async () => {
    for (const [name, make] of Object.entries({ mlp, cnn })) {
      const model = make({ inputShape: [32, 32, 3], classes: 7, seed: 42 });
      await leaveForKeras(name, model, tf.randomUniform([2, 32, 32, 3], 0, 1, 'float32', 1));
    }
    runKeras('check', folder);
    result = readJson(join(folder, 'result.json'));
    expect(Object.keys(result)).toHaveLength(
      2 * (names.length + 2 + (existsSync(SHARED_MOBILENET) ? 1 : 0) + OPTIMIZERS.length),
    );
    for (const [name, found] of Object.entries(result)) {
      expect(found, name).toBeTypeOf('number');
      expect(found, name).toBeLessThan(tolerance(name));
    }
  }, 200_000);

  describe('HDF5 that Keras does not write', () => {
    const read = (name: string) => readHdf5(readFileSync(join(folder, `${name}.hdf5`)));

    it('chunks packed with gzip and shuffle, other floats and big groups are read', () => {
      const { members } = read('packed');
      const expected = Array.from({ length: 60 }, (_, i) => i);
      for (const name of ['w', 'half', 'double']) {
        const dataset = members.get(name);
        expect(dataset && 'read' in dataset && Array.from(dataset.read() as Float32Array)).toEqual(
          expected,
        );
      }
      const many = members.get('many');
      expect(many && 'members' in many && many.members.size).toBe(600);
    });

    it("small groups of HDF5's newest layout are read", () => {
      const group = read('latest').members.get('g');
      expect(group && 'attributes' in group && group.attributes.get('name')).toBe('text');
    });

    it.each([
      ['soft-link', 'soft or external link'],
      ['external-link', 'soft or external link'],
      ['external-data', 'another file'],
      ['huge', '68719476736 bytes'],
      ['circle', 'contains itself'],
    ])('%s is refused', (name, message) => {
      expect(() => read(name)).toThrow(message);
    });
  });
});
