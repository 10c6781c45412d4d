import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HAM10000_COLUMNS, loadHam10000, writePixelTable } from '../../lib/src/datasets/index.js';
import type { SeedsSummary, Sweep } from '../../lib/src/experiments/index.js';
import { DERMLAB } from '../support/paths.js';

const folder = mkdtempSync(join(tmpdir(), 'sweep-cli-'));
const outputs = join(folder, 'outputs');
const TABLE = ['--data', 'hmnist_8_8_L.csv', '--epochs', '1'];
const RATES = ['--grid', 'training.optimizer.learningRate=0.001,0.01'];

beforeAll(async () => {
  const ham10000 = await loadHam10000();
  const rows = ham10000.classes.flatMap((label) =>
    ham10000.rows.filter(({ dx }) => dx === label).slice(0, label === 'nv' ? 40 : 24),
  );
  const path = join(folder, 'hmnist_8_8_L.csv');
  await writePixelTable({ ...ham10000, rows }, { path, sizePx: 8, channels: 1 });
  const lines = rows.map((row) => HAM10000_COLUMNS.map((column) => row[column] ?? '').join(','));
  writeFileSync(
    join(folder, 'HAM10000_metadata.csv'),
    [HAM10000_COLUMNS.join(','), ...lines].join('\n'),
  );
  ham10000.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function dermlab(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [DERMLAB, ...args], {
    encoding: 'utf8',
    cwd: folder,
  });
  return { status, stdout, stderr };
}

describe('dermlab sweep', { timeout: 240_000 }, () => {
  test('tries, chooses, tests, and shows what is done', () => {
    const args = ['sweep', 'source-c-by-lesion', ...TABLE, ...RATES];
    const first = dermlab(...args);
    expect(first.status).toBe(0);
    expect(first.stderr).toMatch(
      /^Candidate 1 of 2: learningRate 0\.001: Balanced accuracy .*, validation n = \d+ {2}\d+:\d\d left$/m,
    );
    expect(first.stderr).toMatch(/^Chosen: learningRate 0\.0\d+; now on the full split$/m);
    expect(first.stderr).toMatch(/^Report: .*report\.html$/m);
    expect(first.stdout).toMatch(
      /^learningRate +Balanced accuracy +Accuracy +Macro-F1 .*validation rows\n0\.0\d+ +[\d.]+ % \[/,
    );
    expect(first.stdout).toMatch(/It is the highest of 2 and so optimistic\./);
    expect(first.stdout).toMatch(
      /on the test rows, looked at once, by the chosen one alone: .*n = \d+\./,
    );

    const [id = ''] = readdirSync(outputs).filter((name) => name.startsWith('sweep-'));
    const file = join(outputs, id, 'sweep.json');
    const before = readFileSync(file, 'utf8');
    const { candidates, winner, experiment } = JSON.parse(before) as Sweep;
    expect(experiment.images).toMatchObject({ widthPx: 8, channels: 1 });
    expect(experiment.training.epochs).toBe(1);
    expect(readdirSync(join(outputs, id, 'candidates'))).toEqual(
      candidates.map(({ run }) => run).sort(),
    );
    // Only what was tested has a card, and is a run among the others.
    for (const { run } of candidates) {
      expect(existsSync(join(outputs, id, 'candidates', run!, 'model-card.md'))).toBe(false);
    }
    expect(existsSync(join(outputs, winner!.run!, 'model-card.md'))).toBe(true);
    const listed = dermlab('runs', 'list', '--json').stdout;
    expect((JSON.parse(listed) as { id: string }[]).map((run) => run.id)).toEqual([winner!.run]);
    const page = readFileSync(join(outputs, id, 'report.html'), 'utf8');
    expect(page).toContain('A doctor diagnoses.');
    expect(page).toContain('npx dermlab sweep source-c-by-lesion --data hmnist_8_8_L.csv');

    const again = dermlab(...args, '--json');
    expect(again.stderr.match(/already done/g)).toHaveLength(3);
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(before));
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('takes a file and draws from it', () => {
    const distribution = { distribution: 'loguniform', low: 1e-4, high: 1e-2 };
    const space = { distributions: { 'training.optimizer.learningRate': distribution }, nIter: 1 };
    writeFileSync(join(folder, 'space.json'), JSON.stringify(space));
    const quick = ['--quick', '--seed', '7', '--metric', 'logLoss', '--json'];
    const args = ['sweep', 'source-c-by-lesion', ...TABLE, ...quick];
    const { stdout } = dermlab(...args, '--space', 'space.json');
    const swept = JSON.parse(stdout) as Sweep;
    const rate = swept.candidates[0]!.assignment['training.optimizer.learningRate']!;
    expect(rate).toBeGreaterThan(1e-4);
    expect(rate).toBeLessThan(1e-2);
    expect([swept.quick, swept.experiment.seed, swept.metric]).toEqual([true, 7, 'logLoss']);
    const sample = 'training.optimizer.learningRate=loguniform(1e-4,1e-2)';
    const typed = dermlab(...args, '--random', '1', '--sample', sample);
    expect(JSON.parse(typed.stdout)).toEqual(swept);
  });
});

describe('dermlab seeds', { timeout: 240_000 }, () => {
  test('runs each seed once, and sums them up as runs compare does', () => {
    const out = join(folder, 'seeds');
    const args = ['seeds', 'source-c-by-lesion', ...TABLE, '--seeds', '1-2,5', '--out', out];
    const first = dermlab(...args, '--json');
    const { seeds, metrics, runs } = JSON.parse(first.stdout) as SeedsSummary;
    expect(seeds).toEqual([1, 2, 5]);
    const values = runs.map(({ last }) => last.accuracy.value);
    const mean = values.reduce((sum, value) => sum + value, 0) / 3;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expect(metrics.accuracy.mean).toBeCloseTo(mean, 12);
    expect(metrics.accuracy.sd).toBeCloseTo(Math.sqrt(squares / 2), 12);
    expect(metrics.accuracy.n).toBe(3);

    const text = dermlab(...args);
    expect(text.stderr.match(/already done/g)).toHaveLength(3);
    expect(text.stdout).toMatch(/^5 +[\d.]+ % \[.*\] +\d+$/m);
    const line = /^mean ± sd +\d.* ± [\d.]+ %.* ± 0\.\d{3} +3 seeds$/m.exec(text.stdout)?.[0];
    expect(line).toBeDefined();
    expect(text.stdout).toContain('over 3 seeds (divided by 2)');
    expect(text.stdout).toContain('by bootstrap over lesions');

    const ids = readdirSync(out).filter((name) => name.startsWith('source-c'));
    const words = (found = '') => found.split(/\s{2,}/).slice(1);
    const compared = dermlab('runs', 'compare', ...ids, '--out', out).stdout;
    expect(words(/^mean ± sd .*$/m.exec(compared)?.[0])).toEqual(words(line));
    const renamed = `${ids[0]!}-other`;
    renameSync(join(out, ids[0]!), join(out, renamed));
    const config = join(out, renamed, 'config.json');
    writeFileSync(
      config,
      readFileSync(config, 'utf8').replace('"batchSize": 128', '"batchSize": 64'),
    );
    const other = dermlab('runs', 'compare', renamed, ...ids.slice(1), '--out', out).stdout;
    expect(other).toContain('training.batchSize');
    expect(other).not.toContain('mean ± sd');
  });
});
