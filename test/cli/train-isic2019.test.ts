import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Ham10000Label,
  ISIC2019_CLASSES,
  loadHam10000,
} from '../../lib/src/datasets/index.js';
import type { RunResult } from '../../lib/src/experiments/index.js';
import { DERMLAB } from '../support/paths.js';

const IMAGES_PER_CLASS = 14;
const LABELS: Readonly<Record<Ham10000Label, string>> = {
  akiec: 'AK',
  bcc: 'BCC',
  bkl: 'BKL',
  df: 'DF',
  mel: 'MEL',
  nv: 'NV',
  vasc: 'VASC',
};
const scratch = mkdtempSync(join(tmpdir(), 'train-isic2019-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

// ISIC 2019's files, of a few embedded images of each class and one row without an image.
beforeAll(async () => {
  const ham10000 = await loadHam10000();
  const folder = join(scratch, 'isic2019/ISIC_2019_Training_Input');
  mkdirSync(folder, { recursive: true });
  const truth = [`image,${ISIC2019_CLASSES.join()}`, row('ISIC_9999999', 'SCC')];
  const metadata = ['image,age_approx,anatom_site_general,lesion_id,sex'];
  for (const dx of ham10000.classes) {
    const ofClass = ham10000.rows.filter((each) => each.dx === dx).slice(0, IMAGES_PER_CLASS);
    for (const { image_id: id, lesion_id: lesion } of ofClass) {
      truth.push(row(id, LABELS[dx]));
      metadata.push(`${id},,,${lesion},`);
      writeFileSync(join(folder, `${id}.jpg`), await ham10000.readImage(id));
    }
  }
  ham10000.close();
  const write = (name: string, lines: readonly string[]) => {
    writeFileSync(join(scratch, `isic2019/ISIC_2019_Training_${name}.csv`), lines.join('\n'));
  };
  write('GroundTruth', truth);
  write('Metadata', metadata);
});

function row(image: string, label: string): string {
  return [image, ...ISIC2019_CLASSES.map((each) => (each === label ? '1.0' : '0.0'))].join();
}

function train(...args: readonly string[]) {
  const given = ['train', 'isic2019', '--data', 'isic2019', '--runs', 'runs', ...args];
  return spawnSync(process.execPath, [DERMLAB, ...given], { encoding: 'utf8', cwd: scratch });
}

describe('dermlab train isic2019', () => {
  test('trains the CNN and its twin, tells what is missing, and writes runs and a report', () => {
    const { status, stdout, stderr } = train(
      '--only',
      'cnn',
      '--quick',
      '--json',
      '--out',
      'model.h5',
    );
    expect(stderr).toContain('Images missing: 1 of 99 (SCC 1).');
    expect(status).toBe(0);
    const [byRow, byLesion] = JSON.parse(stdout) as [RunResult, RunResult];
    expect(byRow.classes).toEqual(ISIC2019_CLASSES.slice(0, 8));
    expect(byRow.data).toMatchObject({ name: 'ISIC 2019', images: 98, missingImages: 1 });
    expect(byRow.split).toMatchObject({ trainRows: 79, validationRows: 9, testRows: 10 });
    expect(byLesion.split.testRowsWithLesionInTrain).toBe(0);
    expect([byRow.quick, byLesion.quick]).toEqual([true, true]);
    expect(existsSync(join(scratch, 'runs', byLesion.id, 'model.h5'))).toBe(true);
    expect(readdirSync(join(scratch, 'runs')).filter((name) => name.endsWith('.html'))).toEqual([
      'report-isic2019.html',
    ]);
    expect(
      readdirSync(scratch)
        .filter((name) => name.endsWith('.h5'))
        .sort(),
    ).toEqual(['model-source-d-cnn-grouped.h5', 'model-source-d-cnn.h5']);
  });

  test('stops where an image is missing and --strict is given', () => {
    const { status, stderr } = train('--strict');
    expect(stderr).toMatch(/DatasetError: ISIC 2019: 1 of 99 images are missing.*ISIC_9999999/);
    expect(status).toBe(1);
  });
});
