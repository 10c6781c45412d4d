import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  auditExperiment,
  findNearDuplicates,
  joinNearDuplicates,
  type NearDuplicates,
  runAudit,
} from '../../lib/src/audit/index.js';
import { type Ham10000, loadHam10000 } from '../../lib/src/datasets/index.js';
import { loadEngine } from '../../lib/src/engine/index.js';
import { sourceBCnn, sourceBCnnGrouped, sourceCByLesion } from '../../lib/src/experiments/index.js';

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
  const joined = { ...ham10000, rows: joinNearDuplicates(ham10000.rows, found) };
  const [audit] = await runAudit([sourceCByLesion], joined, { nearDuplicates: found });
  expect(audit?.split.test.clean).toBe(10_015);
});
