import type { Data } from 'plotly.js';
import { baseLayout, fixedAxis } from './base-layout.js';
import type { ChartOptions, Figure } from './figure.js';
import { formatCount } from './number-format.js';
import type { CurvePoint } from './training-curves.js';

/** The curves of one run. */
export interface RunCurves {
  /** What the legend calls it. */
  readonly name: string;
  /** A point an epoch, in order. */
  readonly history: readonly CurvePoint[];
  /** The rows that are watched: validation rows, or else the test rows. */
  readonly watched: 'test' | 'validation';
  /** How many they are. */
  readonly rows: number;
}

/** Options of {@link curvesOfRuns}. */
export interface CurvesOfRunsOptions extends ChartOptions {
  /** Which curves to draw; default accuracy. */
  readonly metric?: 'accuracy' | 'loss';
}

const METRICS = {
  accuracy: {
    title: 'Accuracy by epoch, run over run',
    axis: 'accuracy (%)',
    tickformat: '.0%',
    hover: ':.1%',
    of: 'valAccuracy',
  },
  loss: {
    title: 'Loss by epoch, run over run',
    axis: 'cross-entropy loss (nats)',
    tickformat: '',
    hover: ':.3f',
    of: 'valLoss',
  },
} as const;

const PLOT_PX = 300;
const LEGEND_LINE_PX = 21;
/** Colours of the template before they come again, with another dash. */
const COLOURS = 4;

/**
 * The curves of several runs over each other, each on the rows that it watches.
 *
 * @param runs - in the order of the legend
 * @param options - which metric, and the title
 * @returns a Plotly figure with a trace a run
 * @example
 * ```ts
 * const history = [{ epoch: 1, loss: 1.9, accuracy: 0.2, valLoss: 1.8, valAccuracy: 0.3 }];
 * const runs = [{ name: 'CNN', history, watched: 'test', rows: 700 } as const];
 * curvesOfRuns(runs).data.map(({ name }) => name); // ['CNN: test n = 700']
 * ```
 */
export function curvesOfRuns(
  runs: readonly RunCurves[],
  options: CurvesOfRunsOptions = {},
): Figure {
  const metric = METRICS[options.metric ?? 'accuracy'];
  const legendPx = LEGEND_LINE_PX * runs.length;
  return {
    data: runs.map((run, index) => line(run, index, metric)),
    layout: {
      ...baseLayout({
        title: metric.title,
        ...options,
        subtitle: 'on the rows that each run watches, named below',
        heightPx: PLOT_PX + 112 + legendPx,
      }),
      margin: { l: 8, r: 16, t: 64, b: 56 + legendPx },
      xaxis: { ...fixedAxis, title: { text: 'epoch' }, rangemode: 'tozero', nticks: 7 },
      yaxis: {
        ...fixedAxis,
        title: { text: metric.axis },
        tickformat: metric.tickformat,
        nticks: 6,
      },
      showlegend: true,
      legend: {
        orientation: 'v',
        x: 0,
        y: -56 / PLOT_PX,
        xanchor: 'left',
        yanchor: 'top',
        itemclick: false,
        itemdoubleclick: false,
      },
    },
  };
}

function line(
  { name, history, watched, rows }: RunCurves,
  index: number,
  { of, hover }: (typeof METRICS)[keyof typeof METRICS],
): Data {
  const title = `${name}: ${watched} n = ${formatCount(rows)}`;
  return {
    type: 'scatter',
    mode: history.length > 1 ? 'lines' : 'markers',
    name: title,
    x: history.map(({ epoch }) => epoch),
    y: history.map((point) => point[of]),
    line: { width: 2, dash: index < COLOURS ? 'solid' : 'dot' },
    hovertemplate: `${title}, epoch %{x}: %{y${hover}}<extra></extra>`,
  };
}
