import { countHeatmap } from './count-heatmap.js';
import type { ChartOptions, Figure } from './figure.js';

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
  return countHeatmap({
    options: { title: `${down} and ${across}`, ...options },
    heightPx: 140 + rowHeightPx * table.rows.length,
    columns: table.columns,
    rows: table.rows.map(({ value }) => value),
    counts: table.rows.map(({ counts }) => counts),
    countOf,
    shareOf: 'row',
    titles: { across, down },
    hover: `${down} %{y}, ${across} %{x}: %{text} ${countOf}`,
  });
}
