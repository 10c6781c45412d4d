import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ham10000, loadHam10000 } from '../../lib/src/datasets/index.js';
import { type DataDescription, describeData, renderReport } from '../../lib/src/report/index.js';

const TIMEOUT_MS = 120_000;

describe('describeData, of the embedded HAM10000', () => {
  let dataset: Ham10000;
  let data: DataDescription;

  beforeAll(async () => {
    dataset = await loadHam10000();
    data = await describeData(dataset);
  }, TIMEOUT_MS);

  afterAll(() => {
    dataset.close();
  });

  it('counts images, lesions, and lesions with several images', () => {
    expect([data.images, data.lesions, data.lesionsWithSeveralImages]).toEqual([
      10_015, 7470, 1956,
    ]);
  });

  it('names authors and licence', () => {
    expect(data.attribution).toMatch(/Tschandl.*CC BY-NC-SA 4\.0/);
  });

  it('counts every class', () => {
    const counts = Object.fromEntries(data.counts.dx.map(({ value, count }) => [value, count]));
    expect(counts).toEqual({
      akiec: 327,
      bcc: 514,
      bkl: 1099,
      df: 115,
      mel: 1113,
      nv: 6705,
      vasc: 142,
    });
  });

  it('accounts for every image in each column', () => {
    const sums = Object.values(data.counts).map((rows) =>
      rows.reduce((sum, { count }) => sum + count, 0),
    );
    const ages = data.age!.bins.reduce((sum, { count }) => sum + count, data.age!.missing);
    expect([...sums, ages]).toEqual(Array<number>(5).fill(10_015));
  });

  it('takes three images of three lesions a class', () => {
    expect(data.samples).toHaveLength(21);
    const lesionOf = new Map(dataset.rows.map((row) => [row.image_id, row]));
    const lesions = data.samples.map((sample) => lesionOf.get(sample.imageId)?.lesion_id);
    expect(new Set(lesions).size).toBe(21);
    for (const { imageId, label } of data.samples) expect(lesionOf.get(imageId)?.dx).toBe(label);
  });

  it('takes the next image where one is missing', async () => {
    const [first] = data.samples;
    const without = { ...dataset, has: (id: string) => id !== first?.imageId && dataset.has(id) };
    const ids = (await describeData(without)).samples.map((sample) => sample.imageId);
    expect(ids).toHaveLength(21);
    expect(ids).not.toContain(first?.imageId);
  });

  it('counts only rows whose image is there', async () => {
    const ids = new Set(dataset.rows.filter(({ dx }) => dx === 'df').map((row) => row.image_id));
    const part = await describeData({ ...dataset, has: (id: string) => ids.has(id) });
    expect(part.images).toBe(115);
    expect(part.counts.dx).toMatchObject([{ value: 'df', count: 115 }]);
    expect(part.lesions).toBeLessThan(115);
    expect(part.age!.bins.reduce((sum, { count }) => sum + count, part.age!.missing)).toBe(115);
  });

  it('fits into the first report, before any run', async () => {
    const input = { experiments: [], runs: [], versions: {}, command: 'npm start', data };
    const $ = load(await renderReport(input));
    expect($('.samples img').length).toBe(21);
    expect($('#data').text()).toContain('7,470 lesions');
    expect($('.notices').text()).toContain('Images are reduced to 96×72 pixels');
  });
});
