import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HAM10000_COLUMNS, loadHam10000, writePixelTable } from '../../lib/src/datasets/index.js';
import type { CrossValidation } from '../../lib/src/experiments/index.js';
import { DERMLAB } from '../support/paths.js';

const folder = mkdtempSync(join(tmpdir(), 'cross-validate-'));
const PER_CLASS = 20;

beforeAll(async () => {
  const ham10000 = await loadHam10000();
  const rows = ham10000.classes.flatMap((label) =>
    ham10000.rows.filter(({ dx }) => dx === label).slice(0, label === 'nv' ? 40 : PER_CLASS),
  );
  await writePixelTable(
    { ...ham10000, rows },
    { path: join(folder, 'hmnist_8_8_L.csv'), sizePx: 8, channels: 1 },
  );
  const lines = rows.map((row) => HAM10000_COLUMNS.map((column) => row[column] ?? '').join(','));
  const metadata = [HAM10000_COLUMNS.join(','), ...lines].join('\n');
  writeFileSync(join(folder, 'HAM10000_metadata.csv'), metadata);
  ham10000.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function crossValidate(...options: string[]) {
  const args = ['cross-validate', 'source-c', '--data', 'hmnist_8_8_L.csv', '--quick', ...options];
  return spawnSync(process.execPath, [DERMLAB, ...args], { encoding: 'utf8', cwd: folder });
}

test('runs each fold once, and its leak-free twin, and reads back what is done', {
  timeout: 180_000,
}, () => {
  const first = crossValidate('--json');
  expect(first.stderr).not.toContain('fault');
  const [byImage, byLesion] = JSON.parse(first.stdout) as CrossValidation[];
  for (const result of [byImage!, byLesion!]) {
    expect(result.quick).toBe(true);
    expect(result.folds).toHaveLength(5);
    expect(result.pooled.testRows).toBe(6 * PER_CLASS + 40);
    const values = result.folds.map(({ last }) => last.accuracy.value);
    const mean = values.reduce((sum, value) => sum + value, 0) / 5;
    expect(result.accuracy.mean).toBeCloseTo(mean, 12);
  }
  expect(byLesion?.pooled.bySharedWithTrain.map(({ group }) => group)).toEqual(['new lesion']);
  expect(byLesion?.folds[0]?.split.validationRows).toBeGreaterThan(0);
  expect(byLesion?.folds[0]?.experiment.images).toMatchObject({ widthPx: 8, channels: 1 });
  expect(readdirSync(join(folder, 'outputs'))).toHaveLength(10);

  const again = crossValidate('--json');
  expect(again.stderr.match(/already done/g)).toHaveLength(10);
  expect(again.stdout).toBe(first.stdout);

  const text = crossValidate();
  expect(text.stdout).toMatch(/^CNN, folds of images: 5 folds, stratified, by row, then training/);
  expect(text.stdout).toMatch(/^mean ± sd .*\d ± \d/m);
  expect(text.stdout).toMatch(/^ {2}the lesion is new: 160 rows, accuracy/m);
  expect(text.stdout.match(/Quick run of few epochs/g)).toHaveLength(2);
});
