import { describe, expect, test } from 'vitest';
import { resample, trainTestSplit } from '../../lib/src/random/index.js';

describe('trainTestSplit', () => {
  test.each([undefined, ['a', 'b'] as const])('parts the rows, stratify by %s', (names) => {
    const y = Array.from({ length: 101 }, (_, row) => (row % 3 === 0 ? 'a' : 'b'));
    const stratify = names === undefined ? {} : { stratify: y };
    const { train, test: held } = trainTestSplit(101, {
      testSize: 0.2,
      randomState: 5,
      ...stratify,
    });
    expect(held).toHaveLength(21);
    expect([...train, ...held].sort((a, b) => a - b)).toEqual(y.map((_, row) => row));
  });

  const four = (options: object) => () => trainTestSplit(4, { randomState: 0, ...options });
  const sizes = 'expected a fraction between 0 and 1 or a count from 1 to 3, received';
  const cases: [string, () => unknown, string][] = [
    ['nothing to test on', four({ testSize: 0 }), `testSize: ${sizes} 0`],
    ['all to test on', four({ testSize: 4 }), `testSize: ${sizes} 4`],
    ['a share above 1', four({ trainSize: 1.5 }), `trainSize: ${sizes} 1.5`],
    ['a size that is no number', four({ testSize: NaN }), `testSize: ${sizes} NaN`],
    [
      'sizes above the rows',
      four({ testSize: 2, trainSize: 3 }),
      'trainSize and testSize: expected at most 4 rows together, received 3 + 2',
    ],
    [
      'shares above 1',
      four({ testSize: 0.6, trainSize: 0.6 }),
      'trainSize and testSize: expected fractions that sum to at most 1, received 0.6 + 0.6',
    ],
    [
      'nothing to train on',
      () => trainTestSplit(1, { testSize: 0.5, randomState: 0 }),
      'testSize and trainSize: expected at least 1 row to train on, received 1 rows, testSize=0.5, trainSize=undefined',
    ],
    [
      'a class of one',
      four({ stratify: ['nv', 'nv', 'nv', 'df'] }),
      'stratify: expected at least 2 rows of every class, received 1 of df',
    ],
    [
      'fewer places than classes',
      four({ stratify: [0, 0, 1, 1], testSize: 1 }),
      'testSize: expected at least a row for each of the 2 classes, received 1',
    ],
    [
      'labels that do not cover the rows',
      four({ stratify: [0] }),
      'stratify: expected one entry a row, 4, received 1',
    ],
  ];

  test.each(cases)('refuses %s', (_, act, message) => {
    expect(act).toThrow(expect.objectContaining({ name: 'ArgumentError', message }) as Error);
  });
});

describe('resample', () => {
  test('without replacement draws no row twice', () => {
    const rows = Int32Array.from({ length: 50 }, (_, row) => row * 2);
    const drawn = resample(rows, { replace: false, randomState: 1 });
    expect([...drawn].sort((a, b) => a - b)).toEqual([...rows]);
  });

  test('of one row draws it again and again', () => {
    expect([...resample([7], { nSamples: 3, randomState: 1 })]).toEqual([7, 7, 7]);
  });

  const cases: [string, () => unknown, string][] = [
    [
      'no rows',
      () => resample([], { randomState: 0 }),
      'indices: expected at least 1 row to draw from, received none',
    ],
    [
      'no draws',
      () => resample([1], { nSamples: 0, randomState: 0 }),
      'nSamples: expected an integer from 1 to 2147483647, received 0',
    ],
    [
      'more than there are',
      () => resample([1, 2], { replace: false, nSamples: 3, randomState: 0 }),
      'nSamples: expected at most the 2 rows there are without replacement, received 3',
    ],
  ];

  test.each(cases)('refuses %s', (_, act, message) => {
    expect(act).toThrow(expect.objectContaining({ name: 'ArgumentError', message }) as Error);
  });
});
