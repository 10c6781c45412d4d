import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { keepSubgroups, RunFolder, runSubgroups } from '../../lib/src/experiments/index.js';
import { madeUpPredictions, writeMadeUpRun } from '../support/made-up-run.js';

const outputs = mkdtempSync(join(tmpdir(), 'run-subgroups-'));
afterAll(() => {
  rmSync(outputs, { recursive: true, force: true });
});

const predictions = madeUpPredictions('mnnmnnmnnmnnmmmm'.repeat(8));
const rows = predictions.map(({ imageId, lesionId, label }, index) => ({
  image_id: imageId,
  lesion_id: lesionId,
  dx: label,
  sex: index < 60 ? 'male' : 'female',
  age: index < 3 ? null : 40,
  localization: label === 'nv' && index < 30 ? 'ear' : 'back',
}));
const folder = await writeMadeUpRun(outputs, { id: 'run', predictions });
const run = (await folder.result())!;
const byHeading = new Map(
  runSubgroups(run, predictions, rows).map(({ heading, groups }) => [heading, groups]),
);

describe('runSubgroups', () => {
  test('has a kind for each column that the data have', () => {
    expect([...byHeading.keys()]).toEqual(['sex', 'age in years', 'localisation']);
    expect(runSubgroups(run, predictions, [{ ...rows[0]! }])).toHaveLength(3);
    const plain = rows.map(({ image_id, lesion_id, dx }) => ({ image_id, lesion_id, dx }));
    expect(runSubgroups(run, predictions, plain)).toEqual([]);
  });

  test('counts rows and lesions, and scores each group alone', () => {
    const [male, female] = byHeading.get('sex')!;
    expect([male!.group, male!.rows, male!.lesions]).toEqual(['male', 60, 60]);
    expect([female!.group, female!.rows]).toEqual(['female', 68]);
    const right = predictions.slice(0, 60).filter(({ label, predicted }) => label === predicted);
    expect(male!.metrics.accuracy.value).toBe(right.length / 60);
    expect(male!.tooSmall).toBe(false);
  });

  test('says where a group is too small', () => {
    const unknown = byHeading.get('age in years')!.find(({ group }) => group === 'unknown');
    expect(unknown).toMatchObject({ rows: 3, tooSmall: true });
    expect(unknown!.warnings[0]).toBe('too small to say: 3 lesions, and 30 are the least');
  });

  test('calls melanoma at one threshold in all groups, and nothing where there is none', () => {
    const threshold = 0.75;
    const last = {
      ...run.last,
      melanomaSensitivity: { ...run.last.melanomaSensitivity!, threshold },
    };
    const given = runSubgroups({ ...run, last }, predictions, rows);
    const [male] = given.find(({ heading }) => heading === 'sex')!.groups;
    const melanomas = predictions.slice(0, 60).filter(({ label }) => label === 'mel');
    const found = melanomas.filter(({ probabilities }) => probabilities[0]! >= threshold);
    expect(male!.melanoma?.rows).toBe(melanomas.length);
    expect(male!.melanoma?.metrics.sensitivity.value).toBe(found.length / melanomas.length);
    const ear = given
      .find(({ heading }) => heading === 'localisation')!
      .groups.find(({ group }) => group === 'ear');
    expect(ear).not.toHaveProperty('melanoma');
  });
});

describe('keepSubgroups', () => {
  test('measures an old run’s once, keeps them, and gives them back', async () => {
    expect(await folder.subgroups()).toBeNull();
    const measured = await keepSubgroups(outputs, run, rows);
    expect(await folder.subgroups()).toEqual(measured);
    // Kept ones need neither predictions nor rows.
    expect(await keepSubgroups(outputs, run, [])).toEqual(measured);
  });

  test('are forgotten with the run, so that one that is trained anew has its own', async () => {
    const again = new RunFolder(outputs, 'run');
    await again.reset();
    expect(await again.subgroups()).toBeNull();
  });
});
