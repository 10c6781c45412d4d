import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readRunAudit, runAudit, writeRunAudit } from '../../lib/src/audit/index.js';
import { sourceCByImage, sourceCByLesion } from '../../lib/src/experiments/index.js';
import { madeUpDataset, madeUpFolds } from '../support/made-up-folds.js';

const outputs = mkdtempSync(join(tmpdir(), 'run-audit-'));
afterAll(() => {
  rmSync(outputs, { recursive: true, force: true });
});

test('adds the folds of a cross-validation up, scores them together, and beside the twin’s', async () => {
  const runs = [
    ...(await madeUpFolds(outputs, sourceCByImage)),
    ...(await madeUpFolds(outputs, sourceCByLesion)),
  ];
  const [audit] = await runAudit([sourceCByImage], madeUpDataset, { runs, outputs });
  expect(audit).toMatchObject({ folds: 5, split: { test: { rows: 60, sameImage: 0 } } });
  expect(audit?.scores?.runs).toHaveLength(5);
  expect(audit?.scores?.all).toMatchObject({ rows: 60, lesions: 30 });
  expect(audit?.scores?.leaky?.rows).toBe(audit?.split.test.sameLesion);
  expect(audit?.scores?.twin).toMatchObject({
    experiment: 'source-c-by-lesion',
    title: sourceCByLesion.title,
    all: { rows: 60, lesions: 30 },
  });
  // The same predictions in another order: no difference, whatever lesions are drawn.
  const { value, low, high } = audit!.scores!.twin!.difference.accuracy;
  expect([value, low, high].map((end) => Math.abs(end) < 1e-12)).toEqual([true, true, true]);
});

test('scores nothing where a fold is missing, or was run on other data', async () => {
  const runs = await madeUpFolds(outputs, sourceCByImage);
  const [missing] = await runAudit([sourceCByImage], madeUpDataset, {
    runs: runs.slice(1),
    outputs,
  });
  expect(missing?.scores).toBeUndefined();
  const other = await madeUpFolds(outputs, sourceCByImage, { sha256: 'b' });
  const [elsewhere] = await runAudit([sourceCByImage], madeUpDataset, { runs: other, outputs });
  expect(elsewhere?.scores).toBeUndefined();
});

test('keeps an audit in the run’s folder', async () => {
  const [audit] = await runAudit([sourceCByLesion], madeUpDataset);
  await writeRunAudit(outputs, 'some-run', audit!.split);
  expect(await readRunAudit(outputs, 'some-run')).toEqual(audit?.split);
  expect(await readRunAudit(outputs, 'no-run')).toBeUndefined();
});
