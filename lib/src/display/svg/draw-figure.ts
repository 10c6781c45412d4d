import { createHash } from 'node:crypto';
import type { Figure } from '../../charts/index.js';
import { type HeadlessPlotly, loadHeadlessPlotly } from './headless-plotly.js';

const DEFAULT_WIDTH_PX = 720;
const DEFAULT_HEIGHT_PX = 440;
const LIGHT_PAPER = '#ffffff';
const DARK_PAPER = '#15171a';
const HEXADECIMAL = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i;
const TRANSPARENT = /^(transparent|rgba\(.*, ?0\))$/;
const SMALL_BUNDLE = 'plotly-cartesian.min.js';
const WHOLE_BUNDLE = 'plotly.min.js';
const SMALL_BUNDLE_TYPES = new Set(
  'bar box contour heatmap histogram histogram2d histogram2dcontour pie scatter violin'.split(' '),
);

const bundles = new Map<string, Promise<HeadlessPlotly>>();
let randomState = 0;
let lastDrawing: Promise<unknown> = Promise.resolve();

/**
 * Draws a Plotly figure as SVG in Node, by Plotly itself.
 *
 * @param figure - data and layout, plain: no typed arrays or functions
 * @returns the picture; equal figures give equal bytes
 * @throws Error where Plotly cannot draw it without a browser
 * @remarks Plotly is loaded at the first figure. Figures are drawn one after the other, so that
 * the ids in one depend on its own content alone.
 */
export async function drawFigure(figure: Figure): Promise<string> {
  const drawing = lastDrawing.then(() => draw(figure));
  lastDrawing = drawing.catch(() => undefined);
  return drawing;
}

async function draw(figure: Figure): Promise<string> {
  const plotly = await plotlyFor(figure);
  randomState = createHash('sha256').update(JSON.stringify(figure)).digest().readUInt32LE();
  const { width = DEFAULT_WIDTH_PX, height = DEFAULT_HEIGHT_PX } = figure.layout;
  // Plotly writes its own fields into what it is given.
  return plotly.toImage(structuredClone(onPaper(figure)), {
    format: 'svg',
    width,
    height,
    imageDataOnly: true,
  });
}

// A picture has no page behind it: transparent paper becomes one that its text can be read on.
function onPaper({ data, layout }: Figure): Figure {
  const base = layout.template?.layout;
  const paper = String(layout.paper_bgcolor ?? base?.paper_bgcolor ?? LIGHT_PAPER);
  const isLightInk = brightness(String(layout.font?.color ?? base?.font?.color)) > 0.6;
  const opaque = isLightInk ? DARK_PAPER : LIGHT_PAPER;
  return { data, layout: { ...layout, paper_bgcolor: TRANSPARENT.test(paper) ? opaque : paper } };
}

// From 0 to 1; of a colour that is not written in six hexadecimal digits, 0.
function brightness(colour: string): number {
  const channels = HEXADECIMAL.exec(colour)?.slice(1) ?? [];
  return channels.reduce((sum, channel) => sum + Number.parseInt(channel, 16) / 765, 0);
}

function plotlyFor({ data }: Figure): Promise<HeadlessPlotly> {
  const small = data.every(({ type = 'scatter' }) => SMALL_BUNDLE_TYPES.has(type));
  const bundle = small ? SMALL_BUNDLE : WHOLE_BUNDLE;
  const plotly = bundles.get(bundle) ?? loadHeadlessPlotly(bundle, nextRandom);
  bundles.set(bundle, plotly);
  return plotly;
}

// A linear congruential generator (Numerical Recipes): enough for ids.
function nextRandom(): number {
  randomState = (Math.imul(randomState, 1_664_525) + 1_013_904_223) >>> 0;
  return randomState / 2 ** 32;
}
