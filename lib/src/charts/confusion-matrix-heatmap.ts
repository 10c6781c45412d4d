import { baseLayout, fixedAxis } from './base-layout.js';
import type { ChartOptions, Figure } from './figure.js';
import { formatCount } from './number-format.js';

/** Options of {@link confusionMatrixHeatmap}. */
export interface ConfusionMatrixHeatmapOptions extends ChartOptions {
  /** Height in pixels. */
  readonly heightPx?: number;
}

/**
 * Confusion matrix: counts written in the cells, colour by the share of the true class.
 *
 * @param matrix - counts, shape classes × classes; rows true, columns predicted
 * @param classes - labels in the matrix's order
 * @param options - title and size
 * @returns a Plotly figure with one heatmap trace; a class without rows has no colour
 * @example
 * confusionMatrixHeatmap([[8, 2], [1, 9]], ['mel', 'nv']);
 */
export function confusionMatrixHeatmap(
  matrix: readonly (readonly number[])[],
  classes: readonly string[],
  options: ConfusionMatrixHeatmapOptions = {},
): Figure {
  const { title = 'Confusion matrix', heightPx = 440 } = options;
  const rowTotals = matrix.map((row) => row.reduce((sum, count) => sum + count, 0));
  const total = rowTotals.reduce((sum, count) => sum + count, 0);
  const share = (count: number, row: number) => {
    const rowTotal = rowTotals[row] ?? 0;
    return rowTotal > 0 ? count / rowTotal : null;
  };
  return {
    data: [
      {
        type: 'heatmap',
        name: 'test rows',
        x: [...classes],
        y: [...classes],
        z: matrix.map((row, index) => row.map((count) => share(count, index))),
        text: matrix.map((row) => row.map(formatCount)) as unknown as string[],
        texttemplate: '%{text}',
        hovertemplate: 'true %{y}, predicted %{x}: %{text} rows, %{z:.1%} of %{y}<extra></extra>',
        zmin: 0,
        zmax: 1,
        xgap: 2,
        ygap: 2,
        showscale: false,
      },
    ],
    layout: {
      ...baseLayout({
        ...options,
        title,
        subtitle: `n = ${formatCount(total)} test rows; colour: share of the true class`,
        heightPx,
      }),
      xaxis: {
        ...fixedAxis,
        type: 'category',
        title: { text: 'predicted class' },
        showgrid: false,
      },
      yaxis: {
        ...fixedAxis,
        type: 'category',
        title: { text: 'true class' },
        autorange: 'reversed',
        ticksuffix: ' ',
        showgrid: false,
      },
    },
  };
}
