import { describe, expect, test } from 'vitest';
import { planReproduction } from '../../lib/src/cli/reproduce-plan.js';

describe('planReproduction', () => {
  test('runs the published figures first, then their leak-free twins', () => {
    expect(planReproduction({}).map(({ name }) => name)).toEqual([
      'source-b-cnn',
      'source-b-mlp',
      'source-b-vgg16',
      'source-b-cnn-grouped',
      'source-b-mlp-grouped',
      'source-b-vgg16-grouped',
    ]);
  });

  test('keeps the models asked for, with their twins', () => {
    expect(planReproduction({ only: ['mlp'] }).map(({ name }) => name)).toEqual([
      'source-b-mlp',
      'source-b-mlp-grouped',
    ]);
  });
});
