import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  accuracyByGroup,
  accuracyDifference,
  type Prediction,
  RunFolder,
  readPredictions,
  readValidationPredictions,
  type SplitSummary,
  sharedWithTrain,
} from '../../lib/src/experiments/index.js';

const scratch = mkdtempSync(join(tmpdir(), 'predictions-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const classes = ['mel', 'nv'];

function prediction(lesion: number, label: string, predicted: string): Prediction {
  const probabilities = classes.map((name) => (name === predicted ? 0.75 : 0.25));
  return { imageId: `ISIC_${lesion}`, lesionId: `HAM_${lesion}`, label, predicted, probabilities };
}

const predictions = [
  prediction(1, 'mel', 'mel'),
  prediction(2, 'mel', 'nv'),
  prediction(3, 'nv', 'nv'),
  prediction(4, 'nv', 'nv'),
];

describe('readPredictions', () => {
  const split = { testRows: predictions.length } as SplitSummary;

  test('gives back what a run wrote', async () => {
    await new RunFolder(scratch, 'run').writePredictions(classes, predictions);
    expect(await readPredictions(scratch, { id: 'run', classes, split })).toEqual(predictions);
  });

  test('says what to do where there is no such run', async () => {
    await expect(readPredictions(scratch, { id: 'none', classes, split })).rejects.toThrow(
      /none.predictions\.csv cannot be read .*; run the experiment/,
    );
  });

  test.each([
    ['too few rows', 'image_id,lesion_id,dx,predicted,p_mel,p_nv\na,b,mel,mel,1,0\n'],
    ['a class missing', `image_id,lesion_id,dx,predicted,p_mel\n${'a,b,mel,mel,1\n'.repeat(4)}`],
    ['no CSV', 'a,b\n"'],
  ])('refuses a file with %s', async (name, text) => {
    const id = name.replaceAll(' ', '-');
    await new RunFolder(scratch, id).writeJson('config.json', {});
    writeFileSync(join(scratch, id, 'predictions.csv'), text);
    await expect(readPredictions(scratch, { id, classes, split })).rejects.toThrow(
      /predictions\.csv .*delete its folder to run it again/,
    );
  });
});

describe('readValidationPredictions', () => {
  const split = { testRows: 4, validationRows: 4 } as SplitSummary;

  test('gives back what a run wrote beside those of its test rows', async () => {
    const folder = new RunFolder(scratch, 'validated');
    const validation = [...predictions].reverse();
    await folder.writePredictions(classes, predictions);
    await folder.writePredictions(classes, validation, 'validation');
    const run = { id: 'validated', classes, split };
    expect(await readValidationPredictions(scratch, run)).toEqual(validation);
    expect(await readPredictions(scratch, run)).toEqual(predictions);
  });

  test('has none of an old run, or of one without validation rows', async () => {
    const old = { id: 'run', classes, split };
    expect(await readValidationPredictions(scratch, old)).toBeUndefined();
    const without = { id: 'validated', classes, split: { testRows: 4 } as SplitSummary };
    expect(await readValidationPredictions(scratch, without)).toBeUndefined();
  });
});

describe('sharedWithTrain', () => {
  test('tells the same image from another one of its lesion', () => {
    const row = (lesion_id: string, image_id: string) => ({ dx: 'mel', lesion_id, image_id });
    const rows = [row('a', '1'), row('a', '2'), row('b', '3'), row('b', '3')];
    const prepared = { train: Int32Array.of(0), test: Int32Array.of(0, 1, 2) };
    expect(sharedWithTrain(rows, prepared)).toEqual(['same image', 'same lesion', 'new lesion']);
  });
});

describe('accuracyByGroup', () => {
  test('counts rows and lesions, and draws lesions for the interval', () => {
    const groups = accuracyByGroup(predictions, ['seen', 'seen', 'new', 'new'], { seed: 42 });
    expect(groups).toEqual([
      { group: 'seen', testRows: 2, lesions: 2, value: 0.5, low: 0, high: 1 },
      { group: 'new', testRows: 2, lesions: 2, value: 1, low: 1, high: 1 },
    ]);
  });

  test('has no interval for one lesion', () => {
    const [alone] = accuracyByGroup(predictions.slice(0, 1), ['seen'], { seed: 42 });
    expect(alone).toMatchObject({ value: 1, low: Number.NaN, high: Number.NaN });
  });

  test('refuses groups of another length', () => {
    expect(() => accuracyByGroup(predictions, ['seen'], { seed: 42 })).toThrow(
      'groups has length 1, expected that of predictions, 4',
    );
  });
});

describe('accuracyDifference', () => {
  const better = predictions.map((row) => ({ ...row, predicted: row.label }));

  test('is first minus second, with an interval that holds it', () => {
    const difference = accuracyDifference(better, predictions, { seed: 42 });
    expect(difference.value).toBe(0.25);
    expect(difference.low).toBeLessThanOrEqual(0.25);
    expect(difference.high).toBeGreaterThanOrEqual(0.25);
    expect(accuracyDifference(predictions, better, { seed: 42 }).value).toBe(-0.25);
  });

  test('is nothing at all between a model and itself', () => {
    expect(accuracyDifference(better, better, { seed: 42 })).toEqual({ value: 0, low: 0, high: 0 });
  });

  test('refuses predictions of other rows', () => {
    for (const other of [predictions.slice(1), [...predictions].reverse()]) {
      expect(() => accuracyDifference(predictions, other, { seed: 42 })).toThrow(
        'are not of the same test rows',
      );
    }
  });
});
