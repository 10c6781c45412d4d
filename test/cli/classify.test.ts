import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MEDICAL_NOTICE } from '../../lib/src/core/index.js';
import { HAM10000_CLASSES, loadHam10000 } from '../../lib/src/datasets/index.js';
import { loadEngine } from '../../lib/src/engine/index.js';
import type { Classification } from '../../lib/src/experiments/index.js';
import { saveKerasModel } from '../../lib/src/keras-files/index.js';
import { pixelTableCnn } from '../../lib/src/models/index.js';
import { DERMLAB } from '../support/paths.js';

const folder = mkdtempSync(join(tmpdir(), 'classify-'));

beforeAll(async () => {
  await loadEngine();
  const model = pixelTableCnn({ inputShape: [28, 28, 3], classes: 7, seed: 1 });
  await saveKerasModel(model, join(folder, 'model.h5'));
  model.dispose();
  const ham10000 = await loadHam10000();
  for (const [name, id] of [
    ['first.jpg', 'ISIC_0027419'],
    ['second.jpg', 'ISIC_0025030'],
  ] as const) {
    writeFileSync(join(folder, name), await ham10000.readImage(id));
  }
  ham10000.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function classify(...args: string[]) {
  const command = [DERMLAB, 'classify', ...args, '--model', 'model.h5'];
  return spawnSync(process.execPath, command, { encoding: 'utf8', cwd: folder });
}

test('several images at once, in plain words, with the notice and what was assumed', {
  timeout: 60_000,
}, () => {
  const { stdout, stderr, status } = classify('first.jpg', 'second.jpg');
  expect(status).toBe(0);
  expect(stderr).toMatch(/^Note: The file does not name its classes; taken for akiec, bcc/m);
  expect(stdout).toMatch(/^first\.jpg: most like .+ \(\w+\), says the model \(\d+\.\d %\)$/m);
  expect(stdout).toMatch(/^second\.jpg: most like /m);
  expect(stdout.match(/^ +\d+\.\d % {2}melanoma \(mel\)$/gm)).toHaveLength(2);
  expect(stdout.trimEnd().split('\n').at(-1)).toBe(MEDICAL_NOTICE);
});

test('as JSON, each with the notice; classes as they are named', { timeout: 60_000 }, () => {
  const { stdout } = classify(
    'first.jpg',
    '--json',
    '--classes',
    'a,b,c,d,e,f,g',
    '--pixels',
    'unit',
  );
  const [result, ...others] = JSON.parse(stdout) as Classification[];
  expect(others).toEqual([]);
  expect(result).toMatchObject({ image: 'first.jpg', notice: MEDICAL_NOTICE });
  expect(
    result?.probabilities
      .map(({ label }) => label)
      .sort()
      .join(),
  ).toBe('a,b,c,d,e,f,g');
});

test('an image that cannot be read is named, and the others are classified', {
  timeout: 60_000,
}, () => {
  writeFileSync(join(folder, 'notes.txt'), 'hello');
  const { stderr, stdout, status } = classify('none.jpg', 'first.jpg', 'notes.txt', 'second.jpg');
  expect(status).toBe(1);
  expect(stderr).toMatch(/^ImageError: none\.jpg cannot be read \(ENOENT\)/m);
  expect(stderr).toMatch(/^ImageError: image notes\.txt cannot be decoded/m);
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect(stdout.match(/^\w+\.\w+: most like/gm)).toEqual([
    'first.jpg: most like',
    'second.jpg: most like',
  ]);
});

test('no image that can be read leaves standard output empty', { timeout: 60_000 }, () => {
  const { stdout, status } = classify('none.jpg');
  expect([stdout, status]).toEqual(['', 1]);
});

describe('how often the model is right', () => {
  test('is said not to be known of a file', { timeout: 60_000 }, () => {
    expect(classify('first.jpg').stdout).toMatch(
      /^How often this model is right is not known here\.$/m,
    );
  });

  test('is said of a run, with its interval, its leak, and that it was quick', {
    timeout: 60_000,
  }, () => {
    mkdirSync(join(folder, 'run'), { recursive: true });
    copyFileSync(join(folder, 'model.h5'), join(folder, 'run', 'model.h5'));
    const run = {
      classes: HAM10000_CLASSES,
      quick: true,
      experiment: { images: { widthPx: 28, heightPx: 28, divideBy: 255 } },
      last: { accuracy: { value: 0.72143, low: 0.679, high: 0.76 } },
      split: { testRows: 2700, testRowsWithLesionInTrain: 1501 },
    };
    writeFileSync(join(folder, 'run', 'metrics.json'), JSON.stringify(run));
    const args = [DERMLAB, 'classify', 'first.jpg', '--model', 'run'];
    const text = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: folder });
    expect(text.stderr).toBe('');
    expect(text.stdout).toContain(
      'This model was right on 72.14 % [67.9–76.0] of 2,700 test images (95 % interval). 1,501 of them show a lesion that it was trained on, so on new ones it may be right less often. It is of a quick run, which says nothing about the model.\n',
    );
    const json = spawnSync(process.execPath, [...args, '--json'], {
      encoding: 'utf8',
      cwd: folder,
    });
    expect(JSON.parse(json.stdout)).toMatchObject([
      { testAccuracy: { value: 0.72143, rows: 2700, rowsWithLesionInTrain: 1501, quick: true } },
    ]);
  });
});
