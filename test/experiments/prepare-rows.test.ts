import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Ham10000 } from '../../lib/src/datasets/index.js';
import { loadHam10000 } from '../../lib/src/datasets/index.js';
import {
  type DataStep,
  prepareRows,
  sourceBCnn,
  sourceBCnnGrouped,
  summariseSplit,
} from '../../lib/src/experiments/index.js';
import { readFixture, testRegeneration } from '../parity/regenerate.js';

interface Side {
  readonly rows: number;
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly sha256: string;
}
interface Split {
  readonly train: Side;
  readonly test: Side;
  readonly testRowsWithImageInTrain: number;
  readonly testRowsWithLesionInTrain: number;
  readonly testRowsPerClass: readonly number[];
}

const side = (indices: Int32Array): Side => ({
  rows: indices.length,
  first: [...indices.slice(0, 12)],
  last: [...indices.slice(-4)],
  sha256: createHash('sha256').update(BigInt64Array.from(indices, BigInt)).digest('hex'),
});

describe('prepareRows', () => {
  let ham: Ham10000;
  beforeAll(async () => {
    ham = await loadHam10000({});
  });

  testRegeneration('source_b');

  for (const [name, { steps, seed }] of [
    ['published', sourceBCnn],
    ['grouped', sourceBCnnGrouped],
  ] as const) {
    test(`${name}: equals scikit-learn on the real metadata, index by index`, () => {
      const expected = readFixture<Record<string, Split>>('source_b')[name];
      const prepared = prepareRows(ham.rows, ham.classes, steps, seed);
      const summary = summariseSplit(ham.rows, ham.classes, prepared, steps);
      expect({
        train: side(prepared.train),
        test: side(prepared.test),
        testRowsWithImageInTrain: summary.testRowsWithImageInTrain,
        testRowsWithLesionInTrain: summary.testRowsWithLesionInTrain,
        testRowsPerClass: Object.values(summary.testRowsPerClass),
      }).toEqual(expected);
    });
  }

  const rows = ['a', 'a', 'b', 'b', 'b', 'b'].map((dx, index) => ({
    dx,
    image_id: `image${index}`,
    lesion_id: `lesion${index}`,
  }));
  const prepare = (steps: readonly DataStep[]) => prepareRows(rows, ['a', 'b'], steps, 1);
  const split: DataStep = { step: 'trainTestSplit', testSize: 0.5, stratify: true };

  test('refuses steps that never split', () => {
    expect(() => prepare([])).toThrow(/never split/);
  });

  test('refuses a second split', () => {
    expect(() => prepare([split, split])).toThrow(/splits a second time/);
  });

  test('refuses to resample training rows before there are any', () => {
    const resample: DataStep = {
      step: 'resamplePerClass',
      rows: 'train',
      samplesPerClass: 2,
      replace: true,
    };
    expect(() => prepare([resample, split])).toThrow(/wrong side of the split/);
  });

  test('refuses to resample a class that has no row', () => {
    const resample: DataStep = {
      step: 'resamplePerClass',
      rows: 'all',
      samplesPerClass: 2,
      replace: true,
    };
    expect(() => prepareRows(rows, ['a', 'b', 'c'], [resample, split], 1)).toThrow(
      /class c has no row/,
    );
  });

  const counts = (side: Int32Array | undefined) =>
    ['a', 'b'].map((label) => side?.filter((row) => rows[row]?.dx === label).length);

  test('splits validation rows off the training rows', () => {
    const validation: DataStep = { ...split, stratify: false, into: 'validation' };
    const sides = prepare([split, validation]);
    expect(counts(sides.test)).toEqual([1, 2]);
    const inOrder = [...sides.train, ...sides.validation!, ...sides.test].sort();
    expect(inOrder).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('takes the sides that the data set gives', () => {
    const sides = ['train', 'test', 'train', 'validation', 'test', 'train'] as const;
    const given = rows.map((row, index) => ({ ...row, split: sides[index]! }));
    expect(prepareRows(given, ['a', 'b'], [{ step: 'givenSplit' }], 1)).toEqual({
      train: Int32Array.of(0, 2, 5),
      validation: Int32Array.of(3),
      test: Int32Array.of(1, 4),
    });
  });

  test('names the image that is on no side', () => {
    expect(() => prepare([{ step: 'givenSplit' }])).toThrow(/puts image image0 on no side/);
  });

  test('takes a fold by row, each row once over all folds', () => {
    const folds = [0, 1].map(
      (fold) => prepare([{ step: 'stratifiedKFold', nSplits: 2, fold }]).test,
    );
    expect(folds.map(counts)).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect([...folds[0]!, ...folds[1]!].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('refuses a fold that there is none of', () => {
    const step: DataStep = { step: 'stratifiedKFold', nSplits: 2, fold: 2 };
    expect(() => prepare([step])).toThrow(/fold 2 of 2; expected 0 to 1/);
  });

  test('oversamples training rows to the largest class, the first copies being the rows', () => {
    const { train } = prepare([split, { step: 'randomOverSample', rows: 'train' }]);
    const before = prepare([split]).train;
    expect(counts(train)).toEqual([2, 2]);
    expect(train.subarray(0, before.length)).toEqual(before);
  });

  test('undersamples training rows to the smallest class, each row once', () => {
    const { train } = prepare([split, { step: 'randomUnderSample', rows: 'train' }]);
    expect(counts(train)).toEqual([1, 1]);
    expect(new Set(train).size).toBe(2);
  });
});
