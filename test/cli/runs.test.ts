import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunFolder, sourceBMlp } from '../../lib/src/experiments/index.js';
import { madeUpPredictions, writeMadeUpRun } from '../support/made-up-run.js';
import { DERMLAB } from '../support/paths.js';

const scratch = mkdtempSync(join(tmpdir(), 'runs-cli-'));
const outputs = join(scratch, 'outputs');
const CNN = 'source-b-cnn-seed42-25e330a6';
const MLP = 'source-b-mlp-seed7-76965a83';
const STOPPED = 'source-b-mlp-seed7-0b2bc725';

function runs(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [DERMLAB, 'runs', ...args], {
    encoding: 'utf8',
    cwd: scratch,
  });
  return { status, stdout, stderr };
}

beforeAll(async () => {
  await writeMadeUpRun(outputs, { id: CNN, predictions: madeUpPredictions('mnnmnnmnnmnnmmmm') });
  const experiment = { ...sourceBMlp, seed: 7 };
  const finishedAt = '2026-01-02T00:00:00.000Z';
  const predictions = madeUpPredictions('nnnnnnnnnnnnnnnm');
  const mlp = await writeMadeUpRun(outputs, { id: MLP, predictions, experiment, finishedAt });
  const result = (await mlp.result())!;
  const oneClass = {
    ...result.last,
    confusionMatrix: [
      [0, 6],
      [0, 10],
    ],
  };
  await mlp.writeJson('metrics.json', { ...result, last: oneClass });
  await new RunFolder(outputs, STOPPED).writeJson('config.json', experiment);
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

describe('runs list', () => {
  test('is a table with sample size and interval, and marks what has not learned', () => {
    const { stdout, status } = runs('list');
    expect(status).toBe(0);
    const [header, ...lines] = stdout.split('\n');
    expect(header).toMatch(/^run +experiment +seed +epochs +data +balanced accuracy +test rows/);
    expect(lines[0]).toMatch(/^0b2bc725 +source-b-mlp +7 +stopped after 0 of 50 /);
    expect(lines[1]).toMatch(
      /^76965a83 +source-b-mlp +7 +2 +Made up +58\.33 % \[.*\] ! +16 +nothing ~ +\d/,
    );
    expect(lines[2]).toMatch(
      /^25e330a6 +source-b-cnn +42 +2 +Made up +[\d.]+ % \[[\d.]+–[\d.]+\] +16/,
    );
    expect(stdout).toContain('95 % interval by bootstrap over lesions');
    expect(stdout).toContain('! every test row got the same class');
  });

  test.each([
    [['--status', 'stopped'], [STOPPED]],
    [['--experiment', 'source-b-cnn'], [CNN]],
    [
      ['--seed', '7', '--sort', 'experiment'],
      [STOPPED, MLP],
    ],
    [
      ['--sort', 'balanced-accuracy'],
      [CNN, MLP, STOPPED],
    ],
  ])('%j', (options, ids) => {
    const found = JSON.parse(runs('list', '--json', ...options).stdout) as { id: string }[];
    expect(found.map(({ id }) => id)).toEqual(ids);
  });

  test('says so where there is none', () => {
    expect(runs('list', '--out', 'none').stdout).toMatch(
      /No run in none yet\. npx dermlab reproduce/,
    );
    expect(runs('list', '--seed', '8').stdout).toBe('No run in outputs is like that.\n');
  });
});

describe('runs show', () => {
  test('shows one in full, by a short name', () => {
    const { stdout } = runs('show', '25e3');
    expect(stdout).toMatch(/^CNN: source-b-cnn-seed42-25e330a6\n/);
    expect(stdout).toMatch(/Code +dermlab 0\.1\.0, commit c{40}\n/);
    expect(stdout).toMatch(/Took +1 h\n/);
    expect(stdout).toMatch(/Balanced accuracy +[\d.]+.% +[\d.]+–[\d.]+.% +16\n/);
    expect(stdout).toContain('"samplesPerClass": 500');
  });

  test('an unknown name is misuse, and what is near to it is named', () => {
    const { status, stderr } = runs('show', '25e331');
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^ArgumentError: no run is named "25e331"\. Near to it: source-b-cnn-seed42/,
    );
  });
});

describe('runs compare', () => {
  test('shows metrics, paired differences and settings, and writes a page', () => {
    const { stdout, stderr, status } = runs('compare', '25e3', '7696', '--html', 'c.html');
    expect([status, stderr]).toEqual([0, 'Comparison: c.html\n']);
    expect(stdout).toMatch(/Balanced accuracy +[+−][\d.]+ \[.* to .*\] points/);
    expect(stdout).toMatch(/intervals +paired\n/);
    expect(stdout).toMatch(/\nseed +42 +7\n/);
    expect(stdout).toContain('76965a83: every test row got the same class');
    const page = readFileSync(join(scratch, 'c.html'), 'utf8');
    expect(page).toContain('A doctor diagnoses.');
    expect(page).toMatch(/paired, n = 16/);
  });

  test('--json holds the differences', () => {
    const { differences } = JSON.parse(runs('compare', '25e3', '7696', '--json').stdout) as {
      differences: { paired: boolean }[];
    };
    expect(differences).toMatchObject([{ paired: true }]);
  });

  test.each([
    [['25e3'], /one run was named, expected two or more/],
    [['25e3', CNN], /a run was named twice/],
    [['25e3', '0b2b'], /0b2bc725 is stopped and has no metrics to compare/],
    [['25e3', '7696', '--html', 'c.pdf'], /ends in \.html/],
  ])('%j is misuse', (args, message) => {
    const { status, stderr } = runs('compare', ...args);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });
});

describe('runs prune', () => {
  test('shows what it would remove, removes with --yes, and a finished run only by name', () => {
    expect(runs('prune').stdout).toMatch(/^Would be removed:\n {2}source-b-mlp-seed7-0b2bc725 /);
    expect(runs('prune', '25e3').stdout).toMatch(/25e330a6 +done\n\nNothing was removed/);
    expect(existsSync(join(outputs, STOPPED))).toBe(true);
    expect(runs('prune', '--yes').stdout).toMatch(/^Removed:\n {2}source-b-mlp-seed7-0b2bc725 /);
    expect(existsSync(join(outputs, STOPPED))).toBe(false);
    expect(runs('prune', '--yes').stdout).toBe('No run was stopped; nothing to remove.\n');
    expect(existsSync(join(outputs, CNN))).toBe(true);
    runs('prune', '25e3', '--yes');
    expect(existsSync(join(outputs, CNN))).toBe(false);
  });
});
