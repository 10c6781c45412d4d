import { expect, test } from 'vitest';
import { type Evaluation, predictsOneClass } from '../../lib/src/experiments/index.js';

const withMatrix = (confusionMatrix: number[][]) => ({ confusionMatrix }) as unknown as Evaluation;

test('a model that gives every row one class is found out', () => {
  expect(
    predictsOneClass(
      withMatrix([
        [0, 5],
        [0, 95],
      ]),
    ),
  ).toBe(true);
});

test('one other answer is enough to look like a model', () => {
  expect(
    predictsOneClass(
      withMatrix([
        [1, 4],
        [0, 95],
      ]),
    ),
  ).toBe(false);
});
