import type { Annotations, Data, Shape } from 'plotly.js';
import { baseLayout, fixedAxis } from './base-layout.js';
import type { ChartOptions, Figure } from './figure.js';
import { formatCount, formatPercent, formatScore } from './number-format.js';

/** One epoch, as a run's history records it. */
export interface CurvePoint {
  /** Counted from 1. */
  readonly epoch: number;
  /** Mean training loss, in nats. */
  readonly loss: number;
  /** Training accuracy, in [0, 1]. */
  readonly accuracy: number;
  /** Loss on the rows that are watched, in nats. */
  readonly valLoss: number;
  /** Accuracy on the rows that are watched, in [0, 1]. */
  readonly valAccuracy: number;
}

/** Options of {@link trainingCurves}. */
export interface TrainingCurvesOptions extends ChartOptions {
  /** Which curve to draw. */
  readonly metric?: 'accuracy' | 'loss';
  /** Epoch to mark as the best, e.g. a run's `best.epoch`; none is marked without it. */
  readonly bestEpoch?: number;
  /** Test rows, where those are watched. */
  readonly testRows?: number;
  /** Validation rows; where they are given, the second curve is theirs and named so. */
  readonly validationRows?: number;
  /** Height in pixels. */
  readonly heightPx?: number;
}

/** What differs between the two metrics. */
const METRICS = {
  accuracy: {
    title: 'Accuracy by epoch',
    axis: 'accuracy (%)',
    tickformat: '.0%',
    hover: ':.1%',
    train: 'accuracy',
    watched: 'valAccuracy',
    format: formatPercent,
  },
  loss: {
    title: 'Loss by epoch',
    axis: 'cross-entropy loss (nats)',
    tickformat: '',
    hover: ':.3f',
    train: 'loss',
    watched: 'valLoss',
    format: formatScore,
  },
} as const;

/** The rows that are looked at after each epoch. */
type Watched = 'test' | 'validation';

type Metric = (typeof METRICS)[keyof typeof METRICS];

/**
 * Training and test (or validation) curves of one metric over the epochs, the last and the best
 * epoch marked.
 *
 * @param history - a point an epoch, in order
 * @param options - metric, best epoch, title and size
 * @returns a Plotly figure with a trace for the training and one for the watched rows
 * @remarks The best epoch is chosen on the watched rows, so it is labelled optimistic.
 * @example
 * trainingCurves(run.history, { metric: 'loss', bestEpoch: run.best.epoch });
 */
export function trainingCurves(
  history: readonly CurvePoint[],
  options: TrainingCurvesOptions = {},
): Figure {
  const { bestEpoch, heightPx = 340 } = options;
  const watched: Watched = options.validationRows === undefined ? 'test' : 'validation';
  const rows = options.validationRows ?? options.testRows;
  const metric = METRICS[options.metric ?? 'accuracy'];
  const last = history.at(-1);
  const best = history.find((point) => point.epoch === bestEpoch);
  return {
    data: [curve(history, metric, 'train'), curve(history, metric, watched, best)],
    layout: {
      ...baseLayout({
        title: metric.title,
        ...options,
        subtitle: subtitle(metric, best, watched, rows),
        heightPx,
      }),
      margin: { l: 8, r: watched === 'test' ? 92 : 116, t: 64, b: 48 },
      xaxis: epochAxis(history.length),
      yaxis: {
        ...fixedAxis,
        title: { text: metric.axis },
        tickformat: metric.tickformat,
        nticks: 6,
      },
      shapes: best ? [bestRule(best)] : [],
      annotations: last ? endLabels(last, metric, watched) : [],
    },
  };
}

function subtitle(
  metric: Metric,
  best: CurvePoint | undefined,
  watched: Watched,
  count: number | undefined,
) {
  const rows =
    count === undefined ? `train and ${watched} rows` : `${watched} n = ${formatCount(count)}`;
  if (best === undefined) return rows;
  const value = metric.format(best[metric.watched]);
  return `${rows}; diamond: best epoch ${best.epoch} (optimistic), ${watched} ${value}`;
}

// Whole epochs at a step of 1, 2, 5, 10, …, at most six of them, so that all fit a phone.
function epochAxis(epochs: number) {
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
  const dtick = steps.find((step) => epochs / step <= 6) ?? Math.ceil(epochs / 6);
  return { ...fixedAxis, title: { text: 'epoch' }, tick0: 0, dtick, range: [0.5, epochs + 0.5] };
}

function curve(
  history: readonly CurvePoint[],
  metric: Metric,
  rows: 'train' | Watched,
  best?: CurvePoint,
): Data {
  const isLast = (index: number) => index === history.length - 1;
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: rows,
    x: history.map((point) => point.epoch),
    y: history.map((point) => point[metric[rows === 'train' ? 'train' : 'watched']]),
    line: { width: 2, dash: rows === 'train' ? 'dot' : 'solid' },
    marker: {
      size: history.map((point, index) => (point === best ? 11 : isLast(index) ? 8 : 0.1)),
      symbol: history.map((point) => (point === best ? 'diamond' : 'circle')),
      opacity: 1,
    },
    cliponaxis: false,
    hovertemplate: `epoch %{x}, ${rows}: %{y${metric.hover}}<extra></extra>`,
  };
}

// Names at the ends of the two lines, the upper one's text above and the lower one's below.
function endLabels(
  last: CurvePoint,
  { train, watched, format }: Metric,
  name: Watched,
): Partial<Annotations>[] {
  const label = (of: string, value: number, above: boolean): Partial<Annotations> => ({
    x: last.epoch,
    y: value,
    xanchor: 'left',
    xshift: 8,
    yshift: above ? 7 : -7,
    text: `${of} ${format(value)}`,
    showarrow: false,
  });
  const trainAbove = last[train] >= last[watched];
  return [label('train', last[train], trainAbove), label(name, last[watched], !trainAbove)];
}

// A dotted rule at the best epoch.
function bestRule(best: CurvePoint): Partial<Shape> {
  return {
    type: 'line',
    layer: 'below',
    x0: best.epoch,
    x1: best.epoch,
    yref: 'paper',
    y0: 0,
    y1: 1,
    line: { width: 1, dash: 'dot' },
  };
}
