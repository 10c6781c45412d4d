import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditedExperiment, NearDuplicates } from '../../lib/src/audit/index.js';
import {
  HAM10000_COLUMNS,
  type Ham10000,
  type Ham10000Row,
  loadHam10000,
} from '../../lib/src/datasets/index.js';
import {
  type Experiment,
  type Prediction,
  prepareRows,
  RunFolder,
  sourceBCnn,
  sourceBCnnGrouped,
  summariseSplit,
} from '../../lib/src/experiments/index.js';
import { DERMLAB } from '../support/paths.js';

interface Json {
  readonly nearDuplicates?: NearDuplicates;
  readonly audits: readonly AuditedExperiment[];
}

const scratch = mkdtempSync(join(tmpdir(), 'audit-'));
const PER_CLASS = 8;
let data: Ham10000;

/** A few lesions of each class, and a mirrored copy of the first image under ids of its own. */
beforeAll(async () => {
  const ham10000 = await loadHam10000();
  const rows = ham10000.classes.flatMap((label) => someLesions(ham10000.rows, label));
  const copy = { ...rows[0]!, image_id: 'ISIC_9999999', lesion_id: 'HAM_9999999' };
  const images = join(scratch, 'ham10000', 'HAM10000_images_part_1');
  mkdirSync(images, { recursive: true });
  for (const { image_id: id } of rows) {
    writeFileSync(join(images, `${id}.jpg`), await ham10000.readImage(id));
  }
  const encoded = await ham10000.readImage(rows[0]!.image_id);
  await sharp(encoded)
    .flop()
    .jpeg()
    .toFile(join(images, `${copy.image_id}.jpg`));
  const lines = [...rows, copy].map((row) =>
    HAM10000_COLUMNS.map((column) => row[column] ?? '').join(),
  );
  writeFileSync(
    join(scratch, 'ham10000', 'HAM10000_metadata.csv'),
    `${[HAM10000_COLUMNS.join(), ...lines].join('\n')}\n`,
  );
  ham10000.close();
  data = await loadHam10000({ path: join(scratch, 'ham10000') });
});
afterAll(() => {
  data.close();
  rmSync(scratch, { recursive: true, force: true });
});

function someLesions(rows: readonly Ham10000Row[], label: string): Ham10000Row[] {
  const seen = new Set<string>();
  return rows
    .filter(({ dx, lesion_id: id }) => dx === label && !seen.has(id) && seen.add(id))
    .slice(0, PER_CLASS);
}

function audit(...options: string[]) {
  return spawnSync(process.execPath, [DERMLAB, 'audit', '--data', 'ham10000', ...options], {
    encoding: 'utf8',
    cwd: scratch,
    env: { ...process.env, DERMLAB_CACHE: join(scratch, 'cache') },
  });
}

const SPLITS = [sourceBCnn.name, sourceBCnnGrouped.name];

