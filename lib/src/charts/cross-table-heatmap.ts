import { baseLayout, fixedAxis } from './base-layout.js';
import type { ChartOptions, Figure } from './figure.js';
import { formatCount } from './number-format.js';

/** Counts of pairs of values, as `crossTable` of the eda room gives them. */
export interface CrossTableCounts {
  /** Values across. */
  readonly columns: readonly string[];
  /** One entry a value downwards: its counts, in the order of `columns`. */
  readonly rows: readonly { readonly value: string; readonly counts: readonly number[] }[];
}

/** Options of {@link crossTableHeatmap}. */
export interface CrossTableHeatmapOptions extends ChartOptions {
  /** What the values across are: the title of their axis. */
  readonly across?: string;
  /** What the values downwards are: the title of their axis. */
  readonly down?: string;
  /** What is counted. */
  readonly countOf?: string;
  /** Height of one row, in pixels. */
  readonly rowHeightPx?: number;
}

/**
 * How often two values occur together: counts written in the cells, colour by the share of the row.
 *
 * @param table - counts; rows downwards, columns across
 * @param options - names of both, title and size
 * @returns a Plotly figure with one heatmap trace; a row without counts has no colour
 * @example
 * crossTableHeatmap({ columns: ['female', 'male'], rows: [{ value: 'mel', counts: [424, 689] }] });
 */
export function crossTableHeatmap(
  table: CrossTableCounts,
  options: CrossTableHeatmapOptions = {},
): Figure {
  const { across = 'value', down = 'value', countOf = 'images', rowHeightPx = 30 } = options;
  const totals = table.rows.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
  const all = totals.reduce((sum, total) => sum + total, 0);
  const share = (count: number, total: number) => (total > 0 ? count / total : null);
  return {
    data: [
      {
        type: 'heatmap',
        name: countOf,
        x: [...table.columns],
        y: table.rows.map(({ value }) => value),
        z: table.rows.map(({ counts }, row) =>
          counts.map((count) => share(count, totals[row] ?? 0)),
        ),
        text: table.rows.map(({ counts }) => counts.map(formatCount)) as unknown as string[],
        texttemplate: '%{text}',
        hovertemplate: `${down} %{y}, ${across} %{x}: %{text} ${countOf}, %{z:.1%} of %{y}<extra></extra>`,
        zmin: 0,
        zmax: 1,
        xgap: 2,
        ygap: 2,
        showscale: false,
      },
    ],
    layout: {
      ...baseLayout({
        title: `${down} and ${across}`,
        ...options,
        subtitle: `n = ${formatCount(all)} ${countOf}; colour: share of the row`,
        heightPx: 140 + rowHeightPx * table.rows.length,
      }),
      xaxis: { ...fixedAxis, type: 'category', title: { text: across }, showgrid: false },
      yaxis: {
        ...fixedAxis,
        type: 'category',
        title: { text: down },
        autorange: 'reversed',
        ticksuffix: ' ',
        showgrid: false,
      },
    },
  };
}
