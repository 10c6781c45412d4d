import { parseHTML } from 'linkedom';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { boundingBox, boundingClientRect } from '../../../lib/src/display/svg/bounding-box.js';
import {
  pathLengthPx,
  pathPoints,
  pointAtLength,
} from '../../../lib/src/display/svg/path-points.js';
import { rasterCanvas } from '../../../lib/src/display/svg/raster-canvas.js';
import type { SvgNode } from '../../../lib/src/display/svg/svg-node.js';
import { textWidthPx } from '../../../lib/src/display/svg/text-width.js';

function element(markup: string, selector: string): SvgNode {
  const { document } = parseHTML(`<svg>${markup}</svg>`) as unknown as {
    document: { querySelector(selector: string): SvgNode };
  };
  return document.querySelector(selector);
}

const rounded = (box: object) =>
  Object.fromEntries(Object.entries(box).map(([name, value]) => [name, Math.round(Number(value))]));

describe('texts', () => {
  it('are wider the bigger and bolder they are', () => {
    const plain = textWidthPx('10,015 rows', { sizePx: 10, bold: false });
    expect(textWidthPx('10,015 rows', { sizePx: 20, bold: false })).toBeCloseTo(2 * plain);
    expect(textWidthPx('10,015 rows', { sizePx: 10, bold: true })).toBeGreaterThan(plain);
  });

  it('count ideographs wide, and neither combining marks nor zero-width spaces', () => {
    const width = (text: string) => textWidthPx(text, { sizePx: 1000, bold: false });
    expect(width('皮膚')).toBe(2000);
    expect(width('e\u0301\u200b')).toBe(width('e'));
  });

  it.each([
    ['start', 100],
    ['middle', 90],
    ['end', 80],
  ])('stand at their anchor: %s', (anchor, left) => {
    const text = `<text x="100" y="50" text-anchor="${anchor}" style="font-size:10px">@@</text>`;
    expect(boundingBox(element(text, 'text')).left).toBe(left);
  });

  it('may have lines', () => {
    const line = (dy: number) => `<tspan class="line" x="0" y="0" dy="${dy}em">@</tspan>`;
    const text = `<text style="font-size:10px">${line(0)}${line(1.3)}</text>`;
    expect(boundingBox(element(text, 'text')).height).toBeCloseTo(11.7 + 13);
  });

  it('may have smaller parts', () => {
    const text = '<text style="font-size:10px">@<tspan style="font-size:70%">@</tspan></text>';
    expect(boundingBox(element(text, 'text')).width).toBeCloseTo(17);
  });
});

describe('boxes', () => {
  const rect = '<rect x="1" y="2" width="10" height="20"/>';

  it('go around what is inside, moved and turned', () => {
    const group = `<g transform="translate(100,0)"><g class="in" transform="rotate(90)">${rect}</g></g>`;
    expect(rounded(boundingClientRect(element(group, '.in')))).toMatchObject({
      ...{ left: 78, right: 98, top: 1, bottom: 11 },
    });
  });

  it('are without extent where nothing is', () => {
    expect(boundingBox(element('<g class="in"/>', 'g'))).toMatchObject({ width: 0, height: 0 });
  });
});

describe('paths', () => {
  it('are as long as their straight parts', () => {
    const points = pathPoints('M0,0H30v40l-30-40Z');
    expect(pathLengthPx(points)).toBe(30 + 40 + 50);
    expect(pointAtLength(points, 50)).toEqual({ x: 30, y: 20 });
    expect(pointAtLength(points, 1000)).toEqual({ x: 0, y: 0 });
  });
});

it('a canvas gives what was filled as PNG', async () => {
  const canvas = rasterCanvas();
  Object.assign(canvas, { width: 3, height: 2 });
  const context = canvas.getContext();
  context.fillStyle = 'rgba(1,2,3,1)';
  context.fillRect(1, -5, 1, 6);
  const png = Buffer.from(canvas.toDataURL().split(',')[1] ?? '', 'base64');
  const pixels = await sharp(png).raw().toBuffer();
  expect([...pixels.subarray(0, 12)]).toEqual([0, 0, 0, 0, 1, 2, 3, 255, 0, 0, 0, 0]);
  expect([...pixels.subarray(12)].every((value) => value === 0)).toBe(true);
});
