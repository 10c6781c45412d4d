import { describe, expect, test } from 'vitest';
import { bootstrapInterval, rocAucScore, wilsonInterval } from '../../lib/src/metrics/index.js';
import { randomNumbers } from './reference.js';

function integers(seed: number) {
  const random = randomNumbers(seed);
  const randint = (low: number, high: number, size: number) =>
    Int32Array.from({ length: size }, () => low + Math.floor(random() * (high - low)));
  return { randint };
}

describe('wilsonInterval', () => {
  test('mirrors itself', () => {
    const [a, b] = [wilsonInterval(3, 20), wilsonInterval(17, 20)];
    expect(a.low).toBeCloseTo(1 - b.high, 14);
    expect(a.high).toBeCloseTo(1 - b.low, 14);
  });

  test('ends exactly at 0 and 1 and is not empty there', () => {
    expect(wilsonInterval(0, 5).low).toBe(0);
    expect(wilsonInterval(5, 5).high).toBe(1);
    expect(wilsonInterval(0, 5).high).toBeGreaterThan(0.4);
  });
});

describe('bootstrapInterval', () => {
  // 400 lesions of 5 equal rows each: as much information as 400 rows, not as 2,000.
  const random = randomNumbers(5);
  const perLesion = Array.from({ length: 400 }, () => Number(random() < 0.7));
  const right = Uint8Array.from({ length: 2000 }, (_, i) => perLesion[Math.floor(i / 5)]!);
  const lesions = Array.from(right, (_, i) => `HAM_${String(Math.floor(i / 5))}`);
  const accuracy = (rows: Int32Array) =>
    rows.reduce((sum, row) => sum + right[row]!, 0) / rows.length;

  test('by row, is as wide as theory says', () => {
    const { value, low, high } = bootstrapInterval(accuracy, { nRows: 2000, random: integers(1) });
    const width = 2 * 1.96 * Math.sqrt((value * (1 - value)) / 2000);
    expect((high - low) / width).toBeGreaterThan(0.93);
    expect((high - low) / width).toBeLessThan(1.07);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  });

  test('by lesion, is wider: as theory says for 400 lesions', () => {
    const options = { nRows: 2000, groups: lesions, random: integers(1) };
    const { value, low, high } = bootstrapInterval(accuracy, options);
    const width = 2 * 1.96 * Math.sqrt((value * (1 - value)) / 400);
    expect((high - low) / width).toBeGreaterThan(0.93);
    expect((high - low) / width).toBeLessThan(1.07);
  });

  test('draws whole groups, as many as there are', () => {
    const groups = ['a', 'b', 'a', 'c', 'b', 'a'];
    const seen = new Set<string>();
    const metric = (rows: Int32Array) => {
      const count = (group: string) => rows.filter((row) => groups[row] === group).length;
      const drawn = [count('a') / 3, count('b') / 2, count('c')];
      expect(drawn.every(Number.isInteger)).toBe(true);
      expect(drawn.reduce((x, y) => x + y, 0)).toBe(3);
      seen.add(drawn.join());
      return 0;
    };
    bootstrapInterval(metric, { nRows: 6, groups, nResamples: 500, random: integers(2) });
    expect(seen.size).toBe(10);
  });

  test('gives the same for the same source, and asks it for one draw a resample', () => {
    const run = () =>
      bootstrapInterval(accuracy, { nRows: 2000, nResamples: 50, random: integers(3) });
    expect(run()).toEqual(run());
    const asked: number[][] = [];
    const random = {
      randint: (...request: [number, number, number]) => {
        asked.push(request);
        return integers(4).randint(...request);
      },
    };
    bootstrapInterval(accuracy, { nRows: 2000, nResamples: 3, random });
    expect(asked).toEqual(Array(3).fill([0, 2000, 2000]));
  });

  test('counts undefined draws, leaves them out, and does not warn for each', () => {
    const yTrue = [0, 0, 0, 0, 1];
    const yScore = [0.1, 0.6, 0.3, 0.2, 0.5];
    const warnings: Error[] = [];
    const result = bootstrapInterval(
      (rows, onWarning) =>
        rocAucScore(
          Array.from(rows, (i) => yTrue[i]!),
          Array.from(rows, (i) => yScore[i]!),
          { labels: [0, 1], onWarning },
        ),
      {
        nRows: 5,
        nResamples: 1000,
        random: integers(6),
        onWarning: (warning) => warnings.push(warning),
      },
    );
    // No positive row: (4/5)^5 = 0.328 of the draws.
    expect(result.undefinedResamples).toBeGreaterThan(270);
    expect(result.undefinedResamples).toBeLessThan(390);
    expect(result.nResamples).toBe(1000);
    expect(result.low).toBeGreaterThanOrEqual(0);
    expect(result.high).toBeLessThanOrEqual(1);
    expect(warnings).toEqual([]);
  });

  test('has no ends where all draws are undefined, and says so', () => {
    const warnings: string[] = [];
    const { low, high, undefinedResamples } = bootstrapInterval(() => Number.NaN, {
      nRows: 5,
      nResamples: 10,
      random: integers(7),
      onWarning: ({ message }) => warnings.push(message),
    });
    expect([low, high, undefinedResamples]).toEqual([Number.NaN, Number.NaN, 10]);
    expect(warnings).toEqual(['The metric was undefined on every draw: no interval (NaN).']);
  });

  test('takes 2,000 draws of 2,004 rows in well under a second of processor time', () => {
    const hits = Uint8Array.from({ length: 2004 }, (_, i) => (i % 3) & 1);
    const metric = (rows: Int32Array) => {
      let sum = 0;
      for (const row of rows) sum += hits[row]!;
      return sum / rows.length;
    };
    const started = process.cpuUsage();
    bootstrapInterval(metric, { nRows: 2004, random: integers(8) });
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});
