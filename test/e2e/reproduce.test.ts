import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunResult } from '../../lib/src/experiments/index.js';
import { DERMLAB } from '../support/paths.js';

const out = mkdtempSync(join(tmpdir(), 'reproduce-'));
const TIMEOUT_MS = 600_000;

function reproduce(env: NodeJS.ProcessEnv = {}) {
  const args = [DERMLAB, 'reproduce', '--quick', '--only', 'mlp', '--json', '--out', out];
  return spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { ...process.env, ...env },
  });
}

describe('dermlab reproduce --quick --only mlp --json', () => {
  let first: ReturnType<typeof reproduce>;
  let results: RunResult[];

  beforeAll(() => {
    first = reproduce();
    expect(first.stderr).not.toMatch(/Error/);
    results = JSON.parse(first.stdout) as RunResult[];
  }, TIMEOUT_MS);

  afterAll(() => {
    rmSync(out, { recursive: true, force: true });
  });

  test('is fine, and gives the model and its leak-free twin, marked as quick', () => {
    expect(first.status).toBe(0);
    expect(
      results.map(({ experiment, quick, history }) => [experiment.name, quick, history.length]),
    ).toEqual([
      ['source-b-mlp', true, 2],
      ['source-b-mlp-grouped', true, 2],
    ]);
  });

  test('counts what leaks in the published split, and nothing in the other', () => {
    expect(
      results.map(({ split }) => [
        split.testRows,
        split.testRowsWithImageInTrain,
        split.testRowsWithLesionInTrain,
      ]),
    ).toEqual([
      [700, 401, 484],
      [2004, 0, 0],
    ]);
  });

  test('keeps config, environment, history, metrics, predictions and model of each run', () => {
    for (const { id, split } of results) {
      expect(readdirSync(join(out, id)).sort()).toEqual([
        'config.json',
        'environment.json',
        'history.json',
        'metrics.json',
        'model-card.md',
        'model.h5',
        'predictions.csv',
        'subgroups.json',
      ]);
      const lines = readFileSync(join(out, id, 'predictions.csv'), 'utf8')
        .trimEnd()
        .split('\n');
      expect(lines[0]).toBe(
        'image_id,lesion_id,dx,predicted,p_akiec,p_bcc,p_bkl,p_df,p_mel,p_nv,p_vasc',
      );
      expect(lines).toHaveLength(1 + split.testRows);
    }
  });

  test('says on the way how far it is, and where the report grows', () => {
    expect(first.stderr).toMatch(/Note: Images are reduced to 96×72 pixels/);
    expect(first.stderr).toMatch(/MLP {2}epoch 2\/2 {2}loss [\d.]+ accuracy [\d.]+ {2}val loss/);
    expect(first.stderr).toMatch(
      /report\.html \(0 of 2 rows so far\)[^]*\(1 of 2 rows so far\)[^]*\(complete\)/,
    );
  });

  test('marks the report as quick, and carries the notice', () => {
    const report = readFileSync(join(out, 'report.html'), 'utf8');
    expect(report).toMatch(/Quick run/);
    expect(report).toMatch(/a preliminary suggestion and no diagnosis\. A doctor diagnoses\./);
  });

  test('shows a run that is done instead of repeating it', { timeout: TIMEOUT_MS }, () => {
    const again = reproduce();
    expect(again.stderr).toMatch(/MLP: already done/);
    expect(again.stdout).toBe(first.stdout);
  });

  test('goes on where the MLflow server is down', { timeout: TIMEOUT_MS }, () => {
    const again = reproduce({ MLFLOW_TRACKING_URI: 'http://127.0.0.1:59999' });
    expect(again.stderr).toMatch(
      /MLflow: source-b-mlp-seed42-\w+ is not logged: http:\/\/127\.0\.0\.1:59999 cannot be reached \(ECONNREFUSED\).*"npx dermlab runs sync" does it later\.\n/,
    );
    expect([again.status, again.stdout]).toEqual([0, first.stdout]);
  });
});
