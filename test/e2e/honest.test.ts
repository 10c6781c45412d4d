import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HonestSummary } from '../../lib/src/report/index.js';
import { DERMLAB } from '../support/paths.js';
import { writeSmallHam10000 } from '../support/small-ham10000.js';

const folder = mkdtempSync(join(tmpdir(), 'honest-'));
const HONEST = 'honest --only source-c,source-e --data small --folders augmented --quick';

function dermlab(command: string) {
  const args = [DERMLAB, ...command.split(' ')];
  return spawnSync(process.execPath, args, { encoding: 'utf8', cwd: folder });
}

beforeAll(async () => {
  await writeSmallHam10000(join(folder, 'small'), 10);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('the honest table, as its help says, of images and of folders filled up by copies', {
  timeout: 300_000,
}, () => {
  const preprocess = 'preprocess --data small --folders arranged --test-size 0 --validation-size 0';
  expect(dermlab(preprocess).status).toBe(0);
  expect(readdirSync(join(folder, 'arranged')).sort()).toEqual(['lesions.csv', 'train']);
  expect(dermlab('augment --data arranged --per-class 30 --out augmented').status).toBe(0);

  const first = dermlab(`${HONEST} --json`);
  expect(first.stderr).not.toContain('fault');
  const rows = JSON.parse(first.stdout) as HonestSummary[];
  expect(rows.map(({ model, quick, runs }) => [model, quick, runs.length])).toEqual([
    ['C: CNN on 28×28 pixels', true, 5],
    ['E: CNN, augmented folders', true, 5],
  ]);
  const [ofImages, ofFolders] = rows as [HonestSummary, HonestSummary];
  // Copies train and are never tested: both models answer the same images.
  expect([ofFolders.testRows, ofFolders.lesions]).toEqual([ofImages.testRows, ofImages.lesions]);
  for (const { shared, testRows, data } of rows) {
    expect(shared).toMatchObject({ rows: testRows, sameLesion: 0, nearDuplicateOfNewLesion: 0 });
    expect(data.description).toContain('near-duplicates joined');
  }
  expect(rows.filter(({ minusBest }) => minusBest)).toHaveLength(1);

  const text = dermlab(HONEST);
  expect(text.stderr.match(/already done/g)).toHaveLength(10);
  expect(text.stdout).toMatch(/^C: CNN on 28×28 pixels \(quick run\) +\d+/m);
  expect(text.stdout).toMatch(/shares an image, a lesion or a near-duplicate with the rows/);
  expect(text.stdout).toMatch(/Quick run of few epochs/);
  const page = readFileSync(join(folder, 'outputs', 'honest.html'), 'utf8');
  expect(page).toContain('E: CNN, augmented folders');
  expect(page).toContain('Quick run of few epochs');
});
