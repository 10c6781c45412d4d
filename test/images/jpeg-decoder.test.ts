import sharp from 'sharp';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadEngine } from '../../lib/src/engine/index.js';
import { tensorFlowBackend } from '../../lib/src/engine/tensorflow-binding.js';
import {
  decodeImage,
  decodeOriginal,
  type JpegDecoder,
  resizeBicubic,
  resizeLanczos,
  useJpegDecoder,
} from '../../lib/src/images/index.js';
import { RandomState } from '../../lib/src/random/index.js';

const WIDTH = 61;
const HEIGHT = 45;
const NAME = 'ISIC_0000001';
/** An EXIF segment whose one entry, orientation, says 6. */
const QUARTER_TURN = Buffer.from(
  'ffe10022457869660000' + '49492a0008000000' + '0100' + '120103000100000006000000' + '00000000',
  'hex',
);
let native: JpegDecoder;
let answers: (Uint8Array | null)[] = [];

beforeAll(async () => {
  await loadEngine();
  const { decodeJpeg } = tensorFlowBackend().binding;
  if (!decodeJpeg) throw new Error('the addon is an old one: run `npm run setup`');
  native = decodeJpeg;
  useJpegDecoder(async (...given) => {
    const answer = await native(...given);
    answers.push(answer);
    return answer;
  });
});

afterEach(() => {
  answers = [];
});

/** Noise under a gradient: every frequency, and colours beyond what JPEG's own can say. */
function picture() {
  const noise = new RandomState(42).randint(0, 120, WIDTH * HEIGHT * 3);
  const pixels = Uint8Array.from(noise, (value, i) => value + ((i * 7) % 136));
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
}

describe('the native decoder gives the very pixels of the other one, for', () => {
  test.each([
    ['4:2:0', { chromaSubsampling: '4:2:0' }],
    ['4:4:4', { chromaSubsampling: '4:4:4', quality: 100 }],
    ['progressive', { progressive: true, mozjpeg: true }],
    ['a coarse one', { quality: 5 }],
  ])('%s', async (_, options) => {
    const encoded = await picture().jpeg(options).toBuffer();
    const original = await decodeOriginal(encoded, NAME);
    for (const [widthPx, heightPx] of [
      [32, 32],
      [7, 90],
      [200, 3],
      [WIDTH, HEIGHT],
      [1, 1],
    ] as const) {
      const size = { widthPx, heightPx };
      const bicubic = await decodeImage(encoded, { ...size, name: NAME });
      expect(bicubic).toEqual(Uint8Array.from(resizeBicubic(original, size)));
      const lanczos = await decodeImage(encoded, { ...size, name: NAME, filter: 'lanczos' });
      expect(lanczos).toEqual(Uint8Array.from(resizeLanczos(original, size)));
    }
    expect(answers.filter((answer) => answer !== null)).toHaveLength(10);
  });
});

describe('it is not asked for', () => {
  const size = { widthPx: 8, heightPx: 8, name: NAME };
  test.each([
    ['a PNG', () => picture().png().toBuffer()],
    ['a grey JPEG', () => picture().toColourspace('b-w').jpeg().toBuffer()],
    ['a JPEG of four inks', () => picture().toColourspace('cmyk').jpeg().toBuffer()],
    ['a JPEG with a colour profile', () => picture().withIccProfile('p3').jpeg().toBuffer()],
    [
      'a file cut off in its header',
      async () => (await picture().jpeg().toBuffer()).subarray(0, 9),
    ],
  ])('%s', async (_, make) => {
    await decodeImage(await make(), size).catch(() => undefined);
    expect(answers).toEqual([]);
  });

  test('a JPEG whose EXIF data turn it', async () => {
    const plain = await picture().jpeg().toBuffer();
    const turned = Buffer.concat([plain.subarray(0, 2), QUARTER_TURN, plain.subarray(2)]);
    const upright = await decodeImage(turned, { ...size, upright: true });
    expect(answers).toEqual([]);
    expect(await decodeImage(turned, size)).not.toEqual(upright);
    expect(answers).toHaveLength(1);
  });
});

describe('it leaves to the other one', () => {
  test('a truncated file, which is then refused', async () => {
    const whole = await picture().jpeg().toBuffer();
    const size = { widthPx: 8, heightPx: 8, name: NAME };
    await expect(decodeImage(whole.subarray(0, whole.length - 80), size)).rejects.toThrow(
      /^image ISIC_0000001 cannot be decoded/,
    );
    expect(answers).toEqual([null]);
  });

  test('a file whose frame says another size than it has data for', async () => {
    const lying = Buffer.from(await picture().jpeg().toBuffer());
    lying.writeUInt16BE(9000, lying.indexOf(Buffer.from([0xff, 0xc0])) + 5);
    await decodeImage(lying, { widthPx: 8, heightPx: 8, name: NAME }).catch(() => undefined);
    expect(answers).toEqual([null]);
  });
});

test('arguments that would lead it out of its memory are refused', async () => {
  const encoded = await picture().jpeg().toBuffer();
  const one = Int32Array.of(1);
  const beyond = Int32Array.of(WIDTH);
  expect(() => native(encoded, WIDTH, HEIGHT, beyond, one, one, one, one, one)).toThrow(TypeError);
  expect(() => native(encoded, WIDTH, HEIGHT, one, one, one, one, beyond, one)).toThrow(TypeError);
});
