import type { Figure } from './figure.js';

/** The numbers of a figure as a table: its text alternative. */
export interface FigureTable {
  /** Column headings; the first names what a row is. */
  readonly columns: readonly string[];
  /** Cells, a row an x (or, in horizontal charts, y) value; null where a trace has no point. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The fields of a trace that hold its numbers; Plotly's own types leave them too open to read. */
interface Trace {
  readonly type?: string;
  readonly name?: string;
  readonly orientation?: 'h' | 'v';
  readonly x: readonly (string | number | null)[];
  readonly y: readonly (string | number | null)[];
  readonly text?: readonly (readonly string[])[];
  /** Names of the points where a number alone is none, such as a bin's ends. */
  readonly customdata?: readonly string[];
  readonly error_x?: ErrorBars;
  readonly error_y?: ErrorBars;
}

/** Distances from a value to the ends of its interval. */
interface ErrorBars {
  readonly array: readonly number[];
  readonly arrayminus: readonly number[];
}

/**
 * Reads the numbers back out of a figure, so that a table beside a chart cannot say other numbers.
 *
 * @param figure - a figure made by this room
 * @returns columns and rows; intervals become two columns
 * @example
 * figureTable(barCounts([{ value: 'nv', count: 6705 }])).rows; // [['nv', 6705]]
 */
export function figureTable(figure: Figure): FigureTable {
  const traces = figure.data as unknown as readonly Trace[];
  const first = traces[0];
  if (first === undefined) return { columns: [], rows: [] };
  return first.type === 'heatmap' ? heatmapTable(figure, first) : seriesTable(figure, traces);
}

function heatmapTable({ layout }: Figure, { x, y, text = [] }: Trace): FigureTable {
  const [down, across] = [layout.yaxis, layout.xaxis].map(
    (axis) => axis?.title?.text?.replace(/ class$/, '') ?? 'value',
  );
  return {
    columns: [`${down ?? ''} \\ ${across ?? ''}`, ...x.map(String)],
    rows: y.map((label, index) => [label, ...(text[index] ?? [])]),
  };
}

function seriesTable(figure: Figure, traces: readonly Trace[]): FigureTable {
  const horizontal = figure.layout.yaxis?.type === 'category';
  const keysOf = (trace: Trace) => trace.customdata ?? (horizontal ? trace.y : trace.x);
  const keys = [...new Set(traces.flatMap(keysOf))];
  const series = traces.flatMap((trace) => traceColumns(trace, keysOf(trace), horizontal));
  return {
    columns: [keyHeading(figure, horizontal), ...series.map((column) => column.name)],
    rows: keys.map((key) => [key, ...series.map((column) => column.values.get(key) ?? null)]),
  };
}

function keyHeading({ layout }: Figure, horizontal: boolean): string {
  const title = (horizontal ? layout.yaxis : layout.xaxis)?.title;
  return title?.text ?? 'value';
}

function traceColumns(trace: Trace, keys: Trace['x'], horizontal: boolean) {
  const values = horizontal ? trace.x : trace.y;
  const name = trace.name ?? 'value';
  const column = (suffix: string, cell: (index: number) => string | number | null) => ({
    name: name + suffix,
    values: new Map(keys.map((key, index) => [key, cell(index)])),
  });
  const end = (sign: 1 | -1, distances: readonly number[]) => (index: number) => {
    const value = values[index];
    const distance = distances[index];
    // A value without an interval has NaN there, and null once it went through JSON.
    return typeof value === 'number' && Number.isFinite(distance) ? value + sign * distance! : null;
  };
  const interval = horizontal ? trace.error_x : trace.error_y;
  return [
    column('', (index) => values[index] ?? null),
    ...(interval?.array.some((distance) => distance > 0)
      ? [
          column(', 95 % low', end(-1, interval.arrayminus)),
          column(', 95 % high', end(1, interval.array)),
        ]
      : []),
  ];
}
