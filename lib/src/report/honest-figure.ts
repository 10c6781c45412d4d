import { type Figure, subgroupForest } from '../charts/index.js';
import type { HonestSummary } from './honest-summary.js';

/**
 * Balanced accuracies of an honest table, dots with 95 % intervals.
 *
 * @param summaries - from `honestSummary`, or of a file that `dermlab honest --json` wrote
 * @returns a Plotly figure, models from top to bottom
 */
export function honestFigure(summaries: readonly HonestSummary[]): Figure {
  const subgroups = summaries.map(({ model, testRows: rows, lesions, quick, ...metrics }) => {
    const { balancedAccuracy } = metrics;
    const group = quick ? `${model} (quick run)` : model;
    return { group, rows, lesions, metrics: { balancedAccuracy }, tooSmall: false, warnings: [] };
  });
  return subgroupForest([{ heading: 'five folds of lesions', subgroups }], {
    metric: 'balancedAccuracy',
    title: 'Balanced accuracy on lesions never seen',
    axisTitle: 'balanced accuracy (higher is better)',
  });
}
