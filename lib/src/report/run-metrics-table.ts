import { formatCount } from '../charts/index.js';
import type { RunResult } from '../experiments/index.js';
import { type Html, html } from './html.js';
import { quickMark } from './metric-cell.js';
import { type RunMetric, runMetrics } from './run-metrics.js';

/**
 * All metrics of a run, each with its interval and n.
 *
 * @param run - a finished run
 * @returns a table in a box that scrolls
 */
export function runMetricsTable(run: RunResult): Html {
  const { quick } = run;
  return html`<div class="scroll" role="region" aria-label="${run.experiment.title}: metrics" tabindex="0">
    <table class="metrics">
      <thead><tr><th scope="col">Metric</th><th scope="col">Value</th>
        <th scope="col">95 % interval</th><th scope="col">n</th></tr></thead>
      <tbody>${runMetrics(run).map((line) => metricLine(line, quick))}</tbody>
    </table></div>`;
}

function metricLine({ name, estimate, format, n }: RunMetric, quick: boolean): Html {
  return html`<tr data-kind="metric">
    <th scope="row">${name}</th>
    <td class="value">${format.value(estimate.value)} ${quick && quickMark}</td>
    <td class="interval">${format.interval(estimate.low, estimate.high)}</td>
    <td class="n">${formatCount(n)}</td>
  </tr>`;
}
