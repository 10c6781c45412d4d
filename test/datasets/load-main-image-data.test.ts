import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { ArgumentError } from '../../lib/src/core/index.js';
import { loadMainImageData } from '../../lib/src/datasets/index.js';

const scratch = mkdtempSync(join(tmpdir(), 'load-main-image-data-'));
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const HEADER = 'image_id,lesion_id,split,label,pixel0000,pixel0001,pixel0002\n';
const ROWS = 'a,L1,train,nv,1,2,3\nb,L1,validation,nv,4,5,6\nc,L2,test,mel,7,8,255\n';

function table(content: string): string {
  const path = join(scratch, 'main_image_data.csv');
  writeFileSync(path, content);
  return path;
}

test('is a data set: rows with the given split, class labels, pixels by id', async () => {
  const dataset = await loadMainImageData({ path: table(HEADER + ROWS) });
  expect(dataset.rows).toEqual([
    { image_id: 'a', lesion_id: 'L1', dx: 'nv', split: 'train' },
    { image_id: 'b', lesion_id: 'L1', dx: 'nv', split: 'validation' },
    { image_id: 'c', lesion_id: 'L2', dx: 'mel', split: 'test' },
  ]);
  expect([dataset.imageWidthPx, dataset.imageHeightPx, dataset.channels]).toEqual([1, 1, 3]);
  expect([...(await dataset.readPixels(['c', 'a']))]).toEqual([7, 8, 255, 1, 2, 3]);
  expect([...dataset.pixelsOf('b')]).toEqual([4, 5, 6]);
  expect(dataset.description).toBe('main_image_data.csv, 3 images of 1×1 pixels, RGB');
  dataset.close();
});

test('rows without a label are left out, aloud', async () => {
  const path = table(`${HEADER}x,L,test,,9,9,9\n${ROWS}`);
  const dataset = await loadMainImageData({ path });
  expect(dataset.notices).toEqual(['Rows of main_image_data.csv without a label, left out: 1.']);
  expect([...dataset.pixelsOf('a')]).toEqual([1, 2, 3]);
  expect(() => dataset.pixelsOf('x')).toThrow(ArgumentError);
  dataset.close();
});

test('nothing is left in the folder for temporary files, not even while it is open', async () => {
  const temporary = mkdtempSync(join(scratch, 'tmp-'));
  vi.stubEnv('TMPDIR', temporary);
  const dataset = await loadMainImageData({ path: table(HEADER + ROWS) });
  expect(readdirSync(temporary)).toEqual([]);
  expect([...dataset.pixelsOf('a')]).toEqual([1, 2, 3]);
  dataset.close();
});

test('says where pixels could not be kept', async () => {
  vi.stubEnv('TMPDIR', join(scratch, 'nowhere'));
  await expect(loadMainImageData({ path: table(HEADER + ROWS) })).rejects.toThrow(
    /The pixels of .*main_image_data\.csv cannot be kept in .*nowhere .*TMPDIR/,
  );
});

test.each([
  ['labels', `${HEADER}x,L,train,,9,9,9\n`, 'train'],
  ['a validation part', HEADER + ROWS.replace('validation', 'test'), 'validation'],
])('a table without %s is refused', async (_, content, part) => {
  const path = table(content);
  await expect(loadMainImageData({ path })).rejects.toThrow(
    `${path} has no labelled row of the part ${part}, expected some of each of train, validation, test.`,
  );
});
