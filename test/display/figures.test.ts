import { load } from 'cheerio';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  barCounts,
  confusionMatrixHeatmap,
  darkTemplate,
  figureTable,
} from '../../lib/src/charts/index.js';
import { representation } from '../../lib/src/display/index.js';
import { everyChart } from '../charts/every-chart.js';

const PLOTLY = 'application/vnd.plotly.v1+json';
const MAX_CHARACTERS = 60_000;

async function svg(figure: unknown): Promise<string> {
  return String((await representation(figure)).data['image/svg+xml']);
}

// librsvg, which draws for sharp, takes only well-formed XML.
async function sizeInPixels(markup: string) {
  const { width, height } = (
    await sharp(Buffer.from(markup)).png().toBuffer({ resolveWithObject: true })
  ).info;
  return { width, height };
}

function readSvg(markup: string) {
  const page = load(markup, { xml: true });
  return {
    page,
    texts: page('text')
      .map((_, text) => page(text).text())
      .get(),
  };
}

describe.each(Object.entries(everyChart()))('the chart %s', (_, figure) => {
  it('is live and still', async () => {
    const { data } = await representation(figure);
    expect(data[PLOTLY]).toEqual(JSON.parse(JSON.stringify(figure)));
    const { height } = figure.layout;
    expect(await sizeInPixels(String(data['image/svg+xml']))).toEqual({ width: 720, height });
  });

  it('has its fonts by their names', async () => {
    const { page } = readSvg(await svg(figure));
    const styles = page('text')
      .map((_, text) => page(text).attr('style'))
      .get();
    for (const style of styles) expect(style).toMatch(/font-family:system-ui, [^;]*'Segoe UI'/);
  });

  it('has title, subtitle and axis titles', async () => {
    const { texts } = readSvg(await svg(figure));
    const { title, xaxis, yaxis } = figure.layout;
    const wanted = [title, title?.subtitle, xaxis?.title, yaxis?.title];
    expect(texts).toEqual(
      expect.arrayContaining(
        // Each line of a text is an element of its own.
        wanted.flatMap((t) =>
          typeof t === 'object' && t.text ? [t.text.replaceAll('<br>', '')] : [],
        ),
      ),
    );
  });

  it('is small, and the same each time, also from a copy', async () => {
    const first = await svg(figure);
    expect(first.length).toBeLessThan(MAX_CHARACTERS);
    expect(await svg(structuredClone(figure))).toBe(first);
  });
});

