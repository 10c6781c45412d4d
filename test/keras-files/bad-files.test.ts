import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KerasFileError } from '../../lib/src/core/index.js';
import { adamW, dropout, loadEngine, tf } from '../../lib/src/engine/index.js';
import { writeHdf5 } from '../../lib/src/keras-files/hdf5/index.js';
import {
  loadKerasModel,
  loadKerasWeights,
  saveKerasModel,
  saveKerasWeights,
} from '../../lib/src/keras-files/index.js';
import { RandomState } from '../../lib/src/random/index.js';
import { zipBytes } from '../datasets/zip-bytes.js';
import { emptyFolder } from './zoo.js';

const folder = emptyFolder();
const at = (name: string): string => join(folder, name);
const digest = (name: string): string =>
  createHash('sha256')
    .update(readFileSync(at(name)))
    .digest('hex');

function smallModel(units = 3): tf.LayersModel {
  const model = tf.sequential({
    name: 'small',
    layers: [
      tf.layers.conv2d({ name: 'conv', inputShape: [6, 6, 2], filters: 3, kernelSize: 3 }),
      tf.layers.batchNormalization({ name: 'norm' }),
      dropout({ name: 'drop', rate: 0.2, seed: 1 }),
      tf.layers.flatten({ name: 'flat' }),
      tf.layers.dense({ name: 'out', units, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(1e-2), loss: 'categoricalCrossentropy' });
  return model;
}

/** An .h5 file of a model with these layers and no weights. */
function h5(layers: object[], extra: object = {}): Buffer {
  const config = { class_name: 'Functional', config: { name: 'm', layers, ...extra } };
  const attributes = new Map([
    ['keras_version', '3.15.1'],
    ['model_config', JSON.stringify(config)],
  ]);
  const weights = { attributes: new Map([['layer_names', []]]), members: new Map() };
  return writeHdf5({ attributes, members: new Map([['model_weights', weights]]) });
}

const input = {
  class_name: 'InputLayer',
  name: 'i',
  inbound_nodes: [],
  config: { name: 'i', batch_shape: [null, 4] },
};
const layer = (className: string, config: object = {}, extra: object = {}): object => ({
  class_name: className,
  name: 'x',
  config: { name: 'x', ...config },
  inbound_nodes: [[['i', 0, 0, {}]]],
  ...extra,
});
const ends = { input_layers: [['i', 0, 0]], output_layers: [['x', 0, 0]] };

beforeAll(async () => {
  await loadEngine();
  await saveKerasModel(smallModel(), at('small.h5'));
  await saveKerasModel(smallModel(), at('small.keras'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a model that cannot be loaded says why', () => {
  it.each([
    ['an unknown layer', layer('Sparkle'), /layer "x" has the class "Sparkle"/],
    [
      'a Lambda',
      layer('Lambda', { function: ['4wEAAA', null, null] }),
      /is a Lambda, whose Python code is never executed/,
    ],
    [
      'a custom layer',
      layer('Sparkle', {}, { module: 'my.code' }),
      /custom object "my\.code\.Sparkle"/,
    ],
    [
      'a registered class',
      layer('Sparkle', {}, { registered_name: 'my>Sparkle' }),
      /custom object "my>Sparkle"/,
    ],
    [
      'half precision',
      layer('Dense', { units: 2, dtype: 'mixed_float16' }),
      /"x" computes in "mixed_float16"/,
    ],
    ['grouped convolution', layer('Dense', { units: 2, groups: 2 }), /"x" has groups=2/],
    [
      'a layer that does not fit',
      layer('Conv2D', { filters: 2, kernel_size: 3 }),
      /"x" \(Conv2D\) does not fit its input/,
    ],
    [
      'a layer fed by itself',
      layer('Dense', { units: 2 }, { inbound_nodes: [[['x', 0, 0, {}]]] }),
      /waits for its own output/,
    ],
    [
      'a layer fed by nobody',
      layer('Dense', { units: 2 }, { inbound_nodes: [[['y', 0, 0, {}]]] }),
      /of the layer "y", which is not there/,
    ],
    ['a GRU with reset_after', layer('GRU', { units: 2, reset_after: true }), /reset_after=True/],
    ['no class that a prototype has', layer('constructor'), /class "constructor"/],
  ])('%s', async (_, found, message) => {
    await expect(loadKerasModel(h5([input, found], ends))).rejects.toThrow(message);
  });

  it('a subclassed model', async () => {
    const attributes = new Map([['model_config', '{"class_name":"MyModel","config":{}}']]);
    const file = writeHdf5({ attributes, members: new Map() });
    await expect(loadKerasModel(file)).rejects.toThrow(
      /"MyModel", expected a Sequential or Functional/,
    );
  });

  it('weights of another shape, with both shapes', async () => {
    await saveKerasWeights(smallModel(5), at('other.weights.h5'));
    const error = loadKerasWeights(smallModel(), at('other.weights.h5'));
    await expect(error).rejects.toThrow(/"out".*\[48, 5\] in the file.*\[48, 3\] in the model/);
  });

  it('weights without a model', async () => {
    await saveKerasWeights(smallModel(), at('only.weights.h5'));
    await expect(loadKerasModel(at('only.weights.h5'))).rejects.toThrow(/holds weights only/);
  });

  it('no file, with its path', async () => {
    await expect(loadKerasModel(at('none.h5'))).rejects.toThrow(
      /none\.h5: cannot be opened \(ENOENT\)/,
    );
  });

  it('a file of another kind', async () => {
    await expect(loadKerasModel(Buffer.from('GIF89a'))).rejects.toThrow(/neither an HDF5 file nor/);
  });

  it.each([
    ['a path out of the archive', [{ name: '../config.json', data: Buffer.from('{}') }]],
    ['no weights', [{ name: 'config.json', data: Buffer.from('{}') }]],
  ])('a zip with %s', async (_, parts) => {
    await expect(loadKerasModel(zipBytes(parts))).rejects.toThrow(KerasFileError);
  });

  it('a name with another extension', async () => {
    await expect(saveKerasModel(smallModel(), at('model.json'))).rejects.toThrow(/\.h5 or \.keras/);
  });
});

describe.each(['h5', 'keras'])('a damaged .%s is a model or an error, soon', (extension) => {
  async function outcome(bytes: Buffer): Promise<void> {
    try {
      const model = await loadKerasModel(bytes, { onNotice: () => undefined });
      model.dispose();
    } catch (error) {
      expect(error).toBeInstanceOf(KerasFileError);
    }
  }

  it('cut off at 200 places', async () => {
    const bytes = readFileSync(at(`small.${extension}`));
    for (let i = 0; i < 200; i++) {
      const end = Math.floor((i * bytes.length) / 200);
      await expect(loadKerasModel(bytes.subarray(0, end)), String(end)).rejects.toThrow(
        KerasFileError,
      );
    }
  });

  it('with bytes changed at 300 places', async () => {
    const random = new RandomState(1);
    const original = readFileSync(at(`small.${extension}`));
    for (let i = 0; i < 300; i++) {
      const bytes = Buffer.from(original);
      for (const place of random.randint(0, bytes.length, 2))
        bytes[place] = random.randint(0, 256, 1)[0]!;
      await outcome(bytes);
    }
  });
});

describe('a file that is saved', () => {
  it.each(['h5', 'keras'])('.%s has the same bytes each time', async (extension) => {
    const model = smallModel();
    await saveKerasModel(model, at(`a.${extension}`));
    await saveKerasModel(model, at(`b.${extension}`));
    expect(digest(`a.${extension}`)).toBe(digest(`b.${extension}`));
    const again = await loadKerasModel(at(`a.${extension}`));
    await saveKerasModel(again, at(`c.${extension}`));
    expect(digest(`c.${extension}`)).toBe(digest(`a.${extension}`));
  });

  it('leaves the old one where the new one cannot be', async () => {
    writeFileSync(at('old.h5'), 'old');
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 1, inputShape: [1], activation: 'gelu_new' })],
    });
    await expect(saveKerasModel(model, at('old.h5'))).rejects.toThrow(KerasFileError);
    expect(readFileSync(at('old.h5'), 'utf8')).toBe('old');
  });

  it.each([
    ['RMSProp', () => tf.train.rmsprop(0.002, 0.8, 0.5, 1e-6, true)],
    ['Adagrad', () => tf.train.adagrad(0.002, 0.3)],
    ['Adadelta', () => tf.train.adadelta(0.002, 0.8, 1e-6)],
    ['Adamax', () => tf.train.adamax(0.002, 0.8, 0.9, 1e-6)],
    ['AdamW', () => adamW({ learningRate: 0.002, weightDecay: 0.1, beta2: 0.9 })],
  ])('%s keeps its settings and its state', async (name, make) => {
    const optimizer = make();
    const notices: string[] = [];
    const model = smallModel();
    model.compile({ optimizer, loss: 'meanSquaredError' });
    const onNotice = (notice: string) => void notices.push(notice);
    await saveKerasModel(model, at(`${name}.h5`), { onNotice });
    const again = await loadKerasModel(at(`${name}.h5`), { onNotice });
    expect(again.optimizer.getClassName()).toBe(name);
    expect(again.optimizer.getConfig()).toEqual(optimizer.getConfig());
    expect(notices).toEqual([]);
  });

  it('without a metric that tfjs lacks is loaded, and says so', async () => {
    const notices: string[] = [];
    const model = smallModel();
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['mae', 'precision'] });
    await saveKerasModel(model, at('metrics.h5'));
    const onNotice = (notice: string) => void notices.push(notice);
    const again = await loadKerasModel(at('metrics.h5'), { onNotice });
    expect(again.metrics).toEqual(['mae']);
    expect(notices).toEqual([expect.stringContaining('The metric precision is not known here')]);
  });

  it('says that AdamW that excludes weights has no place in it', async () => {
    const notices: string[] = [];
    const model = smallModel();
    const optimizer = adamW({ excludeFromWeightDecay: ['bias'] });
    model.compile({ optimizer, loss: 'meanSquaredError' });
    await saveKerasModel(model, at('adamw.h5'), { onNotice: (notice) => notices.push(notice) });
    expect(notices).toEqual([expect.stringMatching(/Keras has no name for its optimizer/)]);
  });

  it('says that a loss without a name leaves the model uncompiled', async () => {
    const notices: string[] = [];
    const model = smallModel();
    const loss = (y: tf.Tensor, output: tf.Tensor) => tf.mean(tf.sub(y, output));
    model.compile({ optimizer: 'sgd', loss });
    await saveKerasModel(model, at('loss.h5'), { onNotice: (notice) => notices.push(notice) });
    expect((await loadKerasModel(at('loss.h5'))).optimizer).toBeUndefined();
    expect(notices).toEqual([expect.stringMatching(/Keras has no name for/)]);
  });
});
