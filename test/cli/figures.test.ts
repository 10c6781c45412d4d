import { expect, test } from 'vitest';
import {
  count,
  percent,
  percentWithDeviation,
  percentWithInterval,
  probability,
  scoreWithInterval,
} from '../../lib/src/cli/figures.js';
import { textTable } from '../../lib/src/cli/text-table.js';

test('numbers are written as in the report, with spaces that can be searched for', () => {
  const estimate = { value: 0.72143, low: 0.6786, high: 0.76 };
  expect(count(10_015)).toBe('10,015');
  expect(percent(0.752)).toBe('75.20 %');
  expect(probability(0.9731)).toBe('97.3 %');
  expect(percentWithInterval(estimate)).toBe('72.14 % [67.9–76.0]');
  expect(scoreWithInterval(estimate)).toBe('0.721 [0.679–0.760]');
  expect(percentWithDeviation({ mean: 0.7165, standardDeviation: 0.0248 })).toBe('71.65 ± 2.48 %');
});

test('a metric that is undefined is called so, and never 0 or NaN', () => {
  const nothing = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  expect(percentWithInterval(nothing)).toBe('undefined');
  expect(scoreWithInterval(nothing)).toBe('undefined');
});

test('cells stand below one another, without spaces at the end of a line', () => {
  const lines = [
    ['model', 'rows'],
    ['CNN', '700'],
    ['VGG16 transfer', ''],
  ];
  expect(textTable(lines)).toEqual([
    'model           rows',
    'CNN             700',
    'VGG16 transfer',
  ]);
});
