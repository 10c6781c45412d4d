import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { ArgumentError, ImageError } from '../../lib/src/core/index.js';
import { overlayHeatMap } from '../../lib/src/explain/index.js';

const [width, height] = [30, 20];
let photo = Buffer.alloc(0);
beforeAll(async () => {
  photo = await sharp({ create: { width, height, channels: 3, background: '#806040' } })
    .png()
    .toBuffer();
});

const heat = (...values: number[]) => ({
  values: Float32Array.from(values),
  rows: 1,
  columns: values.length,
});

async function pixel(png: Buffer, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([width, height, 3]);
  return [...data.subarray((y * width + x) * 3, (y * width + x + 1) * 3)];
}

test('is a PNG of the image’s own size', async () => {
  const png = await overlayHeatMap(photo, heat(0));
  expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width, height });
});

test('is the image itself where the heat map does not cover at all', async () => {
  expect(await pixel(await overlayHeatMap(photo, heat(1), { opacity: 0 }), 3, 4)).toEqual([
    128, 96, 64,
  ]);
});

test.each([
  [0, [0, 0, 128]],
  [0.25, [0, 128, 255]],
  [0.5, [128, 255, 128]],
  [0.75, [255, 128, 0]],
  [1, [128, 0, 0]],
])('shows %d in the colour of jet', async (value, colour) => {
  expect(await pixel(await overlayHeatMap(photo, heat(value), { opacity: 1 }), 0, 0)).toEqual(
    colour,
  );
});

test('goes over between places, and keeps sides apart', async () => {
  const png = await overlayHeatMap(photo, heat(0, 1), { opacity: 1 });
  expect(await pixel(png, 0, 10)).toEqual([0, 0, 128]);
  expect(await pixel(png, width - 1, 10)).toEqual([128, 0, 0]);
  const [, middle] = await pixel(png, width / 2, 10);
  expect(middle).toBe(255);
});

test('names an image that is none', async () => {
  const overlay = overlayHeatMap(Buffer.from('no image'), heat(0), { name: 'a.jpg' });
  await expect(overlay).rejects.toThrow(ImageError);
  await expect(overlay).rejects.toThrow(/a\.jpg/);
});

test('refuses an opacity beyond 1', async () => {
  await expect(overlayHeatMap(photo, heat(0), { opacity: 2 })).rejects.toThrow(ArgumentError);
});
