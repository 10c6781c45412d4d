import sharp from 'sharp';
import { expect, test } from 'vitest';
import { ArgumentError, ImageError, type Progress } from '../../lib/src/core/index.js';
import { decodeImages } from '../../lib/src/images/index.js';

const size = { widthPx: 2, heightPx: 1 };

/** Ids are colours: `#102030`. */
function readColour(reads: string[]) {
  return async (id: string) => {
    reads.push(id);
    return await sharp({ create: { width: 5, height: 5, channels: 3, background: id } })
      .png()
      .toBuffer();
  };
}

test('gives images in the order of the ids and reads an id that is there twice once', async () => {
  const reads: string[] = [];
  const ids = ['#010203', '#040506', '#010203'];
  const pixels = await decodeImages(readColour(reads), ids, size);
  expect([...pixels]).toEqual([1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6, 1, 2, 3, 1, 2, 3]);
  expect(reads.sort()).toEqual(['#010203', '#040506']);
});

test('tells its progress over distinct images', async () => {
  const told: Progress[] = [];
  const onProgress = (progress: Progress) => told.push(progress);
  await decodeImages(readColour([]), ['#000000', '#111111', '#000000'], { ...size, onProgress });
  expect(told).toEqual([
    { task: 'decoding images', done: 1, total: 2 },
    { task: 'decoding images', done: 2, total: 2 },
  ]);
});

test('gives the same bytes whatever the concurrency', async () => {
  const ids = Array.from(
    { length: 40 },
    (_, i) => `#${(i * 400_000).toString(16).padStart(6, '0')}`,
  );
  const alone = await decodeImages(readColour([]), ids, { ...size, concurrency: 1 });
  expect(await decodeImages(readColour([]), ids, { ...size, concurrency: 8 })).toEqual(alone);
});

test('no ids give no pixels', async () => {
  expect(await decodeImages(readColour([]), [], size)).toHaveLength(0);
});

test('names the image that cannot be decoded', async () => {
  const read = () => Promise.resolve(Buffer.from('no image'));
  const decoding = decodeImages(read, ['ISIC_0024306'], size);
  await expect(decoding).rejects.toThrow(ImageError);
  await expect(decodeImages(read, ['ISIC_0024306'], size)).rejects.toThrow('image ISIC_0024306');
});

test.each([0, -1, 1.5, Number.NaN])('a width of %d is refused', async (widthPx) => {
  const decoding = decodeImages(readColour([]), [], { widthPx, heightPx: 1 });
  await expect(decoding).rejects.toThrow(ArgumentError);
  await expect(decodeImages(readColour([]), [], { widthPx, heightPx: 1 })).rejects.toThrow(
    `widthPx is ${widthPx}, expected a whole number of pixels from 1 on.`,
  );
});
