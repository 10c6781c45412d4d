import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImageSignature } from '../../lib/src/audit/image-signature.js';
import { findNearDuplicates, joinNearDuplicates } from '../../lib/src/audit/index.js';
import { similarPairs } from '../../lib/src/audit/near-duplicates.js';
import { readSignatures } from '../../lib/src/audit/read-signatures.js';
import {
  type Ham10000,
  type ImageDataset,
  type LabelledRow,
  loadHam10000,
} from '../../lib/src/datasets/index.js';
import { decodeImages } from '../../lib/src/images/index.js';

const scratch = mkdtempSync(join(tmpdir(), 'near-duplicates-'));
let ham10000: Ham10000;

beforeAll(async () => {
  ham10000 = await loadHam10000();
});
afterAll(() => {
  ham10000.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** What is done to an image before it goes into the data under another name. */
const COPIES: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  'same-bytes': (image) => image,
  compressed: (image) => image.jpeg({ quality: 40 }),
  halved: (image) => image.resize(48, 36),
  mirrored: (image) => image.flop(),
  'upside-down': (image) => image.flip(),
  'quarter-turn': (image) => image.rotate(90),
  'half-turn': (image) => image.rotate(180),
  brighter: (image) => image.linear(0.8, 40),
  cut: (image) => image.extract({ left: 1, top: 1, width: 94, height: 70 }),
};

/** One image of each of some lesions, copies of the first ones after them. */
async function planted(lesions: number): Promise<ImageDataset> {
  const seen = new Set<string>();
  const rows: LabelledRow[] = ham10000.rows
    .filter(({ lesion_id: id }) => !seen.has(id) && seen.add(id))
    .slice(0, lesions);
  const bytes = new Map<string, Buffer>();
  for (const { image_id: id } of rows) bytes.set(id, await ham10000.readImage(id));
  const copies = Object.entries(COPIES).map(([name, make], index) => {
    const original = rows[index]!;
    return { make, original, row: { ...original, image_id: name, lesion_id: `lesion of ${name}` } };
  });
  for (const { make, original, row } of copies) {
    const encoded = bytes.get(original.image_id)!;
    bytes.set(
      row.image_id,
      row.image_id === 'same-bytes' ? encoded : await make(sharp(encoded)).toBuffer(),
    );
  }
  return dataset([...rows, ...copies.map(({ row }) => row)], bytes);
}

function dataset(rows: readonly LabelledRow[], bytes: ReadonlyMap<string, Buffer>): ImageDataset {
  return {
    ...ham10000,
    rows,
    has: (id) => bytes.has(id),
    readImage: (id) => Promise.resolve(bytes.get(id)!),
  };
}

describe('findNearDuplicates', () => {
  test('finds planted copies, each with its original, and nothing else', async () => {
    const data = await planted(300);
    const { pairs, images } = await findNearDuplicates(data);
    const originals = data.rows.slice(0, 9).map(({ image_id: id }) => id);
    expect(images).toBe(309);
    expect(pairs.map(({ imageId, otherImageId }) => [imageId, otherImageId])).toEqual(
      Object.keys(COPIES).map((name, index) => [originals[index], name]),
    );
    expect(pairs.every(({ isSameLesion }) => !isSameLesion)).toBe(true);
    expect(pairs.map(({ isTurned }) => isTurned)).toEqual(
      Object.keys(COPIES).map((name) => /turn|mirrored|upside/.test(name)),
    );
    expect(pairs[0]).toMatchObject({ distance: 0, correlation: 1 });
  });

  test('finds them in a table of pixels as well', async () => {
    const data = await planted(40);
    const ids = data.rows.map(({ image_id: id }) => id);
    const size = { widthPx: 28, heightPx: 28 };
    const read = 'readImage' in data ? data.readImage : () => Promise.reject(new Error());
    const pixels = await decodeImages(read, ids, size);
    const { name, classes, description, sha256, missing, notices, close } = ham10000;
    const table: ImageDataset = {
      ...{ name, classes, description, sha256, missing, notices, close },
      rows: data.rows,
      has: () => true,
      imageWidthPx: 28,
      imageHeightPx: 28,
      channels: 3,
      readPixels: (wanted) =>
        Promise.resolve(
          Buffer.concat(
            wanted.map((id) => {
              const at = ids.indexOf(id) * 28 * 28 * 3;
              return pixels.subarray(at, at + 28 * 28 * 3);
            }),
          ),
        ),
    };
    const { pairs } = await findNearDuplicates(table);
    expect(pairs.map(({ otherImageId }) => otherImageId)).toEqual(Object.keys(COPIES));
  });

  test('leaves flat images alone', async () => {
    const flat = await sharp({
      create: { width: 96, height: 72, channels: 3, background: '#c08070' },
    })
      .jpeg()
      .toBuffer();
    const rows = ['a', 'b'].map((id) => ({ dx: 'nv', lesion_id: id, image_id: id }));
    const { pairs } = await findNearDuplicates(
      dataset(rows, new Map(rows.map((row) => [row.image_id, flat]))),
    );
    expect(pairs).toEqual([]);
  });

  test.each([
    [{ maxDistance: 33 }, /maxDistance is 33, expected whole bits from 0 to 32/],
    [{ minCorrelation: 2 }, /minCorrelation is 2, expected a number from -1 to 1/],
  ])('refuses thresholds out of range', async (options, message) => {
    await expect(similarPairs([], options)).rejects.toThrow(message);
  });
});

describe('readSignatures', () => {
  const ids = () => ham10000.rows.slice(0, 300).map(({ image_id: id }) => id);

  test('gives the same from the cache, and repairs a damaged one', async () => {
    const cache = join(scratch, 'damaged');
    const fresh = digest(await readSignatures(ham10000, ids()));
    expect(digest(await readSignatures(ham10000, ids(), { cache }))).toBe(fresh);
    const folder = join(cache, readdirSync(cache)[0]!);
    const file = join(folder, readdirSync(folder)[0]!);
    const whole = readFileSync(file);
    expect(digest(await readSignatures(ham10000, ids(), { cache }))).toBe(fresh);

    writeFileSync(file, whole.with(1000, whole[1000]! ^ 1));
    expect(digest(await readSignatures(ham10000, ids(), { cache }))).toBe(fresh);
    expect(readFileSync(file).equals(whole)).toBe(true);
  });

  test('decodes no image whose bytes are in the cache', async () => {
    const cache = join(scratch, 'known');
    const [id = ''] = ids();
    const [signature] = await readSignatures(ham10000, [id], { cache });
    // The same record under the digest of bytes that are no image.
    const noImage = Buffer.from('no image');
    const folder = join(cache, readdirSync(cache)[0]!);
    const file = join(folder, readdirSync(folder)[0]!);
    const records = readFileSync(file).subarray(0, -32);
    createHash('sha256').update(noImage).digest().copy(records);
    const sum = createHash('sha256').update(records).digest();
    writeFileSync(file, Buffer.concat([records, sum]));

    const data = dataset([], new Map([['x', noImage]]));
    expect(await readSignatures(data, ['x'], { cache })).toEqual([signature]);
    await expect(readSignatures(data, ['x'])).rejects.toThrow(/image x cannot be decoded/);
  });

  test('stops when it is told to, and keeps what is done', async () => {
    const cache = join(scratch, 'stopped');
    const many = ham10000.rows.slice(0, 1250).map(({ image_id: id }) => id);
    const controller = new AbortController();
    const stopped = readSignatures(ham10000, many, {
      cache,
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done > 1100) controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(join(cache, 'image-signatures-1'))).toHaveLength(1);
  });
});

function digest(signatures: readonly ImageSignature[]): string {
  const hash = createHash('sha256');
  for (const { hashes, detail } of signatures) hash.update(hashes.join()).update(detail);
  return hash.digest('hex');
}

test('joinNearDuplicates gives lesions of one photograph one id', async () => {
  const data = await planted(20);
  const found = await findNearDuplicates(data);
  const lesions = new Set(joinNearDuplicates(data.rows, found).map((row) => row.lesion_id));
  expect(lesions.size).toBe(20);
});
