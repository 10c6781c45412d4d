import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ArgumentError } from '../../lib/src/core/index.js';
import { type Ham10000, type ImageDataset, loadHam10000 } from '../../lib/src/datasets/index.js';
import {
  crossValidationFolds,
  type Experiment,
  type Prediction,
  prepareRows,
  RunFolder,
  type RunResult,
  sharedWithTrain,
  sourceBCnn,
  sourceCByImage,
  sourceCByLesion,
  sourceCOversampledFirst,
  summariseFolds,
} from '../../lib/src/experiments/index.js';

const outputs = mkdtempSync(join(tmpdir(), 'cross-validation-'));
let ham10000: Ham10000;
beforeAll(async () => {
  ham10000 = await loadHam10000();
});
afterAll(() => {
  ham10000.close();
  rmSync(outputs, { recursive: true, force: true });
});

describe('crossValidationFolds', () => {
  const prepared = (experiment: Experiment) =>
    crossValidationFolds(experiment).map((fold) => {
      return prepareRows(ham10000.rows, ham10000.classes, fold.steps, fold.seed);
    });
  const shared = (experiment: Experiment) =>
    prepared(experiment).flatMap((fold) => sharedWithTrain(ham10000.rows, fold));

  test('tests each image once', () => {
    for (const experiment of [sourceCByImage, sourceCByLesion]) {
      const tested = prepared(experiment).flatMap(({ test: rows }) => [...rows]);
      expect(tested.sort((a, b) => a - b)).toEqual([...ham10000.rows.keys()]);
    }
  });

  test('of images leak lesions and no image; of lesions nothing', () => {
    const ofImages = new Set(shared(sourceCByImage));
    expect([...ofImages].sort()).toEqual(['new lesion', 'same lesion']);
    expect([...new Set(shared(sourceCByLesion))]).toEqual(['new lesion']);
  });

  test('of lesions keep the lesions that steer training out of training and test', () => {
    for (const { train, validation = new Int32Array(), test: rows } of prepared(sourceCByLesion)) {
      const lesions = [train, validation, rows].map(
        (side) => new Set(Array.from(side, (row) => ham10000.rows[row]?.lesion_id)),
      );
      const [ofTrain, ofValidation, ofTest] = lesions as [Set<string>, Set<string>, Set<string>];
      expect(validation.length).toBeGreaterThan(900);
      expect([...ofValidation].filter((one) => ofTrain.has(one) || ofTest.has(one))).toEqual([]);
    }
  });

  test('after oversampling hold most test images in training, too', () => {
    const rows = shared(sourceCOversampledFirst);
    expect(rows).toHaveLength(7 * 6705);
    expect(rows.filter((row) => row === 'same image').length / rows.length).toBeGreaterThan(0.8);
  });

  test('refuse an experiment without folds', () => {
    expect(() => crossValidationFolds(sourceBCnn)).toThrow(ArgumentError);
    expect(() => crossValidationFolds(sourceBCnn)).toThrow('source-b-cnn has no folds');
  });
});

describe('summariseFolds', () => {
  const classes = ['mel', 'nv'];
  // Two images of lesion A, and one of each other lesion.
  const rows = ['A', 'A', 'B', 'C', 'D', 'E', 'F', 'G'].map((lesion, index) => ({
    image_id: `image ${index}`,
    lesion_id: lesion,
    dx: classes[index % 2]!,
  }));
  const dataset = { rows, classes, has: () => true } as unknown as ImageDataset;
  const experiment: Experiment = {
    ...sourceCByImage,
    steps: [{ step: 'stratifiedKFold', nSplits: 2, fold: 0 }],
  };

  /** A fold that predicts `mel` throughout. */
  async function runOf(fold: Experiment, accuracy: number): Promise<RunResult> {
    const { test: tested } = prepareRows(rows, classes, fold.steps, fold.seed);
    const predictions = Array.from(tested, (index): Prediction => {
      const { image_id: imageId, lesion_id: lesionId, dx: label } = rows[index]!;
      return { imageId, lesionId, label, predicted: 'mel', probabilities: [1, 0] };
    });
    await new RunFolder(outputs, fold.name).writePredictions(classes, predictions);
    const figure = { value: accuracy, low: 0, high: 1 };
    const last = { accuracy: figure, balancedAccuracy: figure, logLoss: figure };
    const split = { testRows: predictions.length };
    return {
      id: fold.name,
      experiment: fold,
      classes,
      quick: false,
      split,
      last,
    } as unknown as RunResult;
  }

  test('gives mean and standard deviation as NumPy does, and pools the rows', async () => {
    const folds = crossValidationFolds(experiment);
    const runs = await Promise.all(folds.map((fold, index) => runOf(fold, [0.5, 0.8][index]!)));
    const result = await summariseFolds(dataset, runs, outputs);
    expect(result.accuracy.mean).toBeCloseTo(0.65, 12);
    expect(result.accuracy.standardDeviation).toBeCloseTo(0.15, 12);
    const { pooled } = result;
    expect(pooled).toMatchObject({
      testRows: 8,
      lesions: 7,
      confusionMatrix: [
        [4, 0],
        [4, 0],
      ],
    });
    expect(pooled.accuracy.value).toBe(0.5);
    expect(pooled.balancedAccuracy.value).toBe(0.5);
    expect(pooled.macroF1.value).toBeCloseTo(1 / 3, 12);
    expect(pooled.accuracy.low).toBeLessThan(0.5);
    const groups = pooled.bySharedWithTrain.map(({ group, testRows }) => [group, testRows]);
    // The lesion's two images are in one fold or not; all others are new.
    expect(groups.reduce((sum, [, testRows]) => sum + Number(testRows), 0)).toBe(8);
  });

  test('refuses no folds', async () => {
    await expect(summariseFolds(dataset, [], outputs)).rejects.toThrow(/folds is empty/);
  });
});
