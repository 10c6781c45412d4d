import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { ImageError } from '../../lib/src/core/index.js';
import { decodeImage } from '../../lib/src/images/index.js';

const size = { widthPx: 4, heightPx: 2, name: 'ISIC_0000001' };

function plain(channels: 1 | 3 | 4, colour: readonly number[]) {
  const pixels = Uint8Array.from({ length: 8 * channels }, (_, i) => colour[i % channels] ?? 0);
  return sharp(pixels, { raw: { width: 4, height: 2, channels } });
}

describe('decodeImage makes 8-bit RGB of', () => {
  test.each([
    ['grey', 'b-w uchar 1', plain(1, [77]).toColourspace('b-w').png(), [77, 77, 77]],
    ['grey JPEG', 'b-w uchar 1', plain(1, [77]).toColourspace('b-w').jpeg(), [77, 77, 77]],
    ['16-bit RGB', 'rgb16 ushort 3', plain(3, [9, 8, 7]).toColourspace('rgb16').png(), [9, 8, 7]],
    ['16-bit grey', 'grey16 ushort 1', plain(1, [77]).toColourspace('grey16').png(), [77, 77, 77]],
    ['RGB with alpha, which is dropped', 'srgb uchar 4', plain(4, [9, 8, 7, 128]).png(), [9, 8, 7]],
    ['a palette', 'srgb uchar 3', plain(3, [9, 8, 7]).png({ palette: true }), [9, 8, 7]],
  ])('%s', async (_, kind, image, expected) => {
    const encoded = await image.toBuffer();
    const { space, depth, channels } = await sharp(encoded).metadata();
    expect(`${space} ${depth} ${channels}`).toBe(kind);
    const pixels = await decodeImage(encoded, size);
    expect(pixels).toHaveLength(4 * 2 * 3);
    expect([...pixels.slice(0, 3)]).toEqual(expected);
    expect([...pixels.slice(-3)]).toEqual(expected);
  });

  test('CMYK, by its profile', async () => {
    const cmyk = await plain(3, [150, 110, 90])
      .toColourspace('cmyk')
      .jpeg({ quality: 100 })
      .toBuffer();
    expect((await sharp(cmyk).metadata()).channels).toBe(4);
    const [red = 0, green = 0, blue = 0] = await decodeImage(cmyk, size);
    expect(Math.max(Math.abs(red - 150), Math.abs(green - 110), Math.abs(blue - 90))).toBeLessThan(
      12,
    );
  });
});

test('EXIF orientation is ignored, as by Pillow', async () => {
  const upright = plain(3, [0, 0, 0]).composite([
    {
      input: Buffer.from([255, 255, 255]),
      raw: { width: 1, height: 1, channels: 3 },
      left: 0,
      top: 0,
    },
  ]);
  const turned = await upright.withMetadata({ orientation: 6 }).png().toBuffer();
  expect((await sharp(turned).metadata()).orientation).toBe(6);
  const pixels = await decodeImage(turned, size);
  expect([...pixels.slice(0, 6)]).toEqual([255, 255, 255, 0, 0, 0]);
});

describe('decodeImage names the image that is', () => {
  const whole = sharp({ create: { width: 64, height: 64, channels: 3, background: '#a53' } })
    .jpeg()
    .toBuffer();
  test.each([
    ['truncated', whole.then((bytes) => bytes.subarray(0, bytes.length - 80)), /premature end/i],
    ['cut within its header', whole.then((bytes) => bytes.subarray(0, 30)), /ISIC_0000001/],
    ['no image', Promise.resolve(Buffer.from('<html>404</html>')), /unsupported image format/],
    ['empty', Promise.resolve(Buffer.alloc(0)), /ISIC_0000001/],
  ])('%s', async (_, bytes, why) => {
    const decoding = decodeImage(await bytes, size);
    await expect(decoding).rejects.toThrow(ImageError);
    await expect(decodeImage(await bytes, size)).rejects.toThrow(why);
    await expect(decodeImage(await bytes, size)).rejects.toThrow(
      /^image ISIC_0000001 cannot be decoded \(.+\), expected a whole JPEG or PNG file\. Get the file again/,
    );
  });

  test('too big', async () => {
    const big = sharp({
      create: { width: 10_001, height: 10_001, channels: 3, background: '#000' },
      limitInputPixels: false,
    });
    const bytes = await big.png({ compressionLevel: 1 }).toBuffer();
    await expect(decodeImage(bytes, size)).rejects.toThrow(/exceeds pixel limit/);
  });
});