describe('a drawn figure', () => {
  it('labels its bars', async () => {
    const { texts } = readSvg(await svg(barCounts([{ value: 'mel', count: 1113 }])));
    expect(texts).toEqual(expect.arrayContaining(['mel  ', '1,113 (100.0\u00a0%)']));
  });

  it('fills the cells of a heatmap and writes their numbers', async () => {
    const matrix = [
      [8, 0],
      [0, 0],
    ];
    const { page, texts } = readSvg(await svg(confusionMatrixHeatmap(matrix, ['a', 'b'])));
    const image = page('image').attr('xlink:href') ?? '';
    const cells = sharp(Buffer.from(image.split(',')[1] ?? '', 'base64'));
    const { data, info } = await cells.raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => {
      const position = 4 * (Math.floor(y * info.height) * info.width + Math.floor(x * info.width));
      return [...data.subarray(position, position + 4)];
    };
    expect(at(0.25, 0.25)).toEqual([0x5f, 0xa8, 0xd8, 255]);
    expect(at(0.75, 0.25)).toEqual([0xf4, 0xf2, 0xed, 255]);
    expect(at(0.75, 0.75)).toEqual([0, 0, 0, 0]);
    expect(texts).toEqual(expect.arrayContaining(['8', '0']));
  });

  it('has the names of its traces in a legend', async () => {
    const data = [
      { type: 'scatter', y: [1, 2], name: 'train' },
      { type: 'scatter', y: [2, 1], name: 'test' },
    ];
    expect(readSvg(await svg({ data })).texts).toEqual(expect.arrayContaining(['train', 'test']));
  });

  it('takes typed arrays and NaN', async () => {
    const { data } = await representation({ data: [{ y: Float32Array.of(1, Number.NaN, 2) }] });
    expect(data[PLOTLY]).toEqual({ data: [{ y: [1, null, 2] }], layout: {} });
    expect(data['image/svg+xml']).toContain('<path');
  });

  it('writes text of others as text, in well-formed XML', async () => {
    const attack = '</text><script>alert(1)</script>"&\'\u0007\ud800&amp;&nbsp;';
    const markup = await svg(barCounts([{ value: attack, count: 1 }], { title: attack }));
    expect(readSvg(markup).page('script').length).toBe(0);
    expect(await sizeInPixels(markup)).toEqual({ width: 720, height: 139 });
  });

  it('has paper that its template can be read on', async () => {
    const paper = async (figure: unknown) =>
      readSvg(await svg(figure))
        .page('svg > rect')
        .first()
        .attr('style');
    expect(await paper(barCounts([]))).toContain('rgb(255, 255, 255)');
    expect(await paper(barCounts([], { template: darkTemplate }))).toContain('rgb(21, 23, 26)');
  });

  it('leaves the figure and the process as they were', async () => {
    const figure = barCounts([{ value: 'nv', count: 2 }]);
    const copy = structuredClone(figure);
    const names = Reflect.ownKeys(globalThis);
    await representation(figure);
    await representation({ data: [{ type: 'sunburst', labels: ['A', 'B'], parents: ['', 'A'] }] });
    expect(figure).toEqual(copy);
    expect(Reflect.ownKeys(globalThis)).toEqual(names);
  });

  it('has ids of its own beside another figure', async () => {
    const ids = async (count: number) => {
      const { page } = readSvg(await svg(barCounts([{ value: 'nv', count }])));
      return page('[id]')
        .map((_, element) => page(element).attr('id'))
        .get();
    };
    const [first, second] = [await ids(1), await ids(2)];
    expect(first.filter((id) => second.includes(id))).toEqual([]);
  });

  it.each([
    ['table', { header: { values: ['metric'] }, cells: { values: [['accuracy']] } }, 'accuracy'],
    ['sunburst', { labels: ['All', 'mel'], parents: ['', 'All'], values: [1, 1] }, 'mel'],
    ['pie', { labels: ['mel', 'nv'], values: [1, 2] }, 'nv'],
    ['box', { y: [1, 2, 3], name: 'ages' }, 'ages'],
  ])('may be a %s', async (type, trace, label) => {
    const { texts } = readSvg(await svg({ data: [{ type, ...trace }] }));
    expect(texts.join(' ')).toContain(label);
  });

  it('draws arrows to its notes', async () => {
    const layout = { annotations: [{ text: 'best', x: 1, y: 2 }] };
    const { texts } = readSvg(await svg({ data: [{ y: [1, 2, 3] }], layout }));
    expect(texts).toContain('best');
  });
});

describe('text of a figure', () => {
  it('says what it is', async () => {
    const { data } = await representation(barCounts([{ value: 'nv', count: 1 }]));
    expect(data['text/plain']).toBe('Plotly figure “Counts”: 1 trace (bar)');
  });

  it('says that a figure in three dimensions has no picture', async () => {
    const { data } = await representation({ data: [{ type: 'surface', z: [[1]] }], layout: {} });
    expect(Object.keys(data)).toEqual([PLOTLY, 'text/plain']);
    expect(data['text/plain']).toBe(
      'Plotly figure: 1 trace (surface) (no still picture: surface needs a browser)',
    );
  });

  it('says why Plotly failed, and draws the next figure', async () => {
    const layout = { images: [{ source: 'https://example.org/a.png', x: 0, y: 0 }] };
    const { data } = await representation({ data: [{ y: [1] }], layout });
    expect(data['text/plain']).toContain('(no still picture: ');
    expect(await svg(barCounts([{ value: 'nv', count: 1 }]))).toContain('nv');
  });
});

it.each([
  ['a response', { data: [1, 2], layout: {} }],
  ['a list', { data: [{ id: 1 }] }],
  ['a table of a figure', figureTable(barCounts([]))],
])('%s is no figure', async (_, value) => {
  expect((await representation(value)).data).not.toHaveProperty([PLOTLY]);
});
