import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  type ClassScores,
  classificationReport,
  f1Score,
  type Labels,
  precisionRecallFscoreSupport,
} from '../../lib/src/metrics/index.js';
import { formatFixed, formatRepr } from '../../lib/src/metrics/python-format.js';

const CLASSES = ['bkl', 'mel', 'nv'] as const;
const yTrue = ['nv', 'nv', 'mel', 'mel', 'bkl'];
const yPred = ['nv', 'mel', 'mel', 'mel', 'nv'];
const quiet = { zeroDivision: 0 } as const;

describe('the numbers of the report', () => {
  const report = classificationReport(yTrue, yPred, { labels: CLASSES, ...quiet });

  test('are kept by literal label', () => {
    expect(report.perClass.mel).toEqual({ precision: 2 / 3, recall: 1, f1: 0.8, support: 2 });
    expectTypeOf(report.perClass.mel.recall).toEqualTypeOf<number>();
    expectTypeOf(report.perClass).toEqualTypeOf<
      Readonly<Record<'bkl' | 'mel' | 'nv', ClassScores>>
    >();
    // @ts-expect-error -- vasc is not among the labels
    expect(report.perClass.vasc).toBeUndefined();
  });

  test('may be missing where the labels are not named, and the type says so', () => {
    const open = classificationReport(yTrue, yPred, quiet);
    expectTypeOf(open.perClass['mel']).toEqualTypeOf<ClassScores | undefined>();
    expect(open).toEqual(report);
  });

  test('have literal labels also where they are written in the call, words or integers', () => {
    const words = classificationReport(yTrue, yPred, { labels: ['mel', 'nv'], ...quiet });
    expectTypeOf(words.perClass).toEqualTypeOf<Readonly<Record<'mel' | 'nv', ClassScores>>>();
    const integers = classificationReport([0, 1], Int32Array.of(0, 0), {
      labels: [0, 1],
      ...quiet,
    });
    expectTypeOf(integers.perClass[1].recall).toEqualTypeOf<number>();
    expect(integers.perClass[1].recall).toBe(0);
  });

  test('have the accuracy of all rows, and averages over the classes', () => {
    expect(report.accuracy).toBe(0.6);
    expect(report.microAvg.f1).toBeCloseTo(0.6, 14);
    expect(report.macroAvg.recall).toBeCloseTo(0.5, 14);
    expect(report.weightedAvg.recall).toBeCloseTo(0.6, 14);
    expect(report.weightedAvg.support).toBe(5);
    const some = classificationReport(yTrue, yPred, { labels: ['mel'], ...quiet });
    expect([some.accuracy, some.microAvg.recall]).toEqual([0.6, 1]);
  });

  test('keep a label that is a name of JavaScript', () => {
    const odd = classificationReport(['__proto__', 'a'], ['__proto__', 'a'], {
      labels: ['__proto__', 'a'],
    });
    expect(Object.keys(odd.perClass)).toEqual(['__proto__', 'a']);
    expect(odd.accuracy).toBe(1);
  });
});

test('an average decides the type of a score', () => {
  expectTypeOf(f1Score([0, 1], [0, 1])).toEqualTypeOf<number>();
  expectTypeOf(f1Score([0, 1], [0, 1], { posLabel: 0 })).toEqualTypeOf<number>();
  expectTypeOf(f1Score([0, 1], [0, 1], { average: 'macro' })).toEqualTypeOf<number>();
  expectTypeOf(f1Score([0, 1], [0, 1], { average: null })).toEqualTypeOf<Float64Array>();
  const perClass = precisionRecallFscoreSupport([0, 1], [0, 1]);
  expectTypeOf(perClass.support).toEqualTypeOf<Float64Array>();
  const macro = precisionRecallFscoreSupport([0, 1], [0, 1], { average: 'macro' });
  expectTypeOf(macro.support).toEqualTypeOf<null>();
  expect([perClass.recall, macro.recall]).toEqual([Float64Array.of(1, 1), 1]);
});

test('labels may be arrays or typed arrays, words or integers', () => {
  expectTypeOf<readonly ('a' | 'b')[]>().toExtend<Labels>();
  expectTypeOf<Uint8Array>().toExtend<Labels>();
  expect(f1Score(Uint8Array.of(0, 1), Int32Array.of(0, 1))).toBe(1);
});

test.each([
  [0.125, 2, '0.12'],
  [0.375, 2, '0.38'],
  [0.5, 0, '0'],
  [1.5, 0, '2'],
  [0.625, 2, '0.62'],
  [0.145, 2, '0.14'],
  [1, 3, '1.000'],
  [Number.NaN, 2, 'nan'],
])('%f with %i decimals as Python writes it', (x, digits, expected) => {
  expect(formatFixed(x, digits)).toBe(expected);
});

test.each([
  [3, '3.0'],
  [12.5, '12.5'],
  [1e15, '1000000000000000.0'],
  [1e16, '1e+16'],
  [1.5e22, '1.5e+22'],
  [0.0001, '0.0001'],
  [0.00001, '1e-05'],
  [1.5e-7, '1.5e-07'],
  [0, '0.0'],
  [Number.NaN, 'nan'],
])('%f as Python represents it', (x, expected) => {
  expect(formatRepr(x)).toBe(expected);
});
