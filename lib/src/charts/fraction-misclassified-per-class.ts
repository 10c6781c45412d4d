import type { Annotations } from 'plotly.js';
import { wilsonInterval } from '../metrics/index.js';
import { baseLayout, fixedAxis } from './base-layout.js';
import type { ChartOptions, Figure } from './figure.js';
import { formatCount, formatPercent } from './number-format.js';

/** Options of {@link fractionMisclassifiedPerClass}. */
export interface FractionMisclassifiedOptions extends ChartOptions {
  /** Height of one bar with its gap, in pixels. */
  readonly barHeightPx?: number;
}

/** One class's share of wrong predictions; NaN where the class has no rows. */
interface Misclassified {
  readonly label: string;
  readonly total: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Bars of the fraction of each true class that was predicted as another, with n and 95 % intervals.
 *
 * @param matrix - counts, shape classes × classes; rows true, columns predicted
 * @param classes - labels in the matrix's order
 * @param options - title and size
 * @returns a Plotly figure with one bar trace; a class without rows has no bar and says so
 * @remarks Intervals are Wilson's score intervals for a proportion; lower is better.
 * @example
 * fractionMisclassifiedPerClass([[8, 2], [1, 9]], ['mel', 'nv']);
 */
export function fractionMisclassifiedPerClass(
  matrix: readonly (readonly number[])[],
  classes: readonly string[],
  options: FractionMisclassifiedOptions = {},
): Figure {
  const { title = 'Fraction misclassified per class', barHeightPx = 38 } = options;
  const rows = classes.map((label, index) => misclassified(label, matrix[index] ?? [], index));
  const total = rows.reduce((sum, row) => sum + row.total, 0);
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        name: 'fraction misclassified',
        x: rows.map((row) => (row.total > 0 ? row.value : null)),
        y: rows.map((row) => `${row.label} (n = ${formatCount(row.total)})`),
        error_x: {
          type: 'data',
          symmetric: false,
          array: rows.map((row) => (row.total > 0 ? row.high - row.value : 0)),
          arrayminus: rows.map((row) => (row.total > 0 ? row.value - row.low : 0)),
        },
        hoverinfo: 'none',
      },
    ],
    layout: {
      ...baseLayout({
        ...options,
        title,
        subtitle: `n = ${formatCount(total)} test rows; lines: 95 % intervals; lower is better`,
        heightPx: 112 + barHeightPx * rows.length,
      }),
      bargap: 0.4,
      xaxis: {
        ...fixedAxis,
        title: { text: 'misclassified (% of class)' },
        range: [0, 1.16],
        tickvals: [0, 0.25, 0.5, 0.75, 1],
        tickformat: '.0%',
      },
      yaxis: { ...fixedAxis, type: 'category', autorange: 'reversed', ticksuffix: '  ' },
      annotations: rows.map(valueLabel),
    },
  };
}

function misclassified(label: string, counts: readonly number[], index: number): Misclassified {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return { label, total, value: NaN, low: NaN, high: NaN };
  const wrong = total - (counts[index] ?? 0);
  const { low, high } = wilsonInterval(wrong, total);
  return { label, total, value: wrong / total, low, high };
}

function valueLabel(row: Misclassified, index: number): Partial<Annotations> {
  return {
    x: row.total > 0 ? row.high : 0,
    y: index,
    xanchor: 'left',
    xshift: 5,
    text: row.total > 0 ? formatPercent(row.value, 0) : 'no test rows',
    showarrow: false,
  };
}
