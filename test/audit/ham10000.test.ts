import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  auditExperiment,
  auditSplit,
  findNearDuplicates,
  joinDataset,
  type NearDuplicates,
  runAudit,
} from '../../lib/src/audit/index.js';
import { type Ham10000, loadHam10000 } from '../../lib/src/datasets/index.js';
import { loadEngine } from '../../lib/src/engine/index.js';
import {
  crossValidationFolds,
  type Experiment,
  LESION_FOLDS,
  prepareRows,
  sourceBCnn,
  sourceBCnnGrouped,
  sourceCByLesion,
} from '../../lib/src/experiments/index.js';

let ham10000: Ham10000;
let found: NearDuplicates;

beforeAll(async () => {
  await loadEngine(); // decodes faster
  ham10000 = await loadHam10000();
  found = await findNearDuplicates(ham10000);
}, 120_000);
afterAll(() => {
  ham10000.close();
});

// The numbers of docs/decisions/near-duplicates.md.
test('the embedded images hold one photograph under two lesion ids', () => {
  expect(found.images).toBe(10_015);
  const across = found.pairs.filter(({ isSameLesion }) => !isSameLesion);
  expect(found.pairs).toHaveLength(111);
  expect(across.map(({ imageId, otherImageId }) => [imageId, otherImageId].sort())).toEqual([
    ['ISIC_0025226', 'ISIC_0030074'],
  ]);
});

test('source B’s split: what it shares with training', () => {
  expect(auditExperiment(sourceBCnn, ham10000, found).test).toEqual({
    rows: 700,
    sameImage: 401,
    sameLesion: 484,
    nearDuplicate: 2,
    nearDuplicateOfNewLesion: 0,
    clean: 216,
  });
});

test('its leak-free twin’s', () => {
  expect(auditExperiment(sourceBCnnGrouped, ham10000, found).test).toEqual({
    rows: 2004,
    sameImage: 0,
    sameLesion: 0,
    nearDuplicate: 0,
    nearDuplicateOfNewLesion: 0,
    clean: 2004,
  });
});

test('folds by lesion: the photograph under two ids stands on both sides', async () => {
  const [audit] = await runAudit([sourceCByLesion], ham10000, { nearDuplicates: found });
  expect(audit).toMatchObject({
    folds: 5,
    split: { test: { rows: 10_015, sameLesion: 0, nearDuplicateOfNewLesion: 2, clean: 10_013 } },
  });
});

test('they leave no such row where near-duplicates are joined to one lesion', async () => {
  const joined = joinDataset(ham10000, found);
  const [audit] = await runAudit([sourceCByLesion], joined, { nearDuplicates: found });
  expect(audit?.split.test.clean).toBe(10_015);
  expect(joined.sha256).not.toBe(ham10000.sha256);
  expect(joined.notices.at(-1)).toMatch(
    /^Near-duplicates are joined: the lesions of 1 pair .*HAM_0000140/,
  );
});

test('folds of lesions are audited together', async () => {
  const { experiment } = LESION_FOLDS.find(({ published }) => published === sourceBCnn)!;
  const joined = joinDataset(ham10000, found);
  const [audit] = await runAudit([experiment], joined, { nearDuplicates: found });
  expect(audit).toMatchObject({ folds: 5, split: { test: { rows: 10_015, clean: 10_015 } } });
});

test('a data set without near-duplicates keeps its lesions, and says so', () => {
  const joined = joinDataset(ham10000, { ...found, pairs: [] });
  expect(joined.rows).toEqual(ham10000.rows);
  expect(joined.sha256).toBe(ham10000.sha256);
  expect(joined.notices.at(-1)).toBe(
    'Near-duplicates are joined: all of them show one lesion anyway.',
  );
});

test.each(LESION_FOLDS.map(({ experiment }) => experiment).filter(isOnHam10000))(
  '$name: five folds predict each image once, and nothing stands on two sides',
  (experiment) => {
    const joined = joinDataset(ham10000, found);
    const tested: number[] = [];
    for (const { steps, seed } of crossValidationFolds(experiment)) {
      const prepared = prepareRows(joined.rows, joined.classes, steps, seed);
      tested.push(...prepared.test);
      const { test: side, validation } = auditSplit(joined.rows, prepared, found);
      expect([side.clean, validation?.clean]).toEqual([side.rows, validation?.rows]);
      const steered = new Set(Array.from(prepared.validation ?? [], lesionIn(joined.rows)));
      expect(Array.from(prepared.test, lesionIn(joined.rows)).some((id) => steered.has(id))).toBe(
        false,
      );
    }
    expect(tested.sort((a, b) => a - b)).toEqual([...joined.rows.keys()]);
  },
);

function isOnHam10000({ dataset }: Experiment): boolean {
  return dataset === 'ham10000';
}

function lesionIn(rows: Ham10000['rows']): (row: number) => string {
  return (row) => rows[row]!.lesion_id;
}
