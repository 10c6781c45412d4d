import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  dihedralHashes,
  hashText,
  type PerceptualHash,
  perceptualHash,
} from '../../lib/src/audit/index.js';
import { hammingDistance } from '../../lib/src/audit/perceptual-hash.js';
import { type Ham10000, loadHam10000 } from '../../lib/src/datasets/index.js';
import { decodeImages } from '../../lib/src/images/index.js';
import { readFixture, testRegeneration } from '../parity/regenerate.js';

const SIZE = { widthPx: 64, heightPx: 64, channels: 1, filter: 'lanczos' } as const;
const { images } = readFixture<{
  images: { imageId: string; hashes: string[]; ofFile: string }[];
}>('perceptual_hash');

testRegeneration('perceptual_hash');

describe('perceptualHash', () => {
  let ham10000: Ham10000;
  let thumbnails: Uint8Array[];
  beforeAll(async () => {
    ham10000 = await loadHam10000();
    const ids = images.map(({ imageId }) => imageId);
    const pixels = await decodeImages(ham10000.readImage, ids, SIZE);
    thumbnails = ids.map((_, i) => pixels.subarray(i * 4096, (i + 1) * 4096));
  });
  afterAll(() => {
    ham10000.close();
  });

  test('is ImageHash’s, bit for bit', () => {
    expect(thumbnails.map((grey) => hashText(perceptualHash(grey, 64)))).toEqual(
      images.map(({ hashes }) => hashes[0]),
    );
  });

  test('is ImageHash’s of the image turned in all eight ways', () => {
    expect(thumbnails.map((grey) => dihedralHashes(grey, 64).map(hashText))).toEqual(
      images.map(({ hashes }) => hashes),
    );
  });

  test('differs in two bits at most from that of the file, which ImageHash makes grey first', () => {
    const distances = images.map(({ hashes, ofFile }) => bitsApart(hashes[0]!, ofFile));
    expect(Math.max(...distances)).toBeLessThanOrEqual(2);
  });

  test('refuses an image of another size', () => {
    expect(() => perceptualHash(new Uint8Array(100), 64)).toThrow(/has 100 values, expected 4096/);
    expect(() => perceptualHash(new Uint8Array(16), 4)).toThrow(/of 8×8 pixels or more/);
  });
});

test('hammingDistance counts bits, the highest one as well', () => {
  expect(hammingDistance(0, 0)).toBe(0);
  expect(hammingDistance(0xffffffff, 0)).toBe(32);
  expect(hammingDistance(0x80000001, 1)).toBe(1);
});

function bitsApart(first: string, second: string): number {
  const [a, b] = [first, second].map(parse) as [PerceptualHash, PerceptualHash];
  return hammingDistance(a[0], b[0]) + hammingDistance(a[1], b[1]);
}

function parse(text: string): PerceptualHash {
  return [Number.parseInt(text.slice(0, 8), 16), Number.parseInt(text.slice(8), 16)];
}
