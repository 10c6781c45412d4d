import type { Annotations, Shape } from 'plotly.js';
import type { Interval, Subgroup } from '../metrics/index.js';
import { baseLayout, fixedAxis } from './base-layout.js';
import type { ChartOptions, Figure } from './figure.js';
import { formatCount, formatScoreWithInterval } from './number-format.js';

/** Groups of one kind. */
export interface SubgroupSection<Name extends string = string> {
  /** What they are grouped by, e.g. `sex`. */
  readonly heading: string;
  /** What `metricsBySubgroup` gave. */
  readonly subgroups: readonly Subgroup<Name>[];
}

/** Options of {@link subgroupForest}. */
export interface SubgroupForestOptions<Name extends string> extends ChartOptions {
  /** The metric to show. */
  readonly metric: Name;
  /** What the axis calls it, with its direction, e.g. `accuracy (higher is better)`. */
  readonly axisTitle?: string;
  /** The metric of all rows, for a dotted line through the groups. */
  readonly overall?: Interval;
  /** Ends of the axis; default: 0 and 1, or further where a value lies beyond. */
  readonly range?: readonly [number, number];
  /** Height of one line of the chart, in pixels. */
  readonly rowHeightPx?: number;
}

/** A line of the chart: a heading, or a group of the heading's kind. */
interface Line {
  readonly key: string;
  readonly text: string;
  readonly group?: { readonly interval: Interval; readonly tooSmall: boolean };
}

/**
 * Dots with 95 % intervals: one metric in each group of rows, under headings such as sex and age,
 * with the groups' rows and lesions. Hollow dots are of groups that are too small to say.
 *
 * @param sections - the groups, by kind, from top to bottom
 * @param options - the metric, its name, that of all rows, and size
 * @returns a Plotly figure with one trace; a group whose metric is undefined says so
 * @example
 * ```ts
 * const accuracy = { value: 0.7, low: 0.6, high: 0.8 };
 * const group = { rows: 120, lesions: 80, metrics: { accuracy }, tooSmall: false, warnings: [] };
 * const sections = [{ heading: 'sex', subgroups: [{ ...group, group: 'female' }] }];
 * figureTable(subgroupForest(sections, { metric: 'accuracy' })).rows[0]?.[0];
 * // 'sex: female (n = 120, 80 lesions)'
 * ```
 */
export function subgroupForest<Name extends string>(
  sections: readonly SubgroupSection<Name>[],
  options: SubgroupForestOptions<Name>,
): Figure {
  const { metric, overall, axisTitle = metric, title = `${metric} by subgroup` } = options;
  const { rowHeightPx = 38 } = options;
  const lines = sections.flatMap((section) => sectionLines(section, metric));
  const groups = lines.flatMap(({ key, group }) => (group ? [{ key, ...group }] : []));
  return {
    data: [
      {
        type: 'scatter',
        mode: 'markers',
        name: metric,
        x: groups.map(({ interval }) => (Number.isNaN(interval.value) ? null : interval.value)),
        y: groups.map(({ key }) => key),
        error_x: {
          type: 'data',
          symmetric: false,
          array: groups.map(({ interval }) => interval.high - interval.value),
          arrayminus: groups.map(({ interval }) => interval.value - interval.low),
          thickness: 2,
          width: 0,
        },
        marker: {
          size: 9,
          symbol: groups.map(({ tooSmall }) => (tooSmall ? 'circle-open' : 'circle')),
          opacity: 1,
        },
        cliponaxis: false,
        hoverinfo: 'none',
      },
    ],
    layout: {
      ...baseLayout({
        ...options,
        title,
        subtitle: subtitle(overall),
        heightPx: 132 + rowHeightPx * lines.length,
      }),
      margin: { l: 8, r: 116, t: 80, b: 48 },
      xaxis: {
        ...fixedAxis,
        title: { text: axisTitle },
        range: [...(options.range ?? rangeOf(groups.map(({ interval }) => interval)))],
        nticks: 6,
      },
      yaxis: {
        ...fixedAxis,
        type: 'category',
        categoryarray: lines.map(({ key }) => key),
        tickvals: lines.map(({ key }) => key),
        ticktext: lines.map(({ text }) => text),
        range: [lines.length - 0.4, -0.6],
        ticksuffix: '  ',
      },
      annotations: lines.flatMap(valueLabel),
      shapes: overall && !Number.isNaN(overall.value) ? [overallRule(overall.value)] : [],
    },
  };
}

function sectionLines<Name extends string>(
  { heading, subgroups }: SubgroupSection<Name>,
  metric: Name,
): Line[] {
  return [
    { key: heading, text: `<b>${heading}</b>` },
    ...subgroups.map(({ group, rows, lesions, metrics, tooSmall }) => {
      const size = `n = ${formatCount(rows)}, ${formatCount(lesions)} ${lesions === 1 ? 'lesion' : 'lesions'}`;
      const note = tooSmall ? ', too few to say' : '';
      return {
        key: `${heading}: ${group} (${size}${note})`,
        text: `${group}<br>${small(size)}`,
        group: { interval: metrics[metric], tooSmall },
      };
    }),
  ];
}

function small(text: string): string {
  return `<span style="font-size:10px">${text}</span>`;
}

function subtitle(overall: Interval | undefined): string {
  const all = overall ? `<br>dotted line: all rows, ${formatScoreWithInterval(overall)}` : '';
  return `lines: 95 % intervals${all}`;
}

function rangeOf(intervals: readonly Interval[]): [number, number] {
  const ends = intervals
    .flatMap(({ value, low, high }) => [value, low, high])
    .filter(Number.isFinite);
  return [Math.min(0, ...ends), Math.max(1, ...ends) * 1.02];
}

// The value and its interval at the right edge, one under the other for all lines.
function valueLabel({ group }: Line, index: number): Partial<Annotations>[] {
  if (!group) return [];
  return [
    {
      xref: 'paper',
      x: 1,
      y: index,
      xanchor: 'left',
      xshift: 6,
      align: 'left',
      text:
        formatScoreWithInterval(group.interval) +
        (group.tooSmall ? `<br>${small('too few to say')}` : ''),
      showarrow: false,
    },
  ];
}

// A dotted rule at the value of all rows.
function overallRule(value: number): Partial<Shape> {
  return {
    type: 'line',
    layer: 'below',
    x0: value,
    x1: value,
    yref: 'paper',
    y0: 0,
    y1: 1,
    line: { width: 1, dash: 'dot' },
  };
}
