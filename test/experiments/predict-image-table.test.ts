import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ArgumentError, DatasetError, RunError } from '../../lib/src/core/index.js';
import {
  type MainImageRow,
  openMainImageData,
  writeMainImageData,
} from '../../lib/src/datasets/index.js';
import { loadEngine, tf } from '../../lib/src/engine/index.js';
import {
  type PredictImageTableOptions,
  predictImageTable,
  writePredictionsFile,
} from '../../lib/src/experiments/index.js';

const scratch = mkdtempSync(join(tmpdir(), 'predict-image-table-'));
const path = join(scratch, 'table.csv');
const classes = ['mel', 'nv'];
let model: tf.LayersModel;

/** Says mel the more surely, the brighter the one pixel is. */
function brightnessModel(): tf.LayersModel {
  const brightness = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [1, 1, 1] }),
      tf.layers.dense({ units: 2, activation: 'softmax', useBias: false }),
    ],
  });
  brightness.setWeights([tf.tensor2d([[1, 0]])]);
  return brightness;
}

const row = (imageId: string, label: string | null, split: MainImageRow['split'] = 'test') => {
  return { imageId, lesionId: `L${imageId}`, split, label };
};

beforeAll(async () => {
  await loadEngine();
  model = brightnessModel();
  const rows = [row('a', 'mel'), row('b', 'nv', 'train'), row('c', null), row('d', 'nv')];
  await writeMainImageData(path, 1, [{ rows, pixels: Uint8Array.from([2, 0, 1, 3]) }]);
});

afterAll(() => {
  model.dispose();
  rmSync(scratch, { recursive: true, force: true });
});

async function predict(
  options: PredictImageTableOptions = {},
  labels: readonly string[] = classes,
) {
  const table = await openMainImageData(path, { classes: labels });
  try {
    return await predictImageTable(model, table, options);
  } finally {
    await table.close();
  }
}

const melOf = async (options: PredictImageTableOptions) =>
  (await predict(options)).predictions.map(({ probabilities }) => probabilities[0]!);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('predictImageTable', () => {
  test('predicts the test rows in their order, those without a label too', async () => {
    const { predictions } = await predict();
    expect(predictions.map(({ imageId, label, predicted }) => [imageId, label, predicted])).toEqual(
      [
        ['a', 'mel', 'mel'],
        ['c', null, 'mel'],
        ['d', 'nv', 'mel'],
      ],
    );
    expect(predictions[0]?.probabilities[0]).toBeCloseTo(sigmoid(2), 6);
  });

  test('is the same in any batches', async () => {
    const whole = await melOf({ split: 'all' });
    expect(whole).toHaveLength(4);
    expect(await melOf({ split: 'all', batchSize: 3 })).toEqual(whole);
  });

  test('divides pixels where the model was trained so', async () => {
    const [first] = await melOf({ divideBy: 4 });
    expect(first).toBeCloseTo(sigmoid(0.5), 6);
  });

  test('counts accuracy on the labelled rows alone', async () => {
    const { labelled, accuracy, balancedAccuracy } = await predict();
    expect(labelled).toEqual({ rows: 2, lesions: 2 });
    expect([accuracy?.value, balancedAccuracy?.value]).toEqual([0.5, 0.5]);
  });

  test('gives no accuracy where fewer than two lesions are labelled', async () => {
    const { accuracy, labelled } = await predict({ split: 'train' });
    expect(accuracy).toBeUndefined();
    expect(labelled.rows).toBe(1);
  });

  test('refuses a split without rows, and a model of other classes or images', async () => {
    await expect(predict({ split: 'validation' })).rejects.toThrow(DatasetError);
    await expect(predict({}, ['mel', 'nv', 'vasc'])).rejects.toThrow(
      /The model gives any×2, expected a probability for each of 3 classes \(mel, nv, vasc\)/,
    );
    const rgb = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [1, 1, 3] })] });
    const table = await openMainImageData(path, { classes });
    await expect(predictImageTable(rgb, table)).rejects.toThrow(ArgumentError);
    await expect(predictImageTable(rgb, table)).rejects.toThrow(
      /The model takes any×1×1×3, .*table\.csv holds images of 1×1×1/,
    );
    await table.close();
    rgb.dispose();
  });
});

describe('writePredictionsFile', () => {
  const file = join(scratch, 'predictions.json');

  test('writes the header first, then a line a row', async () => {
    await writePredictionsFile(file, { notice: 'no diagnosis', rows: 3 }, await predict(), classes);
    const text = readFileSync(file, 'utf8');
    const { predictions, ...header } = JSON.parse(text) as {
      predictions: { probabilities: Record<string, number> }[];
    };
    const { probabilities, ...unlabelled } = predictions[1]!;
    expect(header).toEqual({ notice: 'no diagnosis', rows: 3 });
    expect(unlabelled).toEqual({ image_id: 'c', label: null, predicted: 'mel' });
    expect(Object.keys(probabilities)).toEqual(classes);
    expect(probabilities['mel']).toBeCloseTo(sigmoid(1), 6);
    expect(text.split('\n').filter((line) => line.includes('image_id'))).toHaveLength(3);
  });

  test('leaves nothing behind where it cannot write', async () => {
    const nowhere = join(scratch, 'nowhere', 'predictions.json');
    const written = writePredictionsFile(nowhere, { notice: '' }, await predict(), classes);
    await expect(written).rejects.toThrow(RunError);
  });
});
