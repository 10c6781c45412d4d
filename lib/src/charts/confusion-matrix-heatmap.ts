import { countHeatmap } from './count-heatmap.js';
import type { ChartOptions, Figure } from './figure.js';

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
  return countHeatmap({
    options: { ...options, title },
    heightPx,
    columns: classes,
    rows: classes,
    counts: matrix,
    countOf: 'test rows',
    shareOf: 'true class',
    titles: { across: 'predicted class', down: 'true class' },
    hover: 'true %{y}, predicted %{x}: %{text} rows',
  });
}
