import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { ImageError, type Progress } from '../../lib/src/core/index.js';
import type { ImageDataset } from '../../lib/src/datasets/index.js';
import { PixelCache } from '../../lib/src/experiments/index.js';

const SIZE = { widthPx: 2, heightPx: 1 };
const IDS = Array.from({ length: 300 }, (_, i) => `#${String(i).padStart(6, '0')}`);

/** Images of one colour, which is their id. */
class Colours {
  readonly reads: string[] = [];
  broken = new Set<string>();
  /** Images from here on wait. */
  readonly #held = new Map<string, () => void>();
  held = new Set<string>();

  readonly dataset = {
    readImage: async (id: string) => {
      this.reads.push(id);
      if (this.held.has(id)) await new Promise<void>((resolve) => this.#held.set(id, resolve));
      if (this.broken.has(id)) return Buffer.from('no image');
      const create = { width: 3, height: 3, channels: 3 as const, background: id };
      return sharp({ create }).png().toBuffer();
    },
  } as unknown as ImageDataset;

  release(): void {
    this.held.clear();
    for (const resolve of this.#held.values()) resolve();
  }
}

function colourOf(id: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(id.slice(start, start + 2), 16));
}

describe('PixelCache', () => {
  test('gives the first images while the last are not decoded', async () => {
    const colours = new Colours();
    colours.held.add(IDS.at(-1)!);
    const images = await new PixelCache(colours.dataset).get(IDS, SIZE);
    const [first, last] = [images.pixelsOf(IDS[0]!), images.pixelsOf(IDS.at(-1)!)];
    await images.whenDecoded([first]);
    expect([...first]).toEqual([...colourOf(IDS[0]!), ...colourOf(IDS[0]!)]);
    let isLastThere = false;
    const waiting = images.whenDecoded([last]).then(() => {
      isLastThere = true;
    });
    await images.whenDecoded([images.pixelsOf(IDS[200]!)]);
    expect(isLastThere).toBe(false);
    colours.release();
    await waiting;
    expect([...last].slice(0, 3)).toEqual(colourOf(IDS.at(-1)!));
  });

  test('decodes nothing twice, and gives copies of an image as one array', async () => {
    const colours = new Colours();
    const cache = new PixelCache(colours.dataset);
    const once = await cache.get([IDS[0]!, IDS[1]!, IDS[0]!], SIZE);
    const again = await cache.get([IDS[1]!, IDS[2]!], SIZE);
    await again.whenDecoded([again.pixelsOf(IDS[1]!), again.pixelsOf(IDS[2]!)]);
    expect(colours.reads.sort()).toEqual(IDS.slice(0, 3));
    expect(again.pixelsOf(IDS[1]!)).toBe(once.pixelsOf(IDS[1]!));
    const wider = await cache.get([IDS[0]!], { ...SIZE, widthPx: 3 });
    await wider.whenDecoded([wider.pixelsOf(IDS[0]!)]);
    expect(colours.reads).toHaveLength(4);
  });

  test('tells its progress to whoever waits, and to nobody else', async () => {
    const colours = new Colours();
    colours.held.add(IDS[0]!);
    const told: Progress[] = [];
    const onProgress = (progress: Progress) => told.push(progress);
    const images = await new PixelCache(colours.dataset).get(IDS, SIZE, { onProgress });
    expect(told).toEqual([]);
    const waiting = images.whenDecoded([images.pixelsOf(IDS.at(-1)!)]);
    colours.release();
    await waiting;
    expect(told.at(-1)).toEqual({ task: 'decoding images', done: 300, total: 300 });
  });

  test('names the image that is none to whoever waits for it, and tries it again in a later run', async () => {
    const colours = new Colours();
    colours.broken.add(IDS[200]!);
    const cache = new PixelCache(colours.dataset);
    const images = await cache.get(IDS, SIZE);
    await images.whenDecoded([images.pixelsOf(IDS[0]!)]);
    const broken = images.whenDecoded([images.pixelsOf(IDS[200]!)]);
    await expect(broken).rejects.toThrow(ImageError);
    await expect(broken).rejects.toThrow(`image ${IDS[200]!}`);
    colours.broken.clear();
    const mended = await cache.get(IDS, SIZE);
    await mended.whenDecoded([mended.pixelsOf(IDS[200]!)]);
    expect([...mended.pixelsOf(IDS[200]!)].slice(0, 3)).toEqual(colourOf(IDS[200]!));
    expect(mended.pixelsOf(IDS[0]!)).toBe(images.pixelsOf(IDS[0]!));
  });

  test('stops where the signal says so', async () => {
    const colours = new Colours();
    const stop = new AbortController();
    const images = await new PixelCache(colours.dataset).get(IDS, SIZE, { signal: stop.signal });
    await images.whenDecoded([images.pixelsOf(IDS[0]!)]);
    stop.abort();
    await expect(images.whenDecoded([images.pixelsOf(IDS.at(-1)!)])).rejects.toThrow('aborted');
    expect(colours.reads).not.toContain(IDS.at(-1)!);
  });

  test('decodes anew for a run that begins right after another was stopped', async () => {
    const colours = new Colours();
    const cache = new PixelCache(colours.dataset);
    const stop = new AbortController();
    const stopped = await cache.get(IDS, SIZE, { signal: stop.signal });
    const last = stopped.pixelsOf(IDS.at(-1)!);
    stop.abort();
    const again = await cache.get(IDS, SIZE);
    await again.whenDecoded(IDS.map(again.pixelsOf));
    expect([...again.pixelsOf(IDS.at(-1)!)].slice(0, 3)).toEqual(colourOf(IDS.at(-1)!));
    expect(stopped.pixelsOf(IDS.at(-1)!)).toBe(last);
  });
});
