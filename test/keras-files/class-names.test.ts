import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadEngine } from '../../lib/src/engine/index.js';
import {
  classNamesOf,
  inspectKerasFile,
  loadKerasModel,
  saveKerasModel,
} from '../../lib/src/keras-files/index.js';
import { mlp } from '../../lib/src/models/index.js';

const CLASSES = ['actinic keratosis', 'naïve, "quoted"', 'melanoma'];
const folder = mkdtempSync(join(tmpdir(), 'class-names-'));
beforeAll(async () => {
  await loadEngine();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function model() {
  return mlp({ inputShape: [8, 8, 3], classes: 3, seed: 1 });
}

describe.each(['h5', 'keras'])('a .%s file', (extension) => {
  const path = join(folder, `model.${extension}`);

  it('names its classes, and passes them on when it is saved again', async () => {
    await saveKerasModel(model(), path, { classNames: CLASSES });
    const loaded = await loadKerasModel(path);
    expect(classNamesOf(loaded)).toEqual(CLASSES);
    expect((await inspectKerasFile(path)).classNames).toEqual(CLASSES);
    for (const other of ['h5', 'keras']) {
      const copy = join(folder, `copy.${other}`);
      await saveKerasModel(loaded, copy);
      expect(classNamesOf(await loadKerasModel(copy))).toEqual(CLASSES);
    }
  });

  it('need not name them', async () => {
    await saveKerasModel(model(), path);
    expect(classNamesOf(await loadKerasModel(path))).toBeUndefined();
    expect((await inspectKerasFile(path)).classNames).toBeNull();
  });

  it.each([[['a', 'a', 'b']], [['a', '', 'b']], [[]]])(
    'that names %j is refused',
    async (names) => {
      await saveKerasModel(model(), path, { classNames: names });
      await expect(loadKerasModel(path)).rejects.toThrow(/expected a list of different labels/);
    },
  );
});

it('a .h5 file whose classes are no JSON is refused by name', async () => {
  const path = join(folder, 'damaged.h5');
  await saveKerasModel(model(), path, { classNames: CLASSES });
  const bytes = readFileSync(path);
  bytes.write('{', bytes.indexOf('["actinic'));
  await expect(loadKerasModel(bytes)).rejects.toThrow(/The dermlab_class_names is no JSON/);
});
