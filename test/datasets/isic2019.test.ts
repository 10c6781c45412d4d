import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DatasetError, ImageError } from '../../lib/src/core/index.js';
import {
  type Isic2019Row,
  joinIsic2019,
  loadIsic2019,
  parseIsic2019GroundTruth,
  parseIsic2019Metadata,
} from '../../lib/src/datasets/index.js';
import { trainTestSplit } from '../../lib/src/random/index.js';
import { readFixture, testRegeneration } from '../parity/regenerate.js';
import { SHARED_ISIC2019 } from '../support/paths.js';
import { zipBytes } from './zip-bytes.js';

const TRUTH_FILE = 'ISIC_2019_Training_GroundTruth.csv';
const METADATA_FILE = 'ISIC_2019_Training_Metadata.csv';
const TRUTH_HEADER = 'image,MEL,NV,BCC,AK,BKL,DF,VASC,SCC,UNK';
const FIRST = 'ISIC_0000001,1.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0';
const SECOND = 'ISIC_0000002_downsampled,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,0.0';
const TRUTH = `${TRUTH_HEADER}\n${FIRST}\n${SECOND}\n`;
const METADATA_HEADER = 'image,age_approx,anatom_site_general,lesion_id,sex';
const OF_SECOND = 'ISIC_0000002_downsampled,60,head/neck,BCN_0000007,female';
const METADATA = `${METADATA_HEADER}\n${OF_SECOND}\nISIC_0000001,,,,\n`;
const again = 'Correct the value or get the file again.';

const truth = (text: string) => parseIsic2019GroundTruth(Buffer.from(text), TRUTH_FILE);
const metadata = (text: string) => parseIsic2019Metadata(Buffer.from(text), METADATA_FILE);

