import type { Annotations, Data } from 'plotly.js';
import { baseLayout, fixedAxis } from './base-layout.js';
import type { ChartOptions, Figure } from './figure.js';
import { formatPercent, formatScore } from './number-format.js';

/** One epoch, as a run's history records it. */
export interface CurvePoint {
  /** Counted from 1. */
  readonly epoch: number;
  /** Mean training loss, in nats. */
  readonly loss: number;
  /** Training accuracy, in [0, 1]. */
  readonly accuracy: number;
  /** Test loss, in nats. */
  readonly valLoss: number;
  /** Test accuracy, in [0, 1]. */
  readonly valAccuracy: number;
}

/** Options of {@link trainingCurves}. */
export interface TrainingCurvesOptions extends ChartOptions {
  /** Which curve to draw. */
  readonly metric?: 'accuracy' | 'loss';
  /** Epoch to mark as the best, e.g. a run's `best.epoch`; none is marked without it. */
  readonly bestEpoch?: number;
  /** Rows that test points are computed on. */
  readonly testRows?: number;
  /** Height in pixels. */
  readonly heightPx?: number;
}

const METRICS = {
  accuracy: {
    title: 'Accuracy by epoch',
    axis: 'accuracy (%)',
    train: 'accuracy',
    test: 'valAccuracy',
    format: formatPercent,
  },
  loss: {
    title: 'Loss by epoch',
    axis: 'cross-entropy loss (nats)',
    train: 'loss',
    test: 'valLoss',
    format: formatScore,
  },
} as const;

/**
 * Training and test curves of one metric over the epochs, the last and the best epoch marked.
 *
 * @param history - a point an epoch, in order
 * @param options - metric, best epoch, title and size
 * @returns a Plotly figure: two lines, and a marker each for the last and the best epoch
 * @remarks The best epoch is chosen on the test rows, so it is labelled optimistic.
 * @example
 * trainingCurves(run.history, { metric: 'loss', bestEpoch: run.best.epoch });
 */
export function trainingCurves(
  history: readonly CurvePoint[],
  options: TrainingCurvesOptions = {},
): Figure {
  const { metric = 'accuracy', bestEpoch, testRows, heightPx = 340 } = options;
  const { title, axis } = METRICS[metric];
  const last = history.at(-1);
  const best = history.find((point) => point.epoch === bestEpoch);
  const rows = testRows === undefined ? '' : `; test n = ${testRows.toLocaleString('en-US')}`;
  return {
    data: [
      curve(history, metric, 'train'),
      curve(history, metric, 'test'),
      ...(best ? [bestMarker(best, metric)] : []),
    ],
    layout: {
      ...baseLayout({
        title,
        ...options,
        subtitle: `train and test rows, ${history.length} epochs${rows}`,
        heightPx,
      }),
      margin: { l: 8, r: 92, t: 64, b: 48 },
      xaxis: { ...fixedAxis, title: { text: 'epoch' }, tickformat: 'd', nticks: 8 },
      yaxis: {
        ...fixedAxis,
        title: { text: axis },
        nticks: 6,
        ...(metric === 'accuracy' ? { tickformat: '.0%' } : {}),
      },
      annotations: [
        ...(last ? endLabels(last, metric) : []),
        ...(best ? [bestLabel(best, metric, history.length)] : []),
      ],
    },
  };
}

function curve(
  history: readonly CurvePoint[],
  metric: keyof typeof METRICS,
  rows: 'train' | 'test',
): Data {
  const field = METRICS[metric][rows];
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: rows,
    x: history.map((point) => point.epoch),
    y: history.map((point) => point[field]),
    line: { width: 2, dash: rows === 'train' ? 'dot' : 'solid' },
    marker: { size: history.map((_, index) => (index === history.length - 1 ? 8 : 0.1)) },
    hovertemplate: `epoch %{x}, ${rows}: %{y${metric === 'accuracy' ? ':.1%' : ':.3f'}}<extra></extra>`,
  };
}

function bestMarker(best: CurvePoint, metric: keyof typeof METRICS): Data {
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'best epoch (optimistic)',
    x: [best.epoch],
    y: [best[METRICS[metric].test]],
    marker: { size: 11, symbol: 'diamond-open', line: { width: 2 } },
    hoverinfo: 'skip',
  };
}

/** Names at the ends of the two lines, the upper one's text above and the lower one's below. */
function endLabels(last: CurvePoint, metric: keyof typeof METRICS): Partial<Annotations>[] {
  const { train, test, format } = METRICS[metric];
  const label = (name: string, value: number, other: number): Partial<Annotations> => ({
    x: last.epoch,
    y: value,
    xanchor: 'left',
    yanchor: value >= other ? 'bottom' : 'top',
    xshift: 7,
    yshift: value >= other ? -8 : 8,
    text: `${name} ${format(value)}`,
    showarrow: false,
  });
  return [label('train', last[train], last[test]), label('test', last[test], last[train])];
}

function bestLabel(
  best: CurvePoint,
  metric: keyof typeof METRICS,
  epochs: number,
): Partial<Annotations> {
  const value = best[METRICS[metric].test];
  return {
    x: best.epoch,
    y: value,
    xanchor: best.epoch > epochs / 2 ? 'right' : 'left',
    text: `best epoch ${best.epoch}: ${METRICS[metric].format(value)}`,
    ax: 0,
    ay: metric === 'accuracy' ? 34 : -34,
    arrowhead: 0,
    arrowwidth: 1,
    standoff: 7,
  };
}