describe('dermlab audit', () => {
  test('counts what both sides of a split share, without a run', { timeout: 120_000 }, () => {
    const { stdout, stderr, status } = audit(...SPLITS, '--json');
    expect(stderr).not.toContain('fault');
    expect(status).toBe(0);
    const { nearDuplicates, audits } = JSON.parse(stdout) as Json;
    expect(nearDuplicates?.pairs).toMatchObject([
      { otherImageId: 'ISIC_9999999', isSameLesion: false, isTurned: true },
    ]);
    for (const [index, { steps, seed }] of [sourceBCnn, sourceBCnnGrouped].entries()) {
      const prepared = prepareRows(data.rows, data.classes, steps, seed);
      const split = summariseSplit(data.rows, data.classes, prepared, steps);
      expect(audits[index]?.split.test).toMatchObject({
        rows: split.testRows,
        sameImage: split.testRowsWithImageInTrain,
        sameLesion: split.testRowsWithLesionInTrain,
      });
      expect(audits[index]?.scores).toBeUndefined();
    }
    expect(audits[0]?.split.test.sameImage).toBeGreaterThan(0);
  });

  test('shows a table, an example of each kind, and how scores come', () => {
    const { stdout } = audit(...SPLITS);
    expect(stdout).toMatch(/^experiment +rows +same image +same lesion +near-duplicate/);
    expect(stdout).toMatch(/^source-b-cnn +700 test +\d+ \(\d+\.\d %\)/m);
    expect(stdout).toMatch(/^source-b-cnn: ISIC_\d+ is a test row and a training row/m);
    expect(stdout).toContain('Near-duplicates: 1 pair among 57 images, 1 of them of two lesions: ');
    expect(stdout).toContain('No finished run on these data');
  });

  test('leaves near-duplicates out where it is told to', () => {
    const { audits, nearDuplicates } = JSON.parse(
      audit(...SPLITS, '--no-near-duplicates', '--json').stdout,
    ) as Json;
    expect(nearDuplicates).toBeUndefined();
    expect(audits[0]?.split.test).not.toHaveProperty('nearDuplicate');
  });

  test('joins near-duplicates to one lesion where it is told to', () => {
    const { stdout, stderr } = audit(...SPLITS, '--join-near-duplicates', '--json');
    const [, twin] = (JSON.parse(stdout) as Json).audits;
    expect(twin?.split.test.clean).toBe(twin?.split.test.rows);
    expect(stderr).toContain(
      'Near-duplicates are joined: the lesions of 1 pair under different ids',
    );
  });

  test('scores finished runs on all rows, on those that share nothing, and beside the twin', async () => {
    await writeRun(sourceBCnn);
    await writeRun(sourceBCnnGrouped);
    const { audits } = JSON.parse(audit(...SPLITS, '--json').stdout) as Json;
    const [leaky, twin] = audits.map(({ scores }) => scores);
    expect(leaky?.all.rows).toBe(leaky!.leaky!.rows + (leaky?.clean?.rows ?? 0));
    expect(leaky?.twin).toMatchObject({ experiment: 'source-b-cnn-grouped' });
    expect(leaky?.twin?.all).toEqual(twin?.all);
    expect(existsSync(join(scratch, 'outputs', 'source-b-cnn-seed42', 'audit.json'))).toBe(true);
    // The card of the model says what was found.
    const card = readFileSync(
      join(scratch, 'outputs', 'source-b-cnn-grouped-seed42', 'model-card.md'),
      'utf8',
    );
    expect(card).toMatch(
      /\nAudit: 1 of 12 test rows .* share something with training: 0 the very image, .*a near-duplicate\.\n/,
    );
    const { stdout } = audit(...SPLITS);
    expect(stdout).toMatch(/^CNN +all \(share something\) +700 +57 +\d+\.\d\d % \[/m);
    expect(stdout).toMatch(/^CNN, leak-free +share nothing +11 +11 +\d+\.\d\d % \[/m);
    expect(stdout).toMatch(/^CNN, leak-free +all, leak-free twin/m);
    expect(stdout).toMatch(/^CNN: all of its 700 test rows share something with training/m);
    expect(stdout).toMatch(
      /^CNN, leak-free: on the 1 test rows that share something .* 11 that share/m,
    );
  });

  test('refuses predictions of other rows', async () => {
    const folder = await writeRun(sourceBCnn);
    reverseRows(join(folder, 'predictions.csv'));
    const { stdout, stderr, status } = audit('source-b-cnn', '--no-near-duplicates');
    expect(stdout).toBe('');
    expect(stderr).toMatch(/RunError: the predictions of source-b-cnn-seed42 are not of the test/);
    expect(status).toBe(1);
  });

  test.each([
    [['nonsense'], /Allowed choices are source-b-cnn/],
    [['--threshold', '40'], /Expected a whole number from 0 to 32/],
    [
      ['source-d-cnn'],
      /source-d-cnn is not run on data of this kind \(ham10000\), expected one of/,
    ],
  ])('%j is misuse', (options, message) => {
    const { stderr, status } = audit(...options);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });
});

/** A run's folder with made-up predictions: every third row is right. */
async function writeRun(experiment: Experiment): Promise<string> {
  const id = `${experiment.name}-seed42`;
  const folder = new RunFolder(join(scratch, 'outputs'), id);
  const { classes, rows, sha256 } = data;
  const prepared = prepareRows(rows, classes, experiment.steps, experiment.seed);
  const predictions = Array.from(prepared.test, (row, index): Prediction => {
    const { image_id: imageId, lesion_id: lesionId, dx: label } = rows[row]!;
    const predicted = index % 3 === 0 ? label : 'nv';
    const probabilities = classes.map((name) => (name === predicted ? 1 : 0));
    return { imageId, lesionId, label, predicted, probabilities };
  });
  await folder.writePredictions(classes, predictions);
  const split = summariseSplit(rows, classes, prepared, experiment.steps);
  await folder.writeJson('config.json', experiment);
  const half = { value: 0.5, low: 0.4, high: 0.6 };
  const last = {
    accuracy: half,
    balancedAccuracy: half,
    macroF1: half,
    rocAuc: half,
    logLoss: half,
    cohenKappa: half,
    matthews: half,
    confusionMatrix: [
      [1, 1],
      [1, 1],
    ],
  };
  const result = {
    id,
    experiment,
    classes,
    quick: false,
    data: { sha256, name: 'Made up', description: 'made-up rows' },
    engine: { description: 'TensorFlow, made up', fallback: false },
    split,
    history: [{ epoch: 1, loss: 1, accuracy: 0.5, valLoss: 1, valAccuracy: 0.5 }],
    last,
    best: { epoch: 1, accuracy: half },
    parameters: 10,
  };
  await folder.writeJson('metrics.json', result);
  writeFileSync(folder.model, 'weights');
  return folder.path;
}

function reverseRows(file: string): void {
  const [header = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  writeFileSync(file, `${[header, ...rows.reverse()].join('\n')}\n`);
}
