import { describe, expect, test } from 'vitest';
import { augmentImage, type ImageAugmentation } from '../../lib/src/images/index.js';

const NOTHING: ImageAugmentation = {
  rotationDegrees: 0,
  flipHorizontal: false,
  flipVertical: false,
  zoom: 1,
};

/** Each pixel its own number in the red channel. */
function numbered(widthPx: number, heightPx: number) {
  const pixels = new Uint8Array(widthPx * heightPx * 3);
  for (let i = 0; i < widthPx * heightPx; i++) pixels[3 * i] = i;
  return { pixels, widthPx, heightPx };
}

const reds = (pixels: Uint8Array) => Array.from(pixels).filter((_, index) => index % 3 === 0);

describe('augmentImage', () => {
  test('changes nothing where nothing is asked for', () => {
    const image = numbered(5, 3);
    expect(augmentImage(image, NOTHING)).toEqual(image.pixels);
  });

  test('mirrors left to right, and top to bottom', () => {
    const image = numbered(3, 2);
    expect(reds(augmentImage(image, { ...NOTHING, flipHorizontal: true }))).toEqual([
      2, 1, 0, 5, 4, 3,
    ]);
    expect(reds(augmentImage(image, { ...NOTHING, flipVertical: true }))).toEqual([
      3, 4, 5, 0, 1, 2,
    ]);
  });

  test('zooms about the centre', () => {
    const image = { ...numbered(9, 1), heightPx: 1 };
    // Half the distances from the centre, 4: from 2 to 6.
    expect(reds(augmentImage(image, { ...NOTHING, zoom: 2 }))).toEqual([2, 3, 3, 4, 4, 5, 5, 6, 6]);
  });

  test('turns counter-clockwise', () => {
    // A bright line to the right of the centre goes up.
    const image = { pixels: new Uint8Array(41 * 41 * 3), widthPx: 41, heightPx: 41 };
    for (let x = 25; x < 41; x++) image.pixels[(20 * 41 + x) * 3] = 255;
    const turned = reds(augmentImage(image, { ...NOTHING, rotationDegrees: 45 }));
    expect(turned[(20 - 10) * 41 + 30]).toBeGreaterThan(100);
    expect(turned[(20 + 10) * 41 + 30]).toBe(0);
  });

  test.each([10, -25, 60])('leaves no empty corner at %i degrees', (rotationDegrees) => {
    const image = { pixels: new Uint8Array(60 * 40 * 3).fill(100), widthPx: 60, heightPx: 40 };
    const turned = augmentImage(image, { ...NOTHING, rotationDegrees });
    expect(new Set(turned)).toEqual(new Set([100]));
  });

  test('stays inside the image at its corners when it turns', () => {
    const image = { pixels: new Uint8Array(60 * 40 * 3), widthPx: 60, heightPx: 40 };
    image.pixels.fill(255, 0, 3); // the top left corner alone
    const turned = augmentImage(image, { ...NOTHING, rotationDegrees: 20 });
    expect(Math.max(...turned)).toBe(0);
  });
});
