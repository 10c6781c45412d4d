import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
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
const input = { run, predictions, dataset, model: { name: 'model.h5', sha256: 'e'.repeat(64) } };

afterAll(() => {
  rmSync(outputs, { recursive: true, force: true });
});

describe('modelCard', () => {
  const card = modelCard(input);

  test('carries the notice, data, split, metrics with n and interval, limits and hashes', () => {
    expect(card).toMatch(/^# CNN\n\n\*\*What these models say is a preliminary suggestion/);
    expect(card).toContain('made-up rows. Images: made up.');
    expect(card).toContain('No test row shows a lesion that the model was trained on.');
    expect(card).toMatch(/\| Balanced accuracy \| [\d.]+.% \| [\d.]+–[\d.]+.% \| 64 \|/);
    expect(card).toContain('One seed and one split');
    expect(card).toContain(`model.h5, SHA-256: ${'e'.repeat(64)}`);
    expect(card).not.toContain('undefined');
  });

  test('has a line a subgroup, with what it is to be read with', () => {
    expect(card).toMatch(/### By sex\n\n\| group \|/);
    expect(card).toMatch(/\| unknown \| 4 \| 4 \| .* \| too small to say: 4 lesions, and 30 are/);
    expect(card).toMatch(/\| female \| 60 \| 60 \| [\d.]+.% \[[\d.]+–[\d.]+.%\] \|/);
    expect(card).toMatch(/### By age in years[^#]*\| 60–74 \| 62 \| 62 \|[^#]*\| unknown \| 2 \|/);
  });

  test('says what leaks, and what a quick run is worth', () => {
    const leaky = { ...run, quick: true, split: { ...run.split, testRowsWithLesionInTrain: 9 } };
    const text = modelCard({ ...input, run: leaky });
    expect(text).toContain('The metrics below are too good: 9 of 64 test rows show a lesion');
    expect(text).toMatch(/^# CNN \(quick run\)\n[^]*> Trained for a few epochs only/);
  });

  test('does without columns to tell groups apart by', () => {
    const plain = rows.map(({ image_id, lesion_id, dx }) => ({ image_id, lesion_id, dx }));
    const text = modelCard({ ...input, dataset: { rows: plain } });
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
