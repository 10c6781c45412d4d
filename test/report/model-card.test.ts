import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { calibrate, runSubgroups } from '../../lib/src/experiments/index.js';
import { modelCard, writeModelCard } from '../../lib/src/report/index.js';
import { madeUpPredictions, writeMadeUpRun } from '../support/made-up-run.js';

const outputs = mkdtempSync(join(tmpdir(), 'model-card-'));
const predictions = madeUpPredictions('mnnmnnmnnmnnmmmm'.repeat(4));
const rows = predictions.map(({ imageId, lesionId, label }, index) => ({
  image_id: imageId,
  lesion_id: lesionId,
  dx: label,
  dx_type: 'histo',
  age: index < 2 ? null : 60,
  sex: index < 4 ? 'unknown' : 'female',
  localization: 'back',
}));
const dataset = { rows, attribution: 'Images: made up.' };
const folder = await writeMadeUpRun(outputs, { id: 'run', predictions });
const run = (await folder.result())!;
const subgroups = runSubgroups(run, predictions, rows);
const model = { name: 'model.h5', sha256: 'e'.repeat(64) };
const input = { run, subgroups, dataset, model };

afterAll(() => {
  rmSync(outputs, { recursive: true, force: true });
});

describe('modelCard', () => {
  const card = modelCard(input);

  test('carries the notice, data, split, metrics with n and interval, limits and hashes', () => {
    expect(card).toMatch(/^# CNN\n\n\*\*What these models say is a preliminary suggestion/);
    expect(card).toContain('made-up rows. Images: made up.');
    expect(card).toContain(
      'Audit: none of the 64 test rows shares an image or a lesion with training; pixels were not compared (npx dermlab audit does).',
    );
    expect(card).toMatch(/\| Balanced accuracy \| [\d.]+.% \| [\d.]+–[\d.]+.% \| 64 \|/);
    expect(card).toContain('One seed and one split');
    expect(card).toContain(`model.h5, SHA-256: ${'e'.repeat(64)}`);
    expect(card).not.toContain('undefined');
  });

  test('has a line a subgroup, with what it is to be read with', () => {
    expect(card).toMatch(/### By sex\n\n\| group \|/);
    expect(card).toMatch(
      /\| unknown \(too few to say\) \| 4 \| 4 \| too few to say, n = 2 \| 100\.0.%, no interval \|/,
    );
    expect(card).toContain(
      '\n- unknown: too small to say: 4 lesions, and 30 are the least; fewer than 5 lesions of mel, nv\n',
    );
    expect(card).toMatch(
      /\| female \| 60 \| 60 \| 0\.0.%, no interval, n = 20 (\| [\d.]+.% \[\d+–\d+\] ){2}(\| 0\.\d\d \[0\.\d\d–0\.\d\d\] ){2}\|/,
    );
    expect(card).toMatch(
      /### By age in years[^#]*\| 60–74 \| 62 \| 62 \|[^#]*\| unknown .* \| 2 \|/,
    );
  });

  test('says what leaks, and what a quick run is worth', () => {
    const leaky = { ...run, quick: true, split: { ...run.split, testRowsWithLesionInTrain: 9 } };
    const text = modelCard({ ...input, run: leaky });
    expect(text).toContain('The metrics below are too good: 9 of 64 test rows share something');
    expect(text).toMatch(/^# CNN \(quick run\)\n[^]*> Trained for a few epochs only/);
  });

  test('tells what an audit by pixels has found', () => {
    const side = { rows: 64, sameImage: 0, sameLesion: 3, clean: 59 };
    const test = { ...side, nearDuplicate: 5, nearDuplicateOfNewLesion: 2 };
    const text = modelCard({ ...input, audit: { trainRows: 10, test, examples: [] } });
    expect(text).toContain(
      '\nAudit: 5 of 64 test rows (7.8\u00a0%) share something with training: 0 the very image, 3 another image of the lesion, 2 a near-duplicate.\n',
    );
    expect(text).toContain('too good: 5 of 64 test rows share something');
  });

  test('tells how many melanomas are found, and that nothing is calibrated', () => {
    expect(card).toMatch(/\| Sensitivity for melanoma at 90.% specificity \(threshold of these/);
    expect(card).toContain('Of the 22 melanomas (mel) among the test rows it finds');
    expect(card).toContain('No validation rows: not calibrated, and no threshold by cost.');
  });

  test('has temperature and a threshold by cost where there were validation rows', () => {
    const validated = {
      ...run,
      split: { ...run.split, validationRows: 64, validationRowsWithLesionInTrain: 4 },
      calibration: calibrate(predictions, predictions, run.classes, { seed: 42, nResamples: 50 }),
    };
    const text = modelCard({ ...input, run: validated });
    expect(text).toMatch(
      /Temperature 2\.89 \[.*\], fitted on 64 validation rows: the model is too sure/,
    );
    expect(text).toContain('4 of them show a lesion that it was trained on');
    expect(text).toMatch(
      /\| Expected calibration error \| 0\.156 \[.*\] \| 0\.000 \[.*\] \| 64 \|/,
    );
    expect(text).toContain('where a missed melanoma costs 10 needless referrals');
  });

  test('says of an old run why it is not calibrated', () => {
    const old = { ...run, split: { ...run.split, validationRows: 64 } };
    expect(modelCard({ ...input, run: old })).toContain('--rerun trains it anew');
  });

  test('does without columns to tell groups apart by', () => {
    const plain = rows.map(({ image_id, lesion_id, dx }) => ({ image_id, lesion_id, dx }));
    const text = modelCard({
      ...input,
      subgroups: runSubgroups(run, predictions, plain),
      dataset: {},
    });
    expect(text).toContain('The data name nothing to tell groups apart by.');
    expect(text).toContain('Whose images these are is not known here.');
  });
});

test('writeModelCard writes the same card beside the model, with its digest', async () => {
  writeFileSync(folder.model, 'weights');
  const path = await writeModelCard(outputs, run, dataset);
  const card = readFileSync(path, 'utf8');
  expect(path).toBe(join(outputs, 'run', 'model-card.md'));
  const sha256 = createHash('sha256').update('weights').digest('hex');
  expect(card).toContain(`model.h5, SHA-256: ${sha256}\n`);
  await writeModelCard(outputs, run, dataset);
  expect(readFileSync(path, 'utf8')).toBe(card);
});
