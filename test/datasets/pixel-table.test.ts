import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DatasetError, ImageError } from '../../lib/src/core/index.js';
import {
  HAM10000_CLASSES,
  HAM10000_COLUMNS,
  type Ham10000,
  KAGGLE_LABELS,
  loadHam10000,
  loadPixelTable,
  writePixelTable,
} from '../../lib/src/datasets/index.js';
import { decodeImages } from '../../lib/src/images/index.js';
import { SHARED_HAM10000 } from '../support/paths.js';

const kaggle = join(SHARED_HAM10000, 'hmnist_8_8_L.csv');
const root = mkdtempSync(join(tmpdir(), 'pixel-table-'));
let made = 0;
const newFolder = () => {
  const folder = join(root, `${made++}`);
  mkdirSync(folder);
  return folder;
};

let embedded: Ham10000;
let few: Ham10000;
beforeAll(async () => {
  embedded = await loadHam10000();
  // Spread over the file, so that all classes are there.
  few = { ...embedded, rows: embedded.rows.filter((_, index) => index % 40 === 0) };
});
afterAll(() => {
  embedded.close();
  rmSync(root, { recursive: true, force: true });
});

function metadataOf({ rows }: Ham10000): string {
  const lines = rows.map((row) => HAM10000_COLUMNS.map((column) => row[column] ?? '').join(','));
  return `${[HAM10000_COLUMNS.join(','), ...lines].join('\n')}\n`;
}

describe('a table that is written', () => {
  test.each([
    [28, 3],
    [8, 1],
  ] as const)('at %i pixels, %i channels, is read back', async (sizePx, channels) => {
    const folder = newFolder();
    const path = join(folder, 'table.csv');
    await writePixelTable(few, { path, sizePx, channels });
    writeFileSync(join(folder, 'HAM10000_metadata.csv'), metadataOf(few));
    const table = await loadPixelTable({ path });
    const ids = few.rows.map((row) => row.image_id);
    expect(table.rows).toEqual(
      few.rows.map(({ image_id, lesion_id, dx }) => ({ image_id, lesion_id, dx })),
    );
    expect(table).toMatchObject({ imageWidthPx: sizePx, imageHeightPx: sizePx, channels });
    expect(table).toMatchObject({ notices: [], classes: HAM10000_CLASSES });
    const scaling = { widthPx: sizePx, heightPx: sizePx, channels, filter: 'lanczos' } as const;
    const pixels = await decodeImages(few.readImage, ids, scaling);
    expect(Buffer.compare(await table.readPixels(ids), pixels)).toBe(0);
    expect(await table.readPixels([ids[2]!])).toEqual(
      pixels.slice(2 * sizePx * sizePx * channels, 3 * sizePx * sizePx * channels),
    );
  });

  test('gets ids and lesions from metadata that is given as rows', async () => {
    const path = join(newFolder(), 'table.csv');
    await writePixelTable(few, { path, sizePx: 8, channels: 1 });
    const table = await loadPixelTable({ path, metadata: few.rows });
    expect(table.rows.map((row) => row.lesion_id)).toEqual(few.rows.map((row) => row.lesion_id));
    const loading = loadPixelTable({ path, metadata: few.rows.slice(1) });
    await expect(loading).rejects.toThrow(/has 251 rows, the metadata 250/);
  });

  test("has Kaggle's columns and label numbers", async () => {
    const path = join(newFolder(), 'table.csv');
    await writePixelTable(few, { path, sizePx: 8, channels: 1 });
    const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(header).toMatch(/^pixel0000,pixel0001,.*,pixel0063,label$/);
    const numbers = lines.map((line) => Number(line.split(',').at(-1)));
    expect(numbers.map((number) => KAGGLE_LABELS[number])).toEqual(few.rows.map((row) => row.dx));
  });

  test('leaves what was there when an image cannot be read, and nothing beside it', async () => {
    const folder = newFolder();
    const path = join(folder, 'table.csv');
    writeFileSync(path, 'before');
    const broken = { ...few, readImage: () => Promise.resolve(Buffer.from('no image')) };
    const writing = writePixelTable(broken, { path, sizePx: 8, channels: 1 });
    await expect(writing).rejects.toThrow(ImageError);
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['table.csv']);
  });

  test('is refused where images are missing, since rows have no ids', async () => {
    const path = join(newFolder(), 'table.csv');
    const missing = few.rows.slice(0, 2).map((row) => row.image_id);
    const writing = writePixelTable({ ...few, missing }, { path, sizePx: 8, channels: 1 });
    await expect(writing).rejects.toThrow(/2 of 251 images are missing, the first is ISIC_/);
    expect(existsSync(path)).toBe(false);
  });
});

const HEADER = 'pixel0000,pixel0001,pixel0002,label';
const ROW_NV = 'HAM_0000001,ISIC_0000001,nv,histo,45.0,male,back';

function tableOf(lines: readonly string[], metadata?: readonly string[]): string {
  const folder = newFolder();
  writeFileSync(join(folder, 'table.csv'), lines.map((line) => `${line}\n`).join(''));
  if (metadata) {
    const text = [HAM10000_COLUMNS.join(','), ...metadata].join('\n');
    writeFileSync(join(folder, 'HAM10000_metadata.csv'), text);
  }
  return join(folder, 'table.csv');
}

