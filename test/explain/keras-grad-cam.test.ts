import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadEngine, tf } from '../../lib/src/engine/index.js';
import { gradCam } from '../../lib/src/explain/index.js';
import { loadKerasModel } from '../../lib/src/keras-files/index.js';
import { PYTHON, SHARED_MOBILENET } from '../support/paths.js';

interface Case {
  readonly model: string;
  readonly layer: string;
  readonly classIndex: number;
  readonly of: 'logit' | 'output';
  readonly rows: number;
  readonly columns: number;
  /** Null where Keras's example gives NaN. */
  readonly values: readonly (number | null)[];
}

const here = fileURLToPath(new URL('.', import.meta.url));
const present = existsSync(PYTHON);
if (!present) console.warn(`SKIPPED: Grad-CAM beside Keras: no ${PYTHON}; npm run setup makes it`);
if (!existsSync(SHARED_MOBILENET))
  console.warn(`SKIPPED: Grad-CAM of MobileNetV1: no ${SHARED_MOBILENET}`);

const folder = mkdtempSync(join(tmpdir(), 'grad-cam-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let cases: readonly Case[] = [];
beforeAll(async () => {
  if (!present) return;
  await loadEngine();
  const files = existsSync(SHARED_MOBILENET) ? [folder, SHARED_MOBILENET] : [folder];
  execFileSync(PYTHON, [join(here, 'keras_grad_cam.py'), ...files], { stdio: 'ignore' });
  cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as Case[];
});

function imageOf(name: string, model: tf.LayersModel): tf.Tensor4D {
  const { buffer } = new Uint8Array(readFileSync(join(folder, `${name}.bin`)));
  const [, height, width, channels] = model.inputs[0]!.shape as [null, number, number, number];
  return tf.tensor4d(new Float32Array(buffer), [1, height, width, channels]);
}

describe.skipIf(!present)('Keras’s heat maps, of the same .h5 file', () => {
  test.each([
    ['plain', 24],
    ['residual', 30],
    ['nested', 18],
    ['mobilenet', 12],
  ])('%s: %d of them', async (name, count) => {
    const ofModel = cases.filter((entry) => entry.model === name);
    if (name === 'mobilenet' && !existsSync(SHARED_MOBILENET)) return;
    expect(ofModel).toHaveLength(count);
    const file = name === 'mobilenet' ? SHARED_MOBILENET : join(folder, `${name}.h5`);
    const model = await loadKerasModel(file);
    const image = imageOf(name, model);
    for (const { values, rows, columns, ...options } of ofModel) {
      const { layer, classIndex, of } = options;
      const map = gradCam(model, image, { layer, classIndex, of });
      expect([map.rows, map.columns]).toEqual([rows, columns]);
      const apart = values.map((value, i) => Math.abs((value ?? 0) - map.values[i]!));
      expect(Math.max(...apart), JSON.stringify(options)).toBeLessThan(1e-4);
    }
    model.dispose();
  });

  test('has maps where something speaks for the class, and where nothing does', () => {
    const zero = cases.filter(({ values }) => values.includes(null)).length;
    expect(zero).toBeGreaterThan(0);
    expect(zero).toBeLessThan(cases.length / 2);
  });
});
