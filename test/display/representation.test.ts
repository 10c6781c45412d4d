import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  html,
  JUPYTER_DISPLAY,
  markdown,
  png,
  representation,
  svg,
} from '../../lib/src/display/index.js';
import { loadEngine, tf } from '../../lib/src/engine/index.js';

async function text(value: unknown): Promise<string> {
  return (await representation(value)).data['text/plain'];
}

describe('tensors', () => {
  beforeAll(() => loadEngine());

  it('show type, shape and values', async () => {
    expect(
      await text(
        tf.tensor([
          [1.5, 2],
          [0.123456, 4],
        ]),
      ),
    ).toMatchInlineSnapshot(`
      "Tensor float32 [2, 2]
      [[1.5, 2],
       [0.1235, 4]]"
    `);
    expect(await text(tf.scalar(7, 'int32'))).toBe('Tensor int32 []\n7');
    expect(await text(tf.tensor(['a']))).toBe('Tensor string [1]\n[a]');
  });

  it('show the first six values of an axis and keep nothing', async () => {
    const tensor = tf.zeros([100_000]);
    const { numTensors } = tf.memory();
    expect(await text(tensor)).toBe('Tensor float32 [100000]\n[0, 0, 0, 0, 0, 0, …]');
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('say that they are disposed', async () => {
    const tensor = tf.zeros([2]);
    tensor.dispose();
    expect(await text(tensor)).toBe('Tensor float32 [2], disposed: its values are gone');
  });

  it('of a model show as its summary', async () => {
    const dense = tf.layers.dense({ units: 3, inputShape: [4], name: 'output' });
    const model = tf.sequential({ layers: [dense] });
    expect(await text(model)).toMatch(/output \(Dense\).*15\n[^]*Total params: 15/);
    expect(await text(tf.sequential())).toMatch(/^Model sequential_\d+, 0 layers \(no summary: /);
  });
});

describe('images', () => {
  const raw = { width: 2, height: 1, channels: 3 } as const;
  const pixels = Uint8Array.of(255, 0, 0, 0, 0, 255);

  it('are files as they are', async () => {
    const file = await sharp(pixels, { raw }).png().toBuffer();
    const { data } = await representation(file);
    expect(data['image/png']).toBe(file.toString('base64'));
    expect(await text(file)).toBe(`PNG image, ${file.length} bytes`);
    const jpeg = await representation(await sharp(pixels, { raw }).jpeg().toBuffer());
    expect(Object.keys(jpeg.data)).toEqual(['image/jpeg', 'text/plain']);
  });

  it('are pixels as PNG', async () => {
    const { data } = await representation({ pixels, widthPx: 2, heightPx: 1 });
    const decoded = await sharp(Buffer.from(String(data['image/png']), 'base64'))
      .raw()
      .toBuffer();
    expect([...decoded]).toEqual([...pixels]);
    expect(data['text/plain']).toBe('RGB image, 2 × 1 pixels');
  });

  it('are not any bytes', async () => {
    expect(await text(Uint8Array.of(1, 2))).toBe('Uint8Array(2) [ 1, 2 ]');
    expect(await text({ pixels, widthPx: 9, heightPx: 9 })).toContain('widthPx: 9');
  });
});

describe('own representations', () => {
  it('come before all others', async () => {
    const rows = Object.assign([{ a: 1 }], { [JUPYTER_DISPLAY]: () => ({ 'text/plain': 'mine' }) });
    expect((await representation(rows)).data).toEqual({ 'text/plain': 'mine' });
  });

  it('may be promised, and get a plain text', async () => {
    class Patient {
      readonly age = 45;
      [JUPYTER_DISPLAY]() {
        return Promise.resolve({ 'text/html': '<b>45</b>' });
      }
    }
    expect((await representation(new Patient())).data).toEqual({
      'text/html': '<b>45</b>',
      'text/plain': 'Patient { age: 45 }',
    });
  });

  it('that fail are said to', async () => {
    const broken = {
      [JUPYTER_DISPLAY]: () => {
        throw new Error('no data');
      },
    };
    expect(await text(broken)).toMatch(/\(cannot be shown otherwise: no data\)$/);
  });

  it('are what the helpers make', async () => {
    expect((await representation(html('<b>1</b>'))).data['text/html']).toBe('<b>1</b>');
    expect((await representation(markdown('*a*'))).data['text/markdown']).toBe('*a*');
    expect((await representation(svg('<svg/>'))).data['image/svg+xml']).toBe('<svg/>');
    expect((await representation(png(Uint8Array.of(1)))).data['image/png']).toBe('AQ==');
  });
});

describe('all else', () => {
  it.each([
    ['mel', "'mel'"],
    [1.5, '1.5'],
    [undefined, 'undefined'],
    [null, 'null'],
    [new Map([['mel', 1]]), "Map(1) { 'mel' => 1 }"],
  ])('%s shows as in a console', async (value, shown) => {
    expect((await representation(value)).data).toEqual({ 'text/plain': shown });
  });

  it('is cut where it is long or deep', async () => {
    const long = Array.from({ length: 100 }, () => 'x'.repeat(5000));
    expect((await text(long)).length).toBeLessThan(20_100);
    expect(await text({ a: { b: { c: { d: { e: { f: 1 } } } } } })).toContain('[Object]');
  });

  it('that cannot be read says why', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(await text(proxy)).toMatch(/^<Revoked Proxy>\n\(cannot be shown otherwise: /);
  });
});
