import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MEDICAL_NOTICE } from '../../lib/src/core/index.js';
import { loadHam10000 } from '../../lib/src/datasets/index.js';
import { loadEngine } from '../../lib/src/engine/index.js';
import { saveKerasModel } from '../../lib/src/keras-files/index.js';
import { augmentedCnn } from '../../lib/src/models/index.js';
import { DERMLAB } from '../support/paths.js';

const scratch = mkdtempSync(join(tmpdir(), 'explain-'));
const classes = ['AK', 'BCC', 'MEL'];
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

beforeAll(async () => {
  const ham10000 = await loadHam10000();
  writeFileSync(join(scratch, 'photo.jpg'), await ham10000.readImage('ISIC_0027419'));
  ham10000.close();
  await loadEngine();
  const model = augmentedCnn({ inputShape: [32, 32, 3], classes: 3, seed: 42 });
  await saveKerasModel(model, join(scratch, 'model.h5'));
  model.dispose();
});

function explain(...args: readonly string[]) {
  const given = ['explain', 'photo.jpg', '--model', 'model.h5', '--out', 'overlay.png', ...args];
  return spawnSync(process.execPath, [DERMLAB, ...given], { encoding: 'utf8', cwd: scratch });
}

describe('dermlab explain', () => {
  test('writes an overlay of the photo’s size, and says what it shows with the notice', async () => {
    const { status, stdout, stderr } = explain('--classes', classes.join(), '--pixels', 'unit');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^photo\.jpg: (AK|BCC|MEL), with probability \d+\.\d %\. How often/);
    expect(stdout).toMatch(/overlay\.png: .* at layer relu_4/);
    expect(stdout.trimEnd().endsWith(MEDICAL_NOTICE)).toBe(true);
    expect(await sharp(join(scratch, 'overlay.png')).metadata()).toMatchObject({
      format: 'png',
      width: 96,
      height: 72,
    });
  });

  test('gives the same as JSON, for the class and layer asked for', () => {
    const { stdout } = explain(
      '--classes',
      classes.join(),
      '--class',
      'MEL',
      '--layer',
      'conv_2',
      '--json',
    );
    const result = JSON.parse(stdout) as Record<string, unknown>;
    expect(result).toMatchObject({
      explained: { class: 'MEL', layer: 'conv_2', of: 'logit' },
      heatMap: { rows: 16, columns: 16 },
      overlay: 'overlay.png',
      notice: MEDICAL_NOTICE,
    });
    const sum = Object.values(result['probabilities'] as Record<string, number>);
    expect(sum.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
  });

  test.each([
    [['--classes', 'AK,BCC'], /gives 3 probabilities and there are 2 classes/],
    [['--class', 'NV'], /--class is "NV", expected one of class 0, class 1, class 2/],
    [['--layer', 'conv_9'], /"conv_9" is no layer, expected one of flip, rotation/],
  ])('refuses %j', (args, message) => {
    const { status, stderr } = explain(...args);
    expect(stderr).toMatch(message);
    expect(status).not.toBe(0);
  });
});
