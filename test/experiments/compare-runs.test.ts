import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accuracyDifference,
  compareRuns,
  type DoneRun,
  isDone,
  listRuns,
  sourceBMlp,
} from '../../lib/src/experiments/index.js';
import { unpairedDifference } from '../../lib/src/metrics/index.js';
import { madeUpPredictions, writeMadeUpRun } from '../support/made-up-run.js';

const outputs = mkdtempSync(join(tmpdir(), 'compare-runs-'));
const first = madeUpPredictions('mnnmnnmnnmnnmmmm');
const second = madeUpPredictions('mnnnnnmmnmnnnnnn');
const otherRows = madeUpPredictions('mnnnnnmmnmnnnnnn', 12);
let runs: Record<string, DoneRun>;

beforeAll(async () => {
  await writeMadeUpRun(outputs, { id: 'first', predictions: first });
  await writeMadeUpRun(outputs, { id: 'second', predictions: second, experiment: sourceBMlp });
  await writeMadeUpRun(outputs, { id: 'shuffled', predictions: second.toReversed() });
  await writeMadeUpRun(outputs, { id: 'other', predictions: otherRows });
  const lost = await writeMadeUpRun(outputs, { id: 'lost', predictions: second });
  rmSync(join(lost.path, 'predictions.csv'));
  const found = (await listRuns(outputs)).filter(isDone);
  runs = Object.fromEntries(found.map((run) => [run.id, run]));
});

afterAll(() => {
  rmSync(outputs, { recursive: true, force: true });
});

const compare = (...ids: string[]) => compareRuns(ids.map((id) => runs[id]!));

describe('compareRuns', () => {
  test('pairs runs of the same test rows, as accuracyDifference does', async () => {
    const { differences } = await compare('first', 'second');
    const { accuracy } = differences[0]!.metrics;
    const expected = accuracyDifference(second, first, { seed: 42 });
    expect(differences[0]).toMatchObject({ paired: true, commonImages: 16 });
    for (const end of ['value', 'low', 'high'] as const) {
      expect(accuracy?.[end]).toBeCloseTo(expected[end], 12);
    }
  });

  test('pairs them in whatever order their splits have them', async () => {
    const { differences } = await compare('first', 'second', 'shuffled');
    expect(differences[1]).toEqual(differences[0]);
  });

  test('does not pair runs of other rows, and says so', async () => {
    const { differences } = await compare('first', 'other');
    const { metrics, ...told } = differences[0]!;
    expect(told).toEqual({
      paired: false,
      commonImages: 4,
      unpairedBecause: 'the test rows are not the same',
    });
    const [a, b] = [runs['other']!.result.last, runs['first']!.result.last];
    expect(metrics.macroF1).toEqual(unpairedDifference(a.macroF1, b.macroF1));
  });

  test('does without predictions that are lost', async () => {
    const { differences } = await compare('first', 'lost');
    expect(differences[0]).toMatchObject({
      paired: false,
      unpairedBecause: 'the predictions of lost cannot be read',
    });
  });

  test('says what was set otherwise, and nothing else', async () => {
    const { config } = await compare('first', 'second');
    const settings = Object.fromEntries(config.map(({ setting, values }) => [setting, values]));
    expect(settings).toEqual({
      model: ['"cnn"', '"mlp"'],
      'reported.value': ['0.752', '0.7057'],
    });
  });

  test('takes two at the least', async () => {
    await expect(compare('first')).rejects.toThrow(/1 runs cannot be compared, expected two/);
  });
});
