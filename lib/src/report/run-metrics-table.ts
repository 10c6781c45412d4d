import { formatCount } from '../charts/index.js';
import type { Estimate, RunResult } from '../experiments/index.js';
import { type Html, html } from './html.js';
import { quickMark } from './metric-cell.js';
import { asPercent, asScore, type MetricFormat } from './metric-format.js';

/** One line of the table. */
interface MetricLine {
  readonly name: string;
  readonly estimate: Estimate;
  readonly format: MetricFormat;
}

/**
 * All metrics of a run, each with its interval and n.
 *
 * @param run - a finished run
 * @returns a table in a box that scrolls
 */
export function runMetricsTable(run: RunResult): Html {
  const { last, best, split, quick } = run;
  const lines: MetricLine[] = [
    { name: 'Accuracy', estimate: last.accuracy, format: asPercent },
    { name: 'Balanced accuracy', estimate: last.balancedAccuracy, format: asPercent },
    { name: 'Macro-F1', estimate: last.macroF1, format: asScore },
    { name: 'ROC AUC, one-vs-rest', estimate: last.rocAuc, format: asScore },
    { name: 'Log loss (lower is better)', estimate: last.logLoss, format: asScore },
    { name: 'Cohen’s kappa', estimate: last.cohenKappa, format: asScore },
    { name: 'Matthews correlation', estimate: last.matthews, format: asScore },
    {
      name: `Accuracy at the best epoch, ${best.epoch} (optimistic)`,
      estimate: best.accuracy,
      format: asPercent,
    },
  ];
  return html`<div class="scroll" role="region" aria-label="${run.experiment.title}: metrics" tabindex="0">
    <table class="metrics">
      <thead><tr><th scope="col">Metric</th><th scope="col">Value</th>
        <th scope="col">95 % interval</th><th scope="col">n</th></tr></thead>
      <tbody>${lines.map((line) => metricLine(line, split.testRows, quick))}</tbody>
    </table></div>`;
}

function metricLine(
  { name, estimate, format }: MetricLine,
  testRows: number,
  quick: boolean,
): Html {
  return html`<tr data-kind="metric">
    <th scope="row">${name}</th>
    <td class="value">${format.value(estimate.value)} ${quick && quickMark}</td>
    <td class="interval">${format.interval(estimate.low, estimate.high)}</td>
    <td class="n">${formatCount(testRows)}</td>
  </tr>`;
}
