import type { Figure } from '../charts/index.js';
import { type MimeBundle, mimeBundle } from './mime-bundle.js';
import { plainFigure } from './plain-figure.js';

const PLOTLY_JSON = 'application/vnd.plotly.v1+json';
const NEEDS_A_BROWSER =
  /gl$|3d$|^(surface|cone|streamtube|volume|isosurface|splom|parcoords|scattergeo|(scatter|density|choropleth)map(box)?|choropleth)$/;

/**
 * A Plotly figure as its JSON, which notebooks make live, and as a still picture beside it.
 *
 * @param value - anything
 * @returns the bundle, or undefined where the value is no figure
 * @remarks Where Plotly cannot draw the figure without a browser, the text says so and why.
 */
export function figureBundle(value: unknown): Promise<MimeBundle> | undefined {
  const figure = plainFigure(value);
  return figure && bundleOf(figure);
}

async function bundleOf(figure: Figure): Promise<MimeBundle> {
  const text = `Plotly figure${titleOf(figure)}: ${tracesOf(figure)}`;
  const live = { [PLOTLY_JSON]: figure };
  const type = traceTypes(figure).find((name) => NEEDS_A_BROWSER.test(name));
  if (type) return withoutPicture(text, live, `${type} needs a browser`);
  try {
    const { drawFigure } = await import('./svg/draw-figure.js');
    return mimeBundle(text, { ...live, 'image/svg+xml': await drawFigure(figure) });
  } catch (error) {
    return withoutPicture(text, live, error instanceof Error ? error.message : String(error));
  }
}

function withoutPicture(text: string, live: Readonly<Record<string, unknown>>, why: string) {
  return mimeBundle(`${text} (no still picture: ${why})`, live);
}

function titleOf({ layout }: Figure): string {
  const title: unknown = layout.title;
  const text = typeof title === 'string' ? title : layout.title?.text;
  return text ? ` “${text}”` : '';
}

function tracesOf(figure: Figure): string {
  const count = figure.data.length;
  const kinds = [...new Set(traceTypes(figure))].join(', ');
  return `${count} trace${count === 1 ? '' : 's'}${kinds ? ` (${kinds})` : ''}`;
}

function traceTypes({ data }: Figure): string[] {
  return data.map(({ type = 'scatter' }) => type);
}
