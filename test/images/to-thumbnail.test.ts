import sharp from 'sharp';
import { expect, test } from 'vitest';
import { ImageError } from '../../lib/src/core/index.js';
import { toThumbnail } from '../../lib/src/images/index.js';

const options = { widthPx: 96, name: 'ISIC_0024306' };

test('makes a JPEG of the width asked for, in proportion', async () => {
  const image = sharp({ create: { width: 600, height: 450, channels: 3, background: '#a53' } });
  const thumbnail = await toThumbnail(await image.jpeg().toBuffer(), options);
  expect(thumbnail).toMatchObject({ widthPx: 96, heightPx: 72 });
  const [head, body = ''] = thumbnail.dataUri.split(',');
  expect(head).toBe('data:image/jpeg;base64');
  const { format, width, height } = await sharp(Buffer.from(body, 'base64')).metadata();
  expect({ format, width, height }).toEqual({ format: 'jpeg', width: 96, height: 72 });
});

test('never enlarges', async () => {
  const image = sharp({ create: { width: 28, height: 28, channels: 3, background: '#a53' } });
  const thumbnail = await toThumbnail(await image.png().toBuffer(), options);
  expect(thumbnail).toMatchObject({ widthPx: 28, heightPx: 28 });
});

test('names the image that cannot be decoded', async () => {
  const making = toThumbnail(Buffer.from('no image'), options);
  await expect(making).rejects.toThrow(ImageError);
  await expect(toThumbnail(Buffer.from('no image'), options)).rejects.toThrow('image ISIC_0024306');
});
