import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import {
  type ImageSplit,
  type MainImageBatch,
  type MainImageRow,
  openMainImageData,
  writeMainImageData,
} from '../../lib/src/datasets/index.js';

const scratch = mkdtempSync(join(tmpdir(), 'main-image-data-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});
const path = join(scratch, 'main_image_data.csv');

async function read(split?: ImageSplit, classes?: readonly string[]) {
  const table = await openMainImageData(path, classes ? { classes } : {});
  const rows: MainImageRow[] = [];
  const pixels: number[] = [];
  try {
    for await (const batch of table.batches({ batchRows: 2, ...(split ? { split } : {}) })) {
      rows.push(...batch.rows);
      pixels.push(...batch.pixels);
    }
    const { sizePx, channels } = table;
    return { rows, pixels, sizePx, channels };
  } finally {
    await table.close();
  }
}

const row = (imageId: string, split: ImageSplit, label: string | null = 'nv'): MainImageRow => {
  return { imageId, lesionId: `L${imageId}`, split, label };
};
const three = [row('a', 'train'), row('b', 'test', 'mel'), row('c', 'test', null)];
const bytes = Uint8Array.from({ length: 36 }, (_, index) => (index * 29) % 256);

test('what is written is read back, with size and channels from the number of columns', async () => {
  await writeMainImageData(path, 12, [
    { rows: three.slice(0, 1), pixels: bytes.subarray(0, 12) },
    { rows: three.slice(1), pixels: bytes.subarray(12) },
  ]);
  expect(await read()).toEqual({ rows: three, pixels: [...bytes], sizePx: 2, channels: 3 });
  expect(existsSync(`${path}.partial`)).toBe(false);
});

test('only the rows of one part are read when asked', async () => {
  const { rows, pixels } = await read('test');
  expect(rows).toEqual(three.slice(1));
  expect(pixels).toEqual([...bytes.subarray(12)]);
});

test('grey images have one channel, and names with commas are kept', async () => {
  const rows = [{ ...row('a, "b"', 'train'), label: 'x,y' }];
  await writeMainImageData(path, 4, [{ rows, pixels: bytes.subarray(0, 4) }]);
  expect(await read(undefined, ['x,y'])).toEqual({
    rows,
    pixels: [...bytes.subarray(0, 4)],
    sizePx: 2,
    channels: 1,
  });
});

test('a table that could not be finished leaves what was there', async () => {
  writeFileSync(path, 'before');
  function* failing(): Generator<MainImageBatch> {
    yield { rows: three, pixels: bytes };
    throw new Error('image gone');
  }
  await expect(writeMainImageData(path, 12, failing())).rejects.toThrow('image gone');
  expect(readFileSync(path, 'utf8')).toBe('before');
  expect(existsSync(`${path}.partial`)).toBe(false);
});

describe('a table is refused, with the place, where', () => {
  const HEADER = 'image_id,lesion_id,split,label,pixel0000\n';
  test.each([
    [
      'a label is unknown',
      `${HEADER}a,L,train,nv,1\nb,L,test,xyz,1\n`,
      ', row 3, column label: "xyz", expected one of akiec, bcc, bkl, df, mel, nv, vasc, or nothing. Correct it, name other classes with --classes',
    ],
    [
      'a split is unknown',
      `${HEADER}a,L,dev,nv,1\n`,
      ', row 2, column split: "dev", expected one of train, validation, test.',
    ],
    ['an image has no name', `${HEADER},L,test,nv,1\n`, ', row 2, column image_id: "", expected'],
    [
      'an image is there twice',
      `${HEADER}a,L,train,nv,1\nb,L,test,nv,1\na,L,test,nv,1\n`,
      ', row 4, column image_id: "a" again, as in row 2',
    ],
    [
      'a column is missing',
      'image_id,label,pixel0000\n',
      ', row 1: column split is missing, expected image_id, lesion_id, split, label',
    ],
    [
      'a column is after the pixels',
      'image_id,split,pixel0000,label\n',
      ', row 1: column label is after the pixels',
    ],
    [
      'pixels are no square',
      'image_id,split,label,pixel0000,pixel0001\n',
      ', row 1: 2 pixel columns, expected those of a square image',
    ],
  ])('%s', async (_, content, message) => {
    writeFileSync(path, content);
    await expect(read()).rejects.toThrow(`${path}${message}`);
  });

  test('faults of rows that are passed over are found, too, before their pixels', async () => {
    writeFileSync(path, `${HEADER}a,L,train,xyz,1\nb,L,test,nv,1\n`);
    await expect(read('test')).rejects.toThrow('row 2, column label');
  });
});

test('a table larger than the memory allowed is written and read', { timeout: 120_000 }, () => {
  const script = fileURLToPath(new URL('stream-table.mjs', import.meta.url));
  const large = join(scratch, 'large.csv');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=64', script, large],
    {
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe('');
  const { tableMB, rows, peakMB } = JSON.parse(stdout) as Record<string, number>;
  expect(tableMB).toBeGreaterThan(300);
  expect(rows).toBe(36_000);
  expect(peakMB).toBeLessThan(200);
});
