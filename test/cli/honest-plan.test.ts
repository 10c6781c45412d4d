import { expect, test } from 'vitest';
import { HONEST_MODELS, planHonestTable } from '../../lib/src/cli/honest-plan.js';
import { LESION_FOLDS } from '../../lib/src/experiments/index.js';

const published = ({ models }: ReturnType<typeof planHonestTable>) =>
  models.map((model) => model.published.name);

test('plans every model; source E where its folders are named, and else says how to add it', () => {
  const all = planHonestTable({ folders: 'augmented' });
  expect(all).toEqual({ models: LESION_FOLDS, notices: [] });
  const without = planHonestTable({});
  expect(published(without)).toEqual(published(all).filter((name) => !name.startsWith('source-e')));
  expect(without.notices).toEqual([
    'E: CNN, augmented folders is left out: give its --folders, see --help.',
  ]);
});

test('keeps what is asked for, in the table’s order, with the seed asked for', () => {
  const plan = planHonestTable({ only: ['source-c', 'source-b-cnn'], seed: 7 });
  expect(published(plan)).toEqual(['source-b-cnn', 'source-c-by-image']);
  expect(plan.models.map(({ experiment }) => experiment.seed)).toEqual([7, 7]);
  expect(plan.notices).toEqual([]);
});

test('refuses folders that nothing is run on', () => {
  expect(() => planHonestTable({ only: ['source-c'], folders: 'augmented' })).toThrow(
    /--folders is for source-e, which --only leaves out/,
  );
});

test('names each model once', () => {
  expect(new Set(HONEST_MODELS).size).toBe(LESION_FOLDS.length);
});
