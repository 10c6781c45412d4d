import { baseLayout, fixedAxis } from './base-layout.js';
import type { ChartOptions, Figure } from './figure.js';
import { formatCount } from './number-format.js';

/** Counts of two values, and how a heatmap of them is written. */
interface CountHeatmap {
  /** Title and size. */
  readonly options: ChartOptions & { readonly title: string };
  /** Height, in pixels. */
  readonly heightPx: number;
  /** Values across. */
  readonly columns: readonly string[];
  /** Values downwards. */
  readonly rows: readonly string[];
  /** A row each: counts, in the order of `columns`. */
  readonly counts: readonly (readonly number[])[];
  /** What is counted. */
  readonly countOf: string;
  /** What a row's colour is a share of. */
  readonly shareOf: string;
  /** Titles of the axes. */
  readonly titles: { readonly across: string; readonly down: string };
  /** A cell's text under the pointer up to the share, as Plotly's template. */
  readonly hover: string;
}

/**
 * Counts written in the cells, colour by the share of the row.
 *
 * @param heatmap - counts and wording
 * @returns a Plotly figure with one heatmap trace; a row without counts has no colour
 */
export function countHeatmap(heatmap: CountHeatmap): Figure {
  const { options, heightPx, columns, rows, counts, countOf, shareOf, titles, hover } = heatmap;
  const totals = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const all = totals.reduce((sum, total) => sum + total, 0);
  const share = (count: number, total: number) => (total > 0 ? count / total : null);
  return {
    data: [
      {
        type: 'heatmap',
        name: countOf,
        x: [...columns],
        y: [...rows],
        z: counts.map((row, index) => row.map((count) => share(count, totals[index] ?? 0))),
        text: counts.map((row) => row.map(formatCount)) as unknown as string[],
        texttemplate: '%{text}',
        hovertemplate: `${hover}, %{z:.1%} of %{y}<extra></extra>`,
        zmin: 0,
        zmax: 1,
        xgap: 2,
        ygap: 2,
        showscale: false,
      },
    ],
    layout: {
      ...baseLayout({
        ...options,
        subtitle: `n = ${formatCount(all)} ${countOf}; colour: share of the ${shareOf}`,
        heightPx,
      }),
      xaxis: { ...fixedAxis, type: 'category', title: { text: titles.across }, showgrid: false },
      yaxis: {
        ...fixedAxis,
        type: 'category',
        title: { text: titles.down },
        autorange: 'reversed',
        ticksuffix: ' ',
        showgrid: false,
      },
    },
  };
}
