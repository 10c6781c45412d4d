import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunResult, summariseSeeds } from '../../lib/src/experiments/index.js';
import { madeUpPredictions, writeMadeUpRun } from '../support/made-up-run.js';

const scratch = mkdtempSync(join(tmpdir(), 'seeds-'));
const runs: RunResult[] = [];

beforeAll(async () => {
  for (const [seed, predicted] of [
    [1, 'mnnmnnmnnmnn'],
    [2, 'mnnmnnnnnnnn'],
    [3, 'nmmnnnmnnmnn'],
  ] as const) {
    const predictions = madeUpPredictions(predicted);
    const folder = await writeMadeUpRun(scratch, {
      id: `${seed}`,
      predictions,
      experiment: { seed },
    });
    runs.push((await folder.result())!);
  }
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

describe('summariseSeeds', () => {
  test('counts runs that have not learned', () => {
    const [first, second, third] = runs as [RunResult, RunResult, RunResult];
    const confusionMatrix = [
      [0, 4],
      [0, 8],
    ];
    const collapsed = { ...third, last: { ...third.last, confusionMatrix } };
    expect(summariseSeeds([first, second, collapsed]).collapsed).toBe(1);
  });

  test('gives mean and sample deviation, as numpy.std(ddof=1) of [1, 10/12, 8/12]', () => {
    const { metrics, seeds, collapsed } = summariseSeeds(runs);
    expect(metrics.accuracy.mean).toBeCloseTo(10 / 12, 12);
    expect(metrics.accuracy.sd).toBeCloseTo(1 / 6, 12);
    expect([seeds, collapsed, metrics.accuracy.n]).toEqual([[1, 2, 3], 0, 3]);
  });

  test('is for runs that differ in the seed alone', () => {
    const [first, second] = runs as [RunResult, RunResult];
    const other = { ...second, experiment: { ...second.experiment, model: 'mlp' } as const };
    const otherData = { ...second, data: { ...second.data, sha256: 'b' } };
    expect(() => summariseSeeds([first])).toThrow('expected two seeds or more, received 1');
    expect(() => summariseSeeds([first, first])).toThrow('seeds that differ, received 1 twice');
    for (const run of [other, otherData, { ...second, quick: true }]) {
      expect(() => summariseSeeds([first, run])).toThrow('but for the seed, received 1 and 2');
    }
  });
});
