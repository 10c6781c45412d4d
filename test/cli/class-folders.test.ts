import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunResult } from '../../lib/src/experiments/index.js';
import { DERMLAB } from '../support/paths.js';

const scratch = mkdtempSync(join(tmpdir(), 'class-folders-command-'));

/** Two classes that a network can tell apart, nine folders fewer than the source's. */
async function writeImage(name: string, background: string): Promise<void> {
  const path = join(scratch, 'data', name);
  mkdirSync(dirname(path), { recursive: true });
  const create = { width: 30, height: 20, channels: 3, background } as const;
  await sharp({ create }).toFile(path);
}

function dermlab(...args: readonly string[]) {
  return spawnSync(process.execPath, [DERMLAB, ...args], { encoding: 'utf8', cwd: scratch });
}

beforeAll(async () => {
  for (let image = 0; image < 12; image++) {
    await writeImage(`Train/mel/m${image}.jpg`, '#402010');
    await writeImage(`Train/nv/n${image}.png`, '#e0a090');
  }
  for (let image = 0; image < 4; image++) {
    await writeImage(`Test/mel/t${image}.jpg`, '#402010');
    await writeImage(`Test/nv/u${image}.png`, '#e0a090');
  }
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

describe('from class folders to a result', () => {
  test('augment fills the classes, and train shows both experiments', () => {
    const made = dermlab(
      'augment',
      '--data',
      'data',
      '--out',
      'more',
      '--per-class',
      '15',
      '--json',
    );
    expect(JSON.parse(made.stdout)).toMatchObject({
      folder: 'more',
      copies: 6,
      trainPerClass: { mel: 15, nv: 15 },
    });
    const trained = dermlab('train', 'class-folders', '--data', 'more', '--quick', '--json');
    expect(trained.stderr).not.toMatch(/Error/);
    const runs = JSON.parse(trained.stdout) as RunResult[];
    expect(runs.map(({ experiment }) => experiment.name)).toEqual([
      'source-e-by-image',
      'source-e-by-lesion',
    ]);
    expect(runs.map(({ split }) => split.testRows)).toEqual([8, 8]);
    expect(runs[1]?.split.validationRowsWithLesionInTrain).toBe(0);
  });

  test('a Test folder is needed, and exit codes tell misuse from failure', () => {
    const noTest = dermlab('train', 'class-folders', '--data', 'data/Train');
    expect([noTest.status, noTest.stderr]).toEqual([
      2,
      expect.stringMatching(/ArgumentError: .*holds no Test folder/),
    ]);
    const nowhere = dermlab('train', 'class-folders', '--data', 'nowhere');
    expect([nowhere.status, nowhere.stderr]).toEqual([
      1,
      expect.stringMatching(/DatasetError: nowhere cannot be listed/),
    ]);
    const noCount = dermlab('augment', '--data', 'data', '--out', 'x', '--per-class', '0');
    expect([noCount.status, noCount.stderr]).toEqual([
      2,
      expect.stringMatching(/whole number from 1 to/),
    ]);
  });
});
