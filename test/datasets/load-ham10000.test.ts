import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DatasetError, ImageError, type Progress } from '../../lib/src/core/index.js';
import { loadHam10000 } from '../../lib/src/datasets/index.js';
import { decodeImages } from '../../lib/src/images/index.js';
import { SHARED_HAM10000 } from '../support/paths.js';
import { zipBytes } from './zip-bytes.js';

const METADATA = `lesion_id,image_id,dx,dx_type,age,sex,localization
HAM_0000001,ISIC_0000001,nv,histo,45.0,male,back
HAM_0000002,ISIC_0000002,mel,histo,,female,face
`;
const root = mkdtempSync(join(tmpdir(), 'load-ham10000-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

let [first, second] = [Buffer.alloc(0), Buffer.alloc(0)];
beforeAll(async () => {
  const plain = (background: string) =>
    sharp({ create: { width: 600, height: 450, channels: 3, background } })
      .jpeg()
      .toBuffer();
  [first, second] = await Promise.all([plain('#a53'), plain('#35a')]);
});

type Files = Readonly<Record<string, Buffer | string>>;

const kaggle = (): Files => ({
  'HAM10000_metadata.csv': METADATA,
  'HAM10000_images_part_1/ISIC_0000001.jpg': first,
  'HAM10000_images_part_2/ISIC_0000002.jpg': second,
});

let made = 0;
function folderOf(files: Files): string {
  const folder = join(root, `data-${made++}`);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

function zipOf(files: Files): string {
  const path = join(root, `data-${made++}.zip`);
  const parts = Object.entries(files).map(([name, content]) => ({
    name,
    data: Buffer.from(content),
  }));
  writeFileSync(path, zipBytes(parts));
  return path;
}

describe.each([
  ['a folder', folderOf],
  ['a zip', zipOf],
] as const)('%s', (_, pathOf) => {
  test('gives rows, images and facts', async () => {
    const path = pathOf(kaggle());
    const ham10000 = await loadHam10000({ path });
    expect(ham10000.rows.map((row) => [row.image_id, row.dx, row.age])).toEqual([
      ['ISIC_0000001', 'nv', 45],
      ['ISIC_0000002', 'mel', null],
    ]);
    expect(await ham10000.readImage('ISIC_0000002')).toEqual(second);
    expect(ham10000.description).toBe(
      `HAM10000, 2 images of 600×450 pixels from ${basename(path)}`,
    );
    expect(ham10000).toMatchObject({
      name: 'HAM10000',
      reduced: false,
      imageWidthPx: 600,
      imageHeightPx: 450,
      missing: [],
      notices: [],
    });
    expect(ham10000.has('ISIC_0000001')).toBe(true);
    expect(ham10000.has('ISIC_0000003')).toBe(false);
    ham10000.close();
  });

  test.each<[string, (files: Files) => Files]>([
    [
      'images beside the metadata',
      () => ({
        'HAM10000_metadata.csv': METADATA,
        'ISIC_0000001.jpg': first,
        'ISIC_0000002.jpg': second,
      }),
    ],
    ['folders in lower case', (files) => rename(files, (name) => name.replace('HAM', 'ham'))],
    ['endings in capitals', (files) => rename(files, (name) => name.replace('.jpg', '.JPG'))],
    [
      'folders unzipped into folders of their name',
      (files) => rename(files, (name) => name.replace(/(HAM\w+part_\d)/, '$1/$1')),
    ],
    [
      'each image twice, as in Kaggle’s archive',
      (files) => ({
        ...files,
        'ham10000_images_part_1/ISIC_0000001.jpg': first,
      }),
    ],
    [
      'other files about',
      (files) => ({
        ...files,
        'hmnist_8_8_L.csv': 'x',
        'notes.txt': 'x',
        'HAM10000_images_part_1/Thumbs.db': 'x',
      }),
    ],
    [
      'the Dataverse’s file name',
      (files) => rename(files, (name) => name.replace('metadata.csv', 'metadata')),
    ],
  ])('is known with %s', async (__, change) => {
    const ham10000 = await loadHam10000({ path: pathOf(change(kaggle())) });
    expect(ham10000.missing).toEqual([]);
    expect(ham10000.notices).toEqual([]);
    expect(await ham10000.readImage('ISIC_0000001')).toEqual(first);
    ham10000.close();
  });

  test('names missing images and goes on', async () => {
    const rest = without(kaggle(), 'HAM10000_images_part_2/ISIC_0000002.jpg');
    const path = pathOf(rest);
    const ham10000 = await loadHam10000({ path });
    expect(ham10000.missing).toEqual(['ISIC_0000002']);
    expect(ham10000.notices).toEqual([`Images missing in ${path}: 1 of 2 (ISIC_0000002).`]);
    expect(ham10000.has('ISIC_0000002')).toBe(false);
    await expect(ham10000.readImage('ISIC_0000002')).rejects.toThrow(ImageError);
    await expect(ham10000.readImage('ISIC_0000002')).rejects.toThrow(
      `${path}: image ISIC_0000002 is missing, expected ISIC_0000002.jpg in one of the image folders.`,
    );
    ham10000.close();
  });

  test('tells of images and columns that are left out, and of reduced images', async () => {
    const small = await sharp(first).resize(96, 72).jpeg().toBuffer();
    const path = pathOf({
      ...kaggle(),
      'HAM10000_images_part_1/ISIC_0000001.jpg': small,
      'HAM10000_images_part_1/ISIC_0000009.jpg': small,
      'HAM10000_metadata.csv': METADATA.replace('zation\n', 'zation,dataset\n').replaceAll(
        /(back|face)/g,
        '$1,x',
      ),
    });
    const ham10000 = await loadHam10000({ path });
    expect(ham10000.reduced).toBe(true);
    expect(ham10000.notices).toEqual([
      'Images are reduced to 96×72 pixels from the published 600×450.',
      `Images in ${path} that no row lists, left out: 1.`,
      'Columns of HAM10000_metadata.csv left out: dataset.',
    ]);
    ham10000.close();
  });

  test('names the image that is truncated or none at all, when it is decoded', async () => {
    const size = { widthPx: 8, heightPx: 8 };
    for (const bad of [second.subarray(0, second.length / 2), Buffer.from('<html>')]) {
      const path = pathOf({ ...kaggle(), 'HAM10000_images_part_2/ISIC_0000002.jpg': bad });
      const ham10000 = await loadHam10000({ path });
      const ids = ham10000.rows.map((row) => row.image_id);
      await expect(decodeImages(ham10000.readImage, ids, size)).rejects.toThrow(ImageError);
      await expect(decodeImages(ham10000.readImage, ids, size)).rejects.toThrow(
        'image ISIC_0000002 ',
      );
      ham10000.close();
    }
  });

  const layout =
    'in the layout of the Kaggle download (HAM10000_metadata.csv beside the folders HAM10000_images_part_1 and HAM10000_images_part_2). Give that folder, or a zip of it.';
  test.each<[string, (files: Files) => Files, string]>([
    [
      'no metadata',
      (files) => without(files, 'HAM10000_metadata.csv'),
      `no metadata file, expected HAM10000_metadata.csv ${layout}`,
    ],
    [
      'no images',
      (files) => ({ 'HAM10000_metadata.csv': files['HAM10000_metadata.csv'] ?? '' }),
      `no image, expected ISIC_0024306.jpg and so on ${layout}`,
    ],
    [
      'two metadata files',
      (files) => ({ ...files, ham10000_metadata: METADATA }),
      `2 metadata files (HAM10000_metadata.csv, ham10000_metadata), expected one ${layout}`,
    ],
    [
      'an image of two contents',
      (files) => ({ ...files, 'ISIC_0000001.jpg': second }),
      'HAM10000_images_part_1/ISIC_0000001.jpg and ISIC_0000001.jpg are the same image with different content, expected one file an image. Delete the wrong one or get the data again.',
    ],
    [
      'none of the listed images',
      (files) => ({
        'HAM10000_metadata.csv': files['HAM10000_metadata.csv'] ?? '',
        'ISIC_0000009.jpg': first,
      }),
      'none of the images that the metadata lists is there, expected HAM10000_images_part_1 and HAM10000_images_part_2. Get the whole download.',
    ],
  ])('with %s is refused', async (__, change, message) => {
    const path = pathOf(change(kaggle()));
    await expect(loadHam10000({ path })).rejects.toThrow(new DatasetError(`${path}: ${message}`));
  });

  test('names the row of bad metadata', async () => {
    const path = pathOf({ ...kaggle(), 'HAM10000_metadata.csv': METADATA.replace('mel', 'xyz') });
    await expect(loadHam10000({ path })).rejects.toThrow(
      'HAM10000_metadata.csv, row 3: dx is "xyz", expected one of akiec, bcc, bkl, df, mel, nv, vasc.',
    );
  });

  test('whose first image is none is refused', async () => {
    const path = pathOf({ ...kaggle(), 'HAM10000_images_part_1/ISIC_0000001.jpg': 'x' });
    await expect(loadHam10000({ path })).rejects.toThrow(ImageError);
    await expect(loadHam10000({ path })).rejects.toThrow(/part_1\/ISIC_0000001\.jpg is no image/);
  });
});

test('a zip may hold it in a folder of its own', async () => {
  const path = zipOf(rename(kaggle(), (name) => `ham10000/${name}`));
  const ham10000 = await loadHam10000({ path });
  expect(ham10000.missing).toEqual([]);
  ham10000.close();
});

describe('sha256', () => {
  const sha256 = async (path: string) => {
    const ham10000 = await loadHam10000({ path });
    ham10000.close();
    return ham10000.sha256;
  };

  test('is the same for a folder, a zip of it, and other files about', async () => {
    const expected = await sha256(folderOf(kaggle()));
    expect(expected).toMatch(/^[\da-f]{64}$/);
    expect(await sha256(zipOf(kaggle()))).toBe(expected);
    expect(await sha256(folderOf({ ...kaggle(), 'notes.txt': 'x' }))).toBe(expected);
  });

  test.each<[string, () => Files]>([
    [
      'one byte of an image',
      () => ({ ...kaggle(), 'HAM10000_images_part_2/ISIC_0000002.jpg': flipLast(second) }),
    ],
    [
      'one byte of the metadata',
      () => ({ ...kaggle(), 'HAM10000_metadata.csv': METADATA.replace('45.0', '46.0') }),
    ],
    [
      'which images are there',
      () => {
        const rest = without(kaggle(), 'HAM10000_images_part_2/ISIC_0000002.jpg');
        return rest;
      },
    ],
  ])('changes with %s', async (_, files) => {
    expect(await sha256(folderOf(files()))).not.toBe(await sha256(folderOf(kaggle())));
  });

  test('tells of its progress', async () => {
    const told: Progress[] = [];
    const path = folderOf(kaggle());
    (await loadHam10000({ path, onProgress: (progress) => told.push(progress) })).close();
    expect(told.at(-1)).toEqual({ task: 'checking images', done: 2, total: 2 });
  });
});

describe('a path is refused where', () => {
  test.each<[string, () => string, RegExp]>([
    [
      'nothing is there',
      () => join(root, 'nowhere'),
      /nowhere cannot be opened \(ENOENT\), expected the folder of the HAM10000 download or a zip of it\..* or leave the path out/,
    ],
    [
      'a file goes on as a folder',
      () => join(folderOf(kaggle()), 'HAM10000_metadata.csv', 'x'),
      /cannot be opened \(ENOTDIR\)/,
    ],
    [
      'a CSV file is',
      () => join(folderOf(kaggle()), 'HAM10000_metadata.csv'),
      /HAM10000_metadata\.csv is a file that is no zip archive, expected the folder.*Give the folder that holds/,
    ],
    [
      'an empty file is',
      () => join(folderOf({ 'a.zip': '' }), 'a.zip'),
      /a\.zip is a file that is no zip archive/,
    ],
    ['a device is', () => '/dev/null', /\/dev\/null is neither a folder nor a file/],
    ['an empty folder is', () => join(folderOf({ 'empty/x': '' }), 'empty'), /no metadata file/],
    [
      'a truncated zip is',
      () => {
        const path = zipOf(kaggle());
        execFileSync('truncate', ['--size=-30', path]);
        return path;
      },
      /end of central directory.*Get it again from its source/i,
    ],
  ])('%s', async (_, path, why) => {
    const error: unknown = await loadHam10000({ path: path() }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatasetError);
    expect((error as Error).message).toMatch(why);
  });
});

if (!existsSync(SHARED_HAM10000))
  console.warn(`SKIPPED: loading the full-size folder: no ${SHARED_HAM10000}`);

describe.skipIf(!existsSync(SHARED_HAM10000))('the shared folder', () => {
  test('is loaded whole, with the sha256 of its content', { timeout: 120_000 }, async () => {
    const ham10000 = await loadHam10000({ path: SHARED_HAM10000 });
    expect(ham10000.rows).toHaveLength(10_015);
    expect(ham10000.missing).toEqual([]);
    expect([ham10000.imageWidthPx, ham10000.imageHeightPx]).toEqual([200, 150]);
    expect(ham10000.sha256).toBe(
      '156dcc555685dec0139576602f196dddfc54f76b9f73d40ef6eaccb5b8ed931d',
    );
    ham10000.close();
  });
});

function rename(files: Files, change: (name: string) => string): Files {
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [change(name), content]),
  );
}

function without(files: Files, name: string): Files {
  return Object.fromEntries(Object.entries(files).filter(([other]) => other !== name));
}

function flipLast(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}
