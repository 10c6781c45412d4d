import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readRunAudit, runAudit, writeRunAudit } from '../../lib/src/audit/index.js';
import type { ImageDataset } from '../../lib/src/datasets/index.js';
import {
  crossValidationFolds,
  type Experiment,
  type Prediction,
  prepareRows,
  RunFolder,
  type RunResult,
  sourceCByImage,
  sourceCByLesion,
} from '../../lib/src/experiments/index.js';

const outputs = mkdtempSync(join(tmpdir(), 'run-audit-'));
afterAll(() => {
  rmSync(outputs, { recursive: true, force: true });
});

/** 60 rows of 30 lesions, two images each. */
const classes = ['mel', 'nv'];
const rows = Array.from({ length: 60 }, (_, i) => ({
  dx: classes[Math.floor(i / 2) % 2]!,
  lesion_id: `HAM_${Math.floor(i / 2)}`,
  image_id: `ISIC_${i}`,
}));
const dataset = { classes, rows, sha256: 'a', has: () => true } as unknown as ImageDataset;

/** The folds of a cross-validation with made-up predictions. */
async function folds(experiment: Experiment, sha256 = 'a'): Promise<RunResult[]> {
  const runs: RunResult[] = [];
  for (const fold of crossValidationFolds(experiment)) {
    const { test: side } = prepareRows(rows, classes, fold.steps, fold.seed);
    const predictions = Array.from(side, (row): Prediction => {
      const { image_id: imageId, lesion_id: lesionId, dx: label } = rows[row]!;
      const probabilities = row % 3 === 0 ? [0.9, 0.1] : [0.2, 0.8];
      return { imageId, lesionId, label, predicted: row % 3 === 0 ? 'mel' : 'nv', probabilities };
    });
    await new RunFolder(outputs, fold.name).writePredictions(classes, predictions);
    const told = { id: fold.name, classes, quick: false, data: { sha256 } };
    runs.push({
      ...told,
      experiment: fold,
      split: { testRows: side.length },
    } as unknown as RunResult);
  }
  return runs;
}

test('adds the folds of a cross-validation up, scores them together, and beside the twin’s', async () => {
  const runs = [...(await folds(sourceCByImage)), ...(await folds(sourceCByLesion))];
  const [audit] = await runAudit([sourceCByImage], dataset, { runs, outputs });
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
  const runs = await folds(sourceCByImage);
  const [missing] = await runAudit([sourceCByImage], dataset, { runs: runs.slice(1), outputs });
  expect(missing?.scores).toBeUndefined();
  const other = await folds(sourceCByImage, 'b');
  const [elsewhere] = await runAudit([sourceCByImage], dataset, { runs: other, outputs });
  expect(elsewhere?.scores).toBeUndefined();
});

test('keeps an audit in the run’s folder', async () => {
  const [audit] = await runAudit([sourceCByLesion], dataset);
  await writeRunAudit(outputs, 'some-run', audit!.split);
  expect(await readRunAudit(outputs, 'some-run')).toEqual(audit?.split);
  expect(await readRunAudit(outputs, 'no-run')).toBeUndefined();
});
