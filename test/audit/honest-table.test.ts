import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HonestRow, honestTable } from '../../lib/src/audit/index.js';
import {
  type Experiment,
  sourceCByImage,
  sourceCByLesion,
  summariseFolds,
} from '../../lib/src/experiments/index.js';
import { madeUpDataset, madeUpFolds, madeUpRows } from '../support/made-up-folds.js';

const outputs = mkdtempSync(join(tmpdir(), 'honest-table-'));
let rows: HonestRow[];

/** Right about all rows but every `nth`. */
async function finished(experiment: Experiment, nth: number, dataset = madeUpDataset) {
  const saysMel = (row: number) => (madeUpRows[row]!.dx === 'mel') !== (row % nth === 0);
  const folds = await madeUpFolds(outputs, experiment, { saysMel, rows: dataset.rows });
  const result = await summariseFolds(dataset, folds, outputs);
  return { published: sourceCByImage, result, dataset };
}

beforeAll(async () => {
  rows = await honestTable(
    [
      await finished({ ...sourceCByLesion, name: 'worse' }, 4),
      await finished({ ...sourceCByLesion, name: 'best' }, 10),
      await finished({ ...sourceCByImage, name: 'leaky' }, 4),
    ],
    outputs,
  );
});
afterAll(() => {
  rmSync(outputs, { recursive: true, force: true });
});

test('holds each model against the one with the highest balanced accuracy', () => {
  const [worse, best, leaky] = rows;
  expect(best?.minusBest).toBeUndefined();
  for (const row of [worse, leaky]) {
    // 15 and 6 of 60 rows are wrong.
    const { value, low, high } = row!.minusBest!.accuracy;
    expect(value).toBeCloseTo(-9 / 60, 12);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  }
});

test('pairs by lesion, whatever the order of the folds’ rows', async () => {
  const [first, second] = await honestTable(
    [
      await finished({ ...sourceCByLesion, name: 'grouped' }, 4),
      await finished({ ...sourceCByImage, name: 'by image' }, 4),
    ],
    outputs,
  );
  expect([first?.isBest, second?.isBest]).toEqual([true, false]);
  // Unpaired, no difference would have an interval as wide as the scores' own.
  const { value, low, high } = second!.minusBest!.balancedAccuracy;
  expect([value, low, high].map((end) => Math.abs(end) < 1e-12)).toEqual([true, true, true]);
});

test('gives no difference where other rows were tested', async () => {
  const some = { ...madeUpDataset, rows: madeUpRows.slice(0, 40) };
  const [best, other] = await honestTable(
    [
      await finished({ ...sourceCByLesion, name: 'all rows' }, 10),
      await finished({ ...sourceCByLesion, name: 'some rows' }, 4, some),
    ],
    outputs,
  );
  expect([best?.isBest, other?.isBest, other?.minusBest]).toEqual([true, false, undefined]);
});

test('says what leaks in each one’s folds', () => {
  expect(rows.map(({ split }) => split.test.clean)).toEqual([60, 60, expect.any(Number)]);
  expect(rows[2]!.split.test.clean).toBeLessThan(60);
});
