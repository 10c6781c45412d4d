import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ham10000, loadHam10000 } from '../../lib/src/datasets/index.js';
import { decodeImage, resizeBicubic } from '../../lib/src/images/index.js';
import { readFixture, testRegeneration } from '../parity/regenerate.js';

interface Fixture {
  readonly images: readonly {
    readonly imageId: string;
    readonly resized: readonly {
      readonly widthPx: number;
      readonly heightPx: number;
      readonly sha256: string;
      readonly first: readonly number[];
    }[];
    readonly kaggle: readonly {
      readonly sizePx: number;
      readonly channels: 1 | 3;
      readonly sha256: string;
    }[];
  }[];
}

describe("Pillow's pixels, bit for bit", () => {
  const { images } = readFixture<Fixture>('images');
  let ham10000: Ham10000;
  beforeAll(async () => {
    ham10000 = await loadHam10000();
  });
  afterAll(() => {
    ham10000.close();
  });

  test.each(images)('$imageId', async ({ imageId, resized }) => {
    const encoded = await ham10000.readImage(imageId);
    for (const { widthPx, heightPx, sha256, first } of resized) {
      const pixels = await decodeImage(encoded, { widthPx, heightPx, name: imageId });
      expect([...pixels.slice(0, 6)], `${widthPx}×${heightPx}`).toEqual(first);
      expect(createHash('sha256').update(pixels).digest('hex'), `${widthPx}×${heightPx}`).toBe(
        sha256,
      );
    }
  });

  test.each(images)("$imageId by Lanczos, and grey, as in Kaggle's tables", async (image) => {
    const { imageId: name, kaggle } = image;
    const encoded = await ham10000.readImage(name);
    for (const { sizePx, channels, sha256 } of kaggle) {
      const size = { widthPx: sizePx, heightPx: sizePx, channels, filter: 'lanczos' } as const;
      const pixels = await decodeImage(encoded, { ...size, name });
      expect(createHash('sha256').update(pixels).digest('hex'), `${sizePx}, ${channels}`).toBe(
        sha256,
      );
    }
  });

  testRegeneration('images');
});

test('an even colour stays what it is, larger and smaller', () => {
  const pixels = new Uint8Array(7 * 5 * 3).fill(200);
  for (const [widthPx, heightPx] of [
    [1, 1],
    [3, 9],
    [20, 2],
  ] as const) {
    const resized = resizeBicubic({ pixels, widthPx: 7, heightPx: 5 }, { widthPx, heightPx });
    expect(resized).toEqual(new Uint8Array(widthPx * heightPx * 3).fill(200));
  }
});

test('an edge overshoots no further than 0 and 255', () => {
  const pixels = Uint8Array.from({ length: 8 * 3 }, (_, i) => (i < 12 ? 0 : 255));
  const resized = resizeBicubic({ pixels, widthPx: 8, heightPx: 1 }, { widthPx: 24, heightPx: 1 });
  expect(resized[0]).toBe(0);
  expect(resized.at(-1)).toBe(255);
  expect([...resized]).toEqual([...resized].sort((a, b) => a - b));
});
