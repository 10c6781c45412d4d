import { baseLayout, fixedAxis } from './base-layout.js';
import type { ChartOptions, Figure } from './figure.js';
import { formatCount, formatPercent } from './number-format.js';

/** One bar: a value of a metadata column and how many rows have it. */
export interface CountRow {
  /** The value, e.g. `nv`. */
  readonly value: string;
  /** Rows with this value. */
  readonly count: number;
}

/** How far the axis goes past the longest bar, so that its label fits at a phone's width. */
const LABEL_ROOM = 1.62;

/** Options of {@link barCounts}. */
export interface BarCountsOptions extends ChartOptions {
  /** What is counted: the title of the count axis. */
  readonly countOf?: string;
  /** Height of one bar with its gap, in pixels. */
  readonly barHeightPx?: number;
}

/**
 * Horizontal bars of how often each value occurs, in the order given, labelled with count and share.
 *
 * @param rows - a row a value
 * @param options - title, unit and size
 * @returns a Plotly figure with one bar trace
 * @example
 * barCounts([{ value: 'nv', count: 6705 }, { value: 'mel', count: 1113 }], { title: 'Diagnosis' });
 */
export function barCounts(rows: readonly CountRow[], options: BarCountsOptions = {}): Figure {
  const { title = 'Counts', countOf = 'images', barHeightPx = 27 } = options;
  const total = rows.reduce((sum, row) => sum + row.count, 0);
  const most = rows.reduce((max, row) => Math.max(max, row.count), 0);
  const label = (row: CountRow) =>
    `${formatCount(row.count)} (${formatPercent(row.count / total)})`;
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        name: countOf,
        x: rows.map((row) => row.count),
        y: rows.map((row) => row.value),
        text: rows.map(label),
        textposition: 'outside',
        cliponaxis: false,
        hoverinfo: 'none',
      },
    ],
    layout: {
      ...baseLayout({
        ...options,
        title,
        subtitle: `n = ${formatCount(total)} ${countOf}`,
        heightPx: 112 + barHeightPx * rows.length,
      }),
      bargap: 0.3,
      xaxis: {
        ...fixedAxis,
        title: { text: countOf },
        range: [0, most * LABEL_ROOM],
        nticks: 5,
        tickformat: ',',
      },
      yaxis: { ...fixedAxis, type: 'category', autorange: 'reversed', ticks: '', ticksuffix: '  ' },
    },
  };
}
