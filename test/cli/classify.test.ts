import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MEDICAL_NOTICE } from '../../lib/src/core/index.js';
import { loadHam10000 } from '../../lib/src/datasets/index.js';
import { loadEngine } from '../../lib/src/engine/index.js';
import type { Classification } from '../../lib/src/experiments/index.js';
import { saveKerasModel } from '../../lib/src/keras-files/index.js';
import { pixelTableCnn } from '../../lib/src/models/index.js';

const BIN = fileURLToPath(new URL('../../lib/bin/dermlab.js', import.meta.url));
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
  const command = [BIN, 'classify', ...args, '--model', 'model.h5'];
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

test('one image that cannot be read is named, without a stack trace', { timeout: 60_000 }, () => {
  writeFileSync(join(folder, 'notes.txt'), 'hello');
  const { stderr, stdout, status } = classify('first.jpg', 'notes.txt');
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/ImageError: image notes\.txt cannot be decoded/);
  expect(stderr).not.toMatch(/^ {4}at /m);
});
