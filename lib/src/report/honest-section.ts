import { formatCount } from '../charts/index.js';
import { differenceText, leavesOutZero } from './compared-metrics.js';
import { figureHtml } from './figure-html.js';
import { honestFigure } from './honest-figure.js';
import { honestSentence, honestTableRows, withoutDifference } from './honest-rows.js';
import type { HonestSummary } from './honest-summary.js';
import { type Html, html } from './html.js';
import { emptyCell, metricCell, quickMark } from './metric-cell.js';
import { asPercent, asScore } from './metric-format.js';

const COLUMNS = [
  'Model',
  'Reported',
  'Balanced accuracy',
  'A fold',
  'Accuracy',
  'Macro-F1',
  'Behind the best',
] as const;

/**
 * The honest table: each model's out-of-fold scores with their intervals, beside what was reported.
 *
 * @param summaries - of the finished models
 * @returns a section; a sentence where no model is finished
 */
export function honestSection(summaries: readonly HonestSummary[]): Html {
  return html`<section id="results" aria-labelledby="results-heading">
    <h2 id="results-heading">Results</h2>
    ${summaries.length === 0 ? html`<p class="none">no model is finished yet</p>` : resultsOf(summaries)}
  </section>`;
}

function resultsOf(summaries: readonly HonestSummary[]): Html {
  return html`<p>${honestSentence(summaries)}</p>
    <div class="scroll" role="region" aria-label="Results by model" tabindex="0">
    <table class="results cards" role="table">
      <caption>Every image predicted once, by a model that has seen neither it nor its lesion. Under each
        value: its 95 % interval, and n, the test rows of all folds.</caption>
      <thead role="rowgroup"><tr role="row">${COLUMNS.map(
        (column) => html`<th role="columnheader" scope="col">${column}</th>`,
      )}</tr></thead>
      <tbody role="rowgroup">${summaries.map(resultsRow)}</tbody>
    </table></div>
    <p class="note">Intervals are 95 % percentile intervals of a bootstrap that draws whole lesions: how far a
      figure would move with other lesions, not with other seeds. ± is the standard deviation over the
      folds (NumPy’s, divided by their number). Behind the best: this model minus the one with the highest balanced accuracy, paired by
      lesion; bold where the interval leaves out 0. The best is the best by these very figures, and so
      looks a little too good.</p>
    <div class="charts">${figureHtml('figure-honest', honestFigure(summaries))}</div>`;
}

function resultsRow(summary: HonestSummary): Html {
  const { model, testRows, quick, minusBest, runs } = summary;
  const cell = { testRows, quick, format: asPercent };
  const [row] = honestTableRows([summary]);
  return html`<tr role="row">
    <th role="rowheader" scope="row">${model}</th>
    ${reportedCell(summary)}
    ${metricCell({ ...cell, label: 'Balanced accuracy', estimate: summary.balancedAccuracy })}
    <td role="cell" data-kind="difference" data-label="A fold"><span class="cell">
      <span>${row!['a fold']}</span><span class="n">${runs.length} folds</span></span></td>
    ${metricCell({ ...cell, label: 'Accuracy', estimate: summary.accuracy })}
    ${metricCell({ ...cell, label: 'Macro-F1', estimate: summary.macroF1, format: asScore })}
    ${
      minusBest
        ? differenceCell(minusBest.balancedAccuracy, summary)
        : emptyCell('Behind the best', withoutDifference(summary))
    }
  </tr>`;
}

function reportedCell({ reported }: HonestSummary): Html {
  if (!reported) return emptyCell('Reported', 'nothing reported');
  return html`<td role="cell" data-kind="reported" data-label="Reported"><span class="cell">
    <span class="value">${asPercent.value(reported.value)}</span>
    <span class="interval">no interval given</span>
    <span class="n">${reported.on}</span></span></td>`;
}

function differenceCell(
  difference: NonNullable<HonestSummary['minusBest']>['balancedAccuracy'],
  { quick, testRows }: HonestSummary,
): Html {
  const text = differenceText(difference, asPercent);
  return html`<td role="cell" data-kind="difference" data-label="Behind the best"><span class="cell">
    <span>${leavesOutZero(difference) ? html`<strong>${text}</strong>` : text}</span>
    <span class="n">n = ${formatCount(testRows)}</span>
    ${quick && quickMark}</span></td>`;
}
