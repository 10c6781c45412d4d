import sharp from 'sharp';
import { expect, test } from 'vitest';
import { ImageError } from '../../lib/src/core/index.js';
import { toThumbnailDataUri } from '../../lib/src/images/index.js';

const options = { widthPx: 96, heightPx: 72, name: 'ISIC_0024306' };

test('makes a JPEG of the size asked for', async () => {
  const image = sharp({ create: { width: 600, height: 450, channels: 3, background: '#a53' } });
  const uri = await toThumbnailDataUri(await image.jpeg().toBuffer(), options);
  const [head, body = ''] = uri.split(',');
  expect(head).toBe('data:image/jpeg;base64');
  const { format, width, height } = await sharp(Buffer.from(body, 'base64')).metadata();
  expect({ format, width, height }).toEqual({ format: 'jpeg', width: 96, height: 72 });
});

test('names the image that cannot be decoded', async () => {
  const making = toThumbnailDataUri(Buffer.from('no image'), options);
  await expect(making).rejects.toThrow(ImageError);
  await expect(toThumbnailDataUri(Buffer.from('no image'), options)).rejects.toThrow(
    'image ISIC_0024306',
  );
});