describe('a table that is read', () => {
  test('has ids of its own where there is no metadata, and says so', async () => {
    const table = await loadPixelTable({ path: tableOf([HEADER, '1,2,3,4', '4,5,6,6']) });
    expect(table.rows).toEqual([
      { image_id: 'row 2', lesion_id: 'row 2', dx: 'nv' },
      { image_id: 'row 3', lesion_id: 'row 3', dx: 'mel' },
    ]);
    expect(table.notices).toEqual([expect.stringMatching(/^Which images show one lesion is not/)]);
    expect(table.description).toBe('table.csv, 2 images of 1×1 pixels, RGB');
  });

  test('has other label numbers where they are told', async () => {
    const path = tableOf([HEADER, '1,2,3,4']);
    const { rows } = await loadPixelTable({ path, labels: HAM10000_CLASSES });
    expect(rows[0]?.dx).toBe('mel');
  });

  test.each<[string, string[], string[] | undefined, RegExp]>([
    [
      'a label there is not',
      [HEADER, '1,2,3,4', '1,2,3,7'],
      undefined,
      /row 3, column label: "7", expected a number from 0 to 6 \(akiec,/,
    ],
    [
      'a label that is a name',
      [HEADER, '1,2,3,nv'],
      undefined,
      /row 2, column label: "nv", expected a number/,
    ],
    [
      'a value above 255',
      [HEADER, '1,2,256,4'],
      undefined,
      /row 2, column pixel0002: "256" is no whole number from 0 to 255/,
    ],
    ['a short row', [HEADER, '1,2,3,4', '1,2,4'], undefined, /row 3: 3 values, expected 4/],
    [
      'a column more',
      ['image_id,' + HEADER, 'a,1,2,3,4'],
      undefined,
      /row 1: beside the pixels there are image_id, label, expected label alone/,
    ],
    ['no label', ['pixel0000', '1'], undefined, /row 1: beside the pixels there is no column/],
    [
      'no square',
      ['pixel0000,pixel0001,label', '1,2,3'],
      undefined,
      /row 1: 2 pixel columns, expected those of a square image/,
    ],
    ['no rows', [HEADER], undefined, /has a header and no rows/],
    [
      'labels that are not the metadata’s',
      [HEADER, '1,2,3,5'],
      [ROW_NV],
      /row 2, column label: the number means vasc, .*metadata\.csv has nv there/,
    ],
  ])('is refused with %s', async (_, lines, metadata, message) => {
    const path = tableOf(lines, metadata);
    await expect(loadPixelTable({ path })).rejects.toThrow(DatasetError);
    await expect(loadPixelTable({ path })).rejects.toThrow(message);
  });

  test('is refused where it is too big for memory', async () => {
    const path = tableOf([HEADER, '1,2,3,4']);
    // A hole at the end takes no room on the disk.
    truncateSync(path, 5 * 1024 ** 3);
    await expect(loadPixelTable({ path })).rejects.toThrow(
      /has 5368709120 bytes, more than 4294967296/,
    );
    truncateSync(path, 0);
  });

  test('refuses given metadata of other rows; found beside it, it is left out and told', async () => {
    const path = tableOf([HEADER, '1,2,3,4', '1,2,3,4'], [ROW_NV]);
    const metadata = join(path, '..', 'HAM10000_metadata.csv');
    await expect(loadPixelTable({ path, metadata })).rejects.toThrow(/has 2 rows, .* 1\. Give/);
    const { notices } = await loadPixelTable({ path });
    expect(notices).toEqual([expect.stringMatching(/metadata\.csv has 1 rows, the table 2/)]);
  });
});

const without = !existsSync(kaggle);
if (without) console.warn(`SKIPPED: Kaggle's own table is not compared: no ${kaggle}`);

describe.skipIf(without)("Kaggle's own hmnist_8_8_L.csv", () => {
  test('is in the order of the metadata, with its classes', async () => {
    const table = await loadPixelTable({ path: kaggle });
    expect(table.rows).toEqual(
      embedded.rows.map(({ image_id, lesion_id, dx }) => ({ image_id, lesion_id, dx })),
    );
    expect(table.notices).toEqual([]);
  });

  test('is what the images give, but for their reduction to 200×150', async () => {
    const table = await loadPixelTable({ path: kaggle });
    const ham10000 = await loadHam10000({ path: SHARED_HAM10000 });
    const ids = ham10000.rows.map((row) => row.image_id).filter((_, index) => index % 50 === 0);
    const scaling = { widthPx: 8, heightPx: 8, channels: 1, filter: 'lanczos' } as const;
    const ours = await decodeImages(ham10000.readImage, ids, scaling);
    ham10000.close();
    const theirs = await table.readPixels(ids);
    const differences = Array.from(ours, (value, index) => Math.abs(value - theirs[index]!));
    const sum = differences.reduce((total, difference) => total + difference, 0);
    expect(sum / differences.length).toBeLessThan(0.2);
    expect(Math.max(...differences)).toBeLessThanOrEqual(2);
  });
});
