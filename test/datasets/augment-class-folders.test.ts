import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { augmentClassFolders, loadClassFolders } from '../../lib/src/datasets/index.js';

const scratch = mkdtempSync(join(tmpdir(), 'augment-'));
const data = join(scratch, 'data');
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** A photograph of no symmetry, so that each copy differs from its image. */
async function writeImage(name: string, widthPx: number, heightPx: number): Promise<void> {
  const pixels = Buffer.from(
    Array.from({ length: widthPx * heightPx * 3 }, (_, i) => (i * 7 + name.length * 31) % 251),
  );
  mkdirSync(dirname(join(data, name)), { recursive: true });
  await sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 3 } }).toFile(
    join(data, name),
  );
}

beforeAll(async () => {
  for (let image = 0; image < 3; image++) await writeImage(`Train/mel/m${image}.png`, 24, 16);
  for (let image = 0; image < 12; image++) await writeImage(`Train/nv/n${image}.jpg`, 20, 20);
  await writeImage('Test/mel/t0.png', 24, 16);
  await writeImage('Test/nv/t1.png', 24, 16);
});

function augment(out: string, options: { seed?: number; signal?: AbortSignal } = {}) {
  return augmentClassFolders({
    path: data,
    out: join(scratch, out),
    perClass: 10,
    seed: 42,
    ...options,
  });
}

/** A hash of each file below a folder, by name. */
function hashes(out: string): Record<string, string> {
  const root = join(scratch, out);
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  return Object.fromEntries(names.sort().map((path) => [path.slice(root.length), hash(path)]));
}

describe('augmentation', () => {
  test('fills each training class up to the count, and leaves larger ones and Test alone', async () => {
    const made = await augment('filled');
    expect(made).toEqual({ originals: 17, copies: 7, trainPerClass: { mel: 10, nv: 12 } });
    const { rows } = await loadClassFolders({ path: join(scratch, 'filled') });
    const copies = rows.filter(({ isAugmented }) => isAugmented);
    expect(copies).toHaveLength(7);
    expect(copies.every(({ dx, split }) => dx === 'mel' && split === 'train')).toBe(true);
  });

  test('names each copy after its image, so that both are one lesion', async () => {
    const { rows } = await loadClassFolders({ path: join(scratch, 'filled') });
    const lesions = new Set(rows.filter(({ dx }) => dx === 'mel').map((row) => row.lesion_id));
    expect([...lesions].sort()).toEqual(['m0', 'm1', 'm2', 't0']);
  });

  test('keeps originals byte for byte, and a copy at its image’s size', async () => {
    const original = readFileSync(join(data, 'Train/mel/m0.png'));
    expect(readFileSync(join(scratch, 'filled/Train/mel/m0.png'))).toEqual(original);
    const [copy = ''] = readdirSync(join(scratch, 'filled/Train/mel')).filter((name) =>
      name.includes('_augmented_'),
    );
    const { width, height } = await sharp(join(scratch, 'filled/Train/mel', copy)).metadata();
    expect([width, height]).toEqual([24, 16]);
  });

  test('gives the same bytes for the same seed, and others for another', async () => {
    await augment('again');
    await augment('other', { seed: 43 });
    const { '/augmentation.json': settings, ...files } = hashes('filled');
    expect(settings).toBeDefined();
    expect(hashes('again')).toMatchObject(files);
    expect(hashes('other')).not.toMatchObject(files);
  });

  test('stopped half-way goes on to the same bytes', async () => {
    const controller = new AbortController();
    const stopped = augmentClassFolders({
      path: data,
      out: join(scratch, 'stopped'),
      perClass: 10,
      seed: 42,
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 19) controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(Object.keys(hashes('stopped')).length).toBeLessThan(25);
    await augment('stopped');
    expect(hashes('stopped')).toEqual(hashes('filled'));
  });
});

describe('augmentation refuses', () => {
  test('a folder that is of something else', async () => {
    mkdirSync(join(scratch, 'mine'));
    writeFileSync(join(scratch, 'mine', 'thesis.txt'), 'years of work');
    await expect(augment('mine')).rejects.toThrow(/mine is there already and holds something else/);
    await expect(augment('filled', { seed: 7 })).rejects.toThrow(/holds something else/);
  });

  test('images that are augmented already', async () => {
    const path = join(scratch, 'filled');
    const twice = augmentClassFolders({ path, out: join(scratch, 'twice'), perClass: 20, seed: 1 });
    await expect(twice).rejects.toThrow(/holds augmented copies already, e\.g\. Train\/mel\/m/);
  });

  test('to write among the originals', async () => {
    await expect(augment('data/augmented')).rejects.toThrow(
      /is in .*data, expected a folder beside/,
    );
  });
});
