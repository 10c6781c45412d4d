import { expect, test } from 'vitest';
import { sampleGridPerClass } from '../../lib/src/images/index.js';

const labels = ['nv', 'mel', 'nv', 'nv', 'mel'];

test('takes the first rows of each class in the order given', () => {
  expect(sampleGridPerClass(labels, ['mel', 'nv'], [4, 3, 2, 1, 0], 2)).toEqual([
    { label: 'mel', rows: [4, 1] },
    { label: 'nv', rows: [3, 2] },
  ]);
});

test('gives three rows where there are three, fewer where there are fewer, none where there is none', () => {
  expect(sampleGridPerClass(labels, ['df', 'mel', 'nv'], labels.keys())).toEqual([
    { label: 'df', rows: [] },
    { label: 'mel', rows: [1, 4] },
    { label: 'nv', rows: [0, 2, 3] },
  ]);
});
