import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BenchError, measure } from '../../bench/measure.mjs';

const SIDES = '../../test/bench/sides';
const sum = {
  name: 'sum',
  title: 'Sum',
  unit: 'number',
  ours: [`${SIDES}/sum.mjs`],
  python: [`${SIDES}/sum.py`],
  against: 'Python',
  goal: 1,
  perBurst: 1000,
  kind: 'burst',
} satisfies Task;

type Task = Parameters<typeof measure>[0];

describe('measure', () => {
  test('gives a pair of times a round, the warm-up left out', async () => {
    const bursts: number[] = [];
    const { rounds } = await measure(sum, 3, (done) => void bursts.push(done));
    expect(bursts).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const side of [rounds.ours, rounds.python]) {
      expect(side).toHaveLength(3);
      for (const { wallMs, peakMB } of side) {
        expect(wallMs).toBeGreaterThan(0);
        expect(peakMB).toBeGreaterThan(1);
      }
    }
  });

  test('refuses sides that did not do the same', async () => {
    const other: Task = { ...sum, ours: [`${SIDES}/sum.mjs`, '7'] };
    await expect(measure(other, 1)).rejects.toThrow(
      /^sum: the two sides did not do the same: ours came to 500507, Python to 500500/,
    );
  });

  test('lets them differ by the tolerance', async () => {
    const other: Task = { ...sum, ours: [`${SIDES}/sum.mjs`, '7'], tolerance: 1e-4 };
    const { facts } = await measure(other, 1);
    expect(facts.ours).toEqual({ start: '7' });
  });

  test('says why a side ended, and how to get a package that is missing', async () => {
    const broken: Task = { ...sum, python: [`${SIDES}/broken.py`] };
    const error: unknown = await measure(broken, 1).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BenchError);
    expect((error as BenchError).message).toMatch(
      /^sum: the side of Python ended with exit code 1\.\n[^]*no_such_package[^]*npm run setup/,
    );
  });

  test('runs a cold task as a process each time, in a folder made ready for it', async () => {
    const folders = new Set<string>();
    const cold: Task = {
      ...sum,
      kind: 'cold',
      prepare: [`${SIDES}/prepare.py`],
      ours: [`${SIDES}/write.mjs`],
      python: [`${SIDES}/write.py`],
      check: (folder) => {
        folders.add(folder);
        expect(readFileSync(join(folder, 'python.out'), 'utf8')).toBe('python first\n');
        const ours = Number(readFileSync(join(folder, 'written-by-ours'), 'utf8'));
        return { ours: [ours], python: [42] };
      },
    };
    const { rounds } = await measure(cold, 1);
    expect(rounds.ours[0]!.cpuMs).toBeGreaterThan(1);
    expect(folders.size).toBe(1);
  });
});
