import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { openZip } from '../../lib/src/archives/index.js';
import { loadHam10000 } from '../../lib/src/datasets/index.js';
import { SHARED_HAM10000 } from '../support/paths.js';

const folder = fileURLToPath(new URL('../../data/ham10000/', import.meta.url));
const script = fileURLToPath(new URL('../../scripts/embed-ham10000.mjs', import.meta.url));
const archive = join(folder, 'ham10000-96x72.zip');

interface EmbedScript {
  readonly reduceImage: (path: string) => Promise<Buffer>;
  readonly makeZip: (images: string[], reduced: Buffer[], metadata: Buffer) => Promise<Buffer>;
}

const embedScript = () => import(script) as Promise<EmbedScript>;

test('the archive is what SHA256 says, and all of it fits in 18 MB', () => {
  const sha256 = createHash('sha256').update(readFileSync(archive)).digest('hex');
  expect(readFileSync(join(folder, 'SHA256'), 'utf8')).toBe(`${sha256}  ham10000-96x72.zip\n`);
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(18_000_000);
});

test('it is the default: 10,015 images of 96×72 and the metadata whole', async () => {
  const ham10000 = await loadHam10000();
  expect(ham10000.rows).toHaveLength(10_015);
  expect(new Set(ham10000.rows.map((row) => row.lesion_id)).size).toBe(7470);
  expect(ham10000.missing).toEqual([]);
  expect(ham10000).toMatchObject({ reduced: true, imageWidthPx: 96, imageHeightPx: 72 });
  expect(ham10000.notices).toEqual([
    'Images are reduced to 96×72 pixels from the published 600×450.',
  ]);
  ham10000.close();
});

test('every entry is whole, and every image a JPEG of 96×72', { timeout: 120_000 }, async () => {
  const zip = await openZip(archive);
  const folders: Record<string, number> = {};
  for (const name of zip.entries.keys()) {
    const bytes = await zip.read(name);
    const [head = '', tail] = name.split('/');
    folders[head] = (folders[head] ?? 0) + 1;
    if (tail !== undefined) expect(frameSize(bytes), name).toEqual([96, 72]);
  }
  zip.close();
  expect(folders).toEqual({
    HAM10000_images_part_1: 5000,
    HAM10000_images_part_2: 5015,
    'HAM10000_metadata.csv': 1,
  });
});

test('the script packs the same archive byte for byte', { timeout: 120_000 }, async () => {
  const { makeZip } = await embedScript();
  const zip = await openZip(archive);
  const images = [...zip.entries.keys()].filter((name) => name.endsWith('.jpg'));
  const reduced: Buffer[] = [];
  for (const image of images) reduced.push(await zip.read(image));
  const metadata = await zip.read('HAM10000_metadata.csv');
  zip.close();
  expect((await makeZip(images, reduced, metadata)).equals(readFileSync(archive))).toBe(true);
});

test('the script explains itself', () => {
  expect(execFileSync(process.execPath, [script, '--help'], { encoding: 'utf8' })).toMatch(
    /^Usage: /,
  );
  const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^--source is missing\./);
});

if (!existsSync(SHARED_HAM10000))
  console.warn(`SKIPPED: making embedded images again: no ${SHARED_HAM10000}`);

describe.skipIf(!existsSync(SHARED_HAM10000))('from the full-size folder', () => {
  test('the script makes every 50th image again, byte for byte', { timeout: 120_000 }, async () => {
    const { reduceImage } = await embedScript();
    const zip = await openZip(archive);
    const images = [...zip.entries.keys()].filter((name) => name.endsWith('.jpg'));
    for (const image of images.filter((_, index) => index % 50 === 0)) {
      const again = await reduceImage(join(SHARED_HAM10000, image));
      expect(again.equals(await zip.read(image)), image).toBe(true);
    }
    zip.close();
  });

  test('the metadata is the original, byte for byte', async () => {
    const zip = await openZip(archive);
    const embedded = await zip.read('HAM10000_metadata.csv');
    zip.close();
    expect(embedded.equals(readFileSync(join(SHARED_HAM10000, 'HAM10000_metadata.csv')))).toBe(
      true,
    );
  });

  test('embedded images look like their originals', async () => {
    const ham10000 = await loadHam10000();
    const [row] = ham10000.rows;
    const id = row?.image_id ?? '';
    const part = ['HAM10000_images_part_1', 'HAM10000_images_part_2'].find((name) =>
      existsSync(join(SHARED_HAM10000, name, `${id}.jpg`)),
    );
    const scaled = (image: Buffer) => sharp(image).resize(32, 32, { fit: 'fill' }).raw().toBuffer();
    const ours = await scaled(await ham10000.readImage(id));
    const theirs = await scaled(readFileSync(join(SHARED_HAM10000, part ?? '', `${id}.jpg`)));
    ham10000.close();
    let squared = 0;
    for (const [i, value] of ours.entries()) squared += (value - (theirs[i] ?? 0)) ** 2;
    expect(10 * Math.log10(255 ** 2 / (squared / ours.length))).toBeGreaterThan(35);
  });
});

/** Width and height as the JPEG's baseline frame header states them. */
function frameSize(jpeg: Buffer): [number, number] {
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  return [jpeg.readUInt16BE(frame + 7), jpeg.readUInt16BE(frame + 5)];
}
