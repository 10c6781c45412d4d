import type { Data, Layout } from 'plotly.js';
import type { Interval, PrecisionRecallCurve, RocCurve } from '../metrics/index.js';
import { baseLayout, fixedAxis } from './base-layout.js';
import type { ChartOptions, Figure } from './figure.js';
import { formatCount, formatScoreWithInterval } from './number-format.js';

/** The curve of one class against the rest. */
export interface ClassCurve<Curve> {
  /** The class, e.g. `mel`. */
  readonly label: string;
  /** Its curve. */
  readonly curve: Curve;
  /** The area under it, or its average precision, with its 95 % interval. */
  readonly score: Interval;
  /** Rows of the class. */
  readonly rows: number;
}

/** Options of {@link rocCurves} and {@link precisionRecallCurves}. */
export interface ClassCurvesOptions extends ChartOptions {
  /** Height in pixels. */
  readonly heightPx?: number;
}

/** Colours of the template before they come again, with another dash. */
const COLOURS = 4;
const LEGEND_LINE_PX = 20;

/**
 * ROC curves, a class each against the rest: what share is found (sensitivity) at what share of
 * false alarms. Up and left is better; the dotted line is chance.
 *
 * @param classes - of each class its curve by `rocCurve`, the area and its interval, and its rows
 * @param options - title and size
 * @returns a Plotly figure with a trace a class; the legend has the areas
 * @example
 * ```ts
 * const curve = rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * const score = { value: 0.75, low: 0.5, high: 1 };
 * rocCurves([{ label: 'mel', curve, score, rows: 2 }]).data[0]?.name;
 * // 'mel 0.75 (0.50–1.00), n = 2'
 * ```
 */
export function rocCurves(
  classes: readonly ClassCurve<RocCurve>[],
  options: ClassCurvesOptions = {},
): Figure {
  const { title = 'ROC curve of each class against the rest' } = options;
  return {
    data: classes.map((entry, index) =>
      line(entry, index, {
        x: Array.from(entry.curve.fpr),
        y: Array.from(entry.curve.tpr),
        hovertemplate: `${entry.label}: false alarms %{x:.1%}, found %{y:.1%}<extra></extra>`,
      }),
    ),
    layout: {
      ...curveLayout(classes.length, { ...options, title }, 'area under the curve'),
      xaxis: shareAxis('false alarms: 1 − specificity (%)'),
      yaxis: shareAxis('found: sensitivity (%)'),
      shapes: [
        {
          type: 'line',
          layer: 'below',
          x0: 0,
          y0: 0,
          x1: 1,
          y1: 1,
          line: { width: 1, dash: 'dot' },
        },
      ],
    },
  };
}

/**
 * Precision-recall curves, a class each against the rest: how many of the rows called so are so, at
 * what share found. Up and right is better; chance is the class's share of the rows.
 *
 * @param classes - of each class its curve by `precisionRecallCurve`, the average precision and its
 * interval, and its rows
 * @param options - title and size
 * @returns a Plotly figure with a trace a class, drawn in steps; the legend has average precisions
 * @example
 * ```ts
 * const curve = precisionRecallCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * const score = { value: 0.83, low: 0.5, high: 1 };
 * precisionRecallCurves([{ label: 'mel', curve, score, rows: 2 }]).data[0]?.name;
 * // 'mel 0.83 (0.50–1.00), n = 2'
 * ```
 */
export function precisionRecallCurves(
  classes: readonly ClassCurve<PrecisionRecallCurve>[],
  options: ClassCurvesOptions = {},
): Figure {
  const { title = 'Precision and recall of each class' } = options;
  return {
    data: classes.map((entry, index) =>
      line(entry, index, {
        x: Array.from(entry.curve.recall),
        y: Array.from(entry.curve.precision),
        shape: 'hv',
        hovertemplate: `${entry.label}: found %{x:.1%}, right %{y:.1%}<extra></extra>`,
      }),
    ),
    layout: {
      ...curveLayout(classes.length, { ...options, title }, 'average precision'),
      xaxis: shareAxis('found: recall (%)'),
      yaxis: shareAxis('right: precision (%)'),
    },
  };
}

function line(
  { label, score, rows }: ClassCurve<unknown>,
  index: number,
  {
    x,
    y,
    shape = 'linear',
    hovertemplate,
  }: { x: number[]; y: number[]; shape?: 'linear' | 'hv'; hovertemplate: string },
): Data {
  return {
    type: 'scatter',
    mode: 'lines',
    name: `${label} ${formatScoreWithInterval(score)}, n = ${formatCount(rows)}`,
    x,
    y,
    line: { width: 2, shape, dash: index < COLOURS ? 'solid' : 'dot' },
    hovertemplate,
  };
}

function curveLayout(
  classes: number,
  options: ClassCurvesOptions & { readonly title: string },
  score: string,
): Partial<Layout> {
  const legendPx = LEGEND_LINE_PX * classes;
  const { heightPx = 400 + legendPx } = options;
  return {
    ...baseLayout({
      ...options,
      subtitle: `${score}, 95 % interval, and rows below`,
      heightPx,
    }),
    margin: { l: 8, r: 16, t: 64, b: 64 + legendPx },
    showlegend: true,
    legend: {
      orientation: 'v',
      x: 0,
      y: -56 / (heightPx - 128 - legendPx),
      xanchor: 'left',
      yanchor: 'top',
      itemclick: false,
      itemdoubleclick: false,
    },
  };
}

function shareAxis(title: string) {
  return {
    ...fixedAxis,
    title: { text: title },
    range: [0, 1.01],
    tickvals: [0, 0.25, 0.5, 0.75, 1],
    tickformat: '.0%',
  };
}