const root = mkdtempSync(join(tmpdir(), 'isic2019-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string>>;
const download: Files = {
  [TRUTH_FILE]: TRUTH,
  [METADATA_FILE]: METADATA,
  'ISIC_2019_Training_Input/ISIC_0000001.jpg': 'one',
  'ISIC_2019_Training_Input/ISIC_0000002_downsampled.jpg': 'two',
};

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
  const parts = Object.entries(files).map(([name, text]) => ({ name, data: Buffer.from(text) }));
  writeFileSync(path, zipBytes(parts));
  return path;
}

function without(name: string, files: Files = download): Files {
  return Object.fromEntries(Object.entries(files).filter(([key]) => key !== name));
}

describe('the tables', () => {
  test('become typed rows, an empty value null', () => {
    expect(truth(TRUTH).rows).toEqual([
      { image: 'ISIC_0000001', label: 'MEL' },
      { image: 'ISIC_0000002_downsampled', label: 'SCC' },
    ]);
    expect(metadata(METADATA).rows[1]).toEqual({
      image: 'ISIC_0000001',
      age_approx: null,
      anatom_site_general: null,
      lesion_id: null,
      sex: null,
    });
  });

  test('may have columns in another order, and more of them', () => {
    const text = 'note,UNK,SCC,VASC,DF,BKL,AK,BCC,NV,MEL,image\nx,0,0,0,0,1,0,0,0,0,ISIC_0000001\n';
    expect(truth(text)).toEqual({
      rows: [{ image: 'ISIC_0000001', label: 'BKL' }],
      ignoredColumns: ['note'],
    });
  });

  const truthWith = (from: string, to: string) => () => truth(TRUTH.replace(from, to));
  const metadataWith = (from: string, to: string) => () => metadata(METADATA.replace(from, to));
  test.each<[string, () => unknown, string]>([
    [
      'two classes',
      truthWith(FIRST, FIRST.replace('0.0', '1.0')),
      `${TRUTH_FILE}, row 2: MEL and NV are 1, expected one class an image. Correct the row or get the file again.`,
    ],
    [
      'no class',
      truthWith('1.0', '0.0'),
      `${TRUTH_FILE}, row 2: no column is 1, expected one class an image. Correct the row or get the file again.`,
    ],
    [
      'a share of a class',
      truthWith('1.0', '0.5'),
      `${TRUTH_FILE}, row 2: MEL is "0.5", expected 0.0 or 1.0. ${again}`,
    ],
    [
      'an empty class',
      truthWith('1.0,0.0\n', '1.0,\n'),
      `${TRUTH_FILE}, row 3: UNK is "", expected 0.0 or 1.0. ${again}`,
    ],
    [
      'an image twice',
      truthWith('ISIC_0000002_downsampled', 'ISIC_0000001'),
      `${TRUTH_FILE}, row 3: image is "ISIC_0000001" again, as at ${TRUTH_FILE}, row 2; expected each image once. Delete one of the two rows.`,
    ],
    [
      'an image that is a path',
      truthWith('ISIC_0000001', '../../x'),
      `${TRUTH_FILE}, row 2: image is "../../x", expected ISIC_ and seven digits, maybe with _downsampled. ${again}`,
    ],
    [
      'a class column missing',
      truthWith('SCC', 'SSC'),
      `${TRUTH_FILE}, row 1: column SCC is missing`,
    ],
    [
      'an unknown site',
      metadataWith('head/neck', 'leg'),
      `${METADATA_FILE}, row 2: anatom_site_general is "leg", expected one of anterior torso, head/neck, lateral torso, lower extremity, oral/genital, palms/soles, posterior torso, upper extremity. ${again}`,
    ],
    [
      'an unknown sex',
      metadataWith('female', 'f'),
      `${METADATA_FILE}, row 2: sex is "f", expected one of female, male. ${again}`,
    ],
    [
      'an age in words',
      metadataWith('60', 'old'),
      `${METADATA_FILE}, row 2: age_approx is "old", expected years from 0 to 120, or nothing. ${again}`,
    ],
    [
      'a lesion id of another kind',
      metadataWith('BCN_0000007', '7'),
      `${METADATA_FILE}, row 2: lesion_id is "7", expected e.g. HAM_0000550 or nothing. ${again}`,
    ],
    [
      'an image with metadata twice',
      metadataWith('ISIC_0000002_downsampled', 'ISIC_0000001'),
      `${METADATA_FILE}, row 3: image is "ISIC_0000001" again, as at ${METADATA_FILE}, row 2; expected each image once. Delete one of the two rows.`,
    ],
  ])('refuse %s', (_, parse, message) => {
    expect(parse).toThrow(DatasetError);
    expect(parse).toThrow(message);
  });
});

describe('the join', () => {
  test('keeps the ground truth’s order, and rows without metadata as lesions of their own', () => {
    const rows = joinIsic2019(truth(TRUTH).rows, metadata(`${METADATA_HEADER}\n${OF_SECOND}`).rows);
    expect(rows).toEqual([
      {
        image_id: 'ISIC_0000001',
        dx: 'MEL',
        lesion_id: 'ISIC_0000001',
        age_approx: null,
        anatom_site_general: null,
        sex: null,
      },
      {
        image_id: 'ISIC_0000002_downsampled',
        dx: 'SCC',
        lesion_id: 'BCN_0000007',
        age_approx: 60,
        anatom_site_general: 'head/neck',
        sex: 'female',
      },
    ]);
  });
});

describe.each([
  ['a folder', folderOf],
  ['a zip', zipOf],
] as const)('%s', (_, pathOf) => {
  test('gives rows and images', async () => {
    const path = pathOf(download);
    const isic2019 = await loadIsic2019({ path, strict: true });
    expect(isic2019.rows.map(({ dx }) => dx)).toEqual(['MEL', 'SCC']);
    expect(isic2019.classes).toEqual(['MEL', 'NV', 'BCC', 'AK', 'BKL', 'DF', 'VASC', 'SCC']);
    expect(String(await isic2019.readImage('ISIC_0000002_downsampled'))).toBe('two');
    expect(isic2019.imagePath('ISIC_0000001')).toBe(
      join(path, 'ISIC_2019_Training_Input/ISIC_0000001.jpg'),
    );
    expect(isic2019).toMatchObject({ missing: [], notices: [] });
    isic2019.close();
  });

  test('has the hash of its content', async () => {
    const isic2019 = await loadIsic2019({ path: pathOf(download) });
    expect(isic2019.sha256).toBe(
      '856d1e5d88a05d195216209e6f94bba78c3faa2541a07663f4bdc436107a6578',
    );
    isic2019.close();
  });

  test('takes images from further places', async () => {
    const tables = { [TRUTH_FILE]: TRUTH, [METADATA_FILE]: METADATA };
    const images = [
      pathOf({ 'HAM10000_images_part_1/ISIC_0000001.jpg': 'one' }),
      pathOf({ 'ISIC_0000002_DOWNSAMPLED.JPG': 'two' }),
    ];
    const isic2019 = await loadIsic2019({ path: pathOf(tables), images });
    expect(String(await isic2019.readImage('ISIC_0000001'))).toBe('one');
    expect(String(await isic2019.readImage('ISIC_0000002_downsampled'))).toBe('two');
    isic2019.close();
  });

  test('tells what is missing and left over', async () => {
    const files = {
      ...without('ISIC_2019_Training_Input/ISIC_0000001.jpg'),
      [METADATA_FILE]: METADATA.replace('ISIC_0000001', 'ISIC_0000003'),
      'ISIC_2019_Training_Input/ISIC_0000009.jpg': 'nine',
    };
    const isic2019 = await loadIsic2019({ path: pathOf(files) });
    expect(isic2019.missing).toEqual(['ISIC_0000001']);
    expect(isic2019.notices).toEqual([
      'Images missing: 1 of 2 (MEL 1).',
      'Images that no row lists, left out: 1.',
      'Rows without metadata, kept: 1.',
      'Metadata of images without ground truth, left out: 1.',
    ]);
    await expect(isic2019.readImage('ISIC_0000001')).rejects.toThrow(ImageError);
    isic2019.close();
  });

  test.each<[string, Files, RegExp]>([
    ['no ground truth', without(TRUTH_FILE), /no ISIC_2019_Training_GroundTruth\.csv/],
    ['no metadata', without(METADATA_FILE), /no ISIC_2019_Training_Metadata\.csv/],
    [
      'no image',
      { [TRUTH_FILE]: TRUTH, [METADATA_FILE]: METADATA },
      /none of the images.*with --images/,
    ],
    [
      'an image twice with different content',
      { ...download, 'ISIC_0000001.jpg': 'another' },
      /ISIC_0000001\.jpg.*same image with different content/,
    ],
    [
      'a missing image where strict',
      without('ISIC_2019_Training_Input/ISIC_0000001.jpg'),
      /1 of 2 images are missing, the first ISIC_0000001.*as --strict asks/,
    ],
  ])('is refused for %s', async (_case, files, message) => {
    const loading = loadIsic2019({ path: pathOf(files), strict: true });
    await expect(loading).rejects.toThrow(DatasetError);
    await expect(loadIsic2019({ path: pathOf(files), strict: true })).rejects.toThrow(message);
  });
});

test('a row of UNK makes it a class', async () => {
  const unknown = TRUTH.replace('1.0,0.0\n', '0.0,1.0\n');
  const isic2019 = await loadIsic2019({ path: folderOf({ ...download, [TRUTH_FILE]: unknown }) });
  expect(isic2019.classes.at(-1)).toBe('UNK');
  expect(isic2019.rows[1]?.dx).toBe('UNK');
  isic2019.close();
});

interface Digest {
  readonly rows: number;
  readonly sha256: string;
}
interface Joined extends Digest {
  readonly first: string;
  readonly last: string;
}
interface Splits {
  readonly train: Digest;
  readonly validation: Digest;
  readonly test: Digest;
}
const python = readFixture<{
  readonly join: Joined;
  readonly joinWithGaps: Joined;
  readonly splits: { readonly all: Splits; readonly withImages: Splits };
}>('isic2019');

const present = existsSync(SHARED_ISIC2019);
if (!present) console.warn(`SKIPPED: the real tables of ISIC 2019: no ${SHARED_ISIC2019}`);

describe.skipIf(!present)('the shared tables, as pandas and scikit-learn have them', () => {
  const read = async () => ({
    truth: parseIsic2019GroundTruth(await readFile(join(SHARED_ISIC2019, TRUTH_FILE)), 'truth'),
    metadata: parseIsic2019Metadata(
      await readFile(join(SHARED_ISIC2019, METADATA_FILE)),
      'metadata',
    ),
  });
  testRegeneration('isic2019');

  test('joined', async () => {
    const tables = await read();
    const rows = joinIsic2019(tables.truth.rows, tables.metadata.rows);
    expect(digestOfRows(rows)).toEqual(python.join.sha256);
    expect([rows.length, line(rows[0]!), line(rows.at(-1)!)]).toEqual([
      python.join.rows,
      python.join.first,
      python.join.last,
    ]);
  });

  test('joined with metadata that has gaps and another order', async () => {
    const tables = await read();
    const gaps = tables.metadata.rows.filter((_, index) => index % 7 !== 0).reverse();
    const rows = joinIsic2019(tables.truth.rows.slice(0, 5000), gaps);
    expect(digestOfRows(rows)).toBe(python.joinWithGaps.sha256);
  });

  test.each(['all', 'withImages'] as const)('split twice: %s', (which) => {
    const expected = python.splits[which];
    const nRows = which === 'all' ? 25_331 : 10_015;
    const first = trainTestSplit(nRows, { testSize: 0.1, randomState: 42 });
    const second = trainTestSplit(first.train.length, { testSize: 0.1, randomState: 42 });
    const ofRest = (indices: Int32Array) => indices.map((index) => first.train[index]!);
    expect(digestOfIndices(first.test)).toBe(expected.test.sha256);
    expect(digestOfIndices(ofRest(second.test))).toBe(expected.validation.sha256);
    expect(digestOfIndices(ofRest(second.train))).toBe(expected.train.sha256);
  });
});

function line(row: Isic2019Row): string {
  const { image_id: image, dx, age_approx: age, anatom_site_general: site, sex } = row;
  const lesion = row.lesion_id === image ? '' : row.lesion_id;
  return [image, dx, age, site, lesion, sex].map((value) => String(value ?? '')).join('|');
}

function digestOfRows(rows: readonly Isic2019Row[]): string {
  return createHash('sha256').update(rows.map(line).join('\n')).digest('hex');
}

function digestOfIndices(indices: Int32Array): string {
  return createHash('sha256')
    .update(BigInt64Array.from(indices, (index) => BigInt(index)))
    .digest('hex');
}
