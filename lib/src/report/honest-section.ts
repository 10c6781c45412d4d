import type { HonestRow } from '../audit/index.js';
import { formatCount, formatPercent, subgroupForest } from '../charts/index.js';
import { differenceText } from './compared-metrics.js';
import { figureHtml } from './figure-html.js';
import { type Html, html } from './html.js';
import { emptyCell, metricCell, quickMark } from './metric-cell.js';
import { asPercent, asScore } from './metric-format.js';

/**
 * The honest table: each model's out-of-fold scores with their intervals, beside what was reported.
 *
 * @param rows - from `honestTable`
 * @returns a section; a sentence where no model is finished
 */
export function honestSection(rows: readonly HonestRow[]): Html {
  return html`<section id="results" aria-labelledby="results-heading">
    <h2 id="results-heading">Results</h2>
    ${rows.length === 0 ? html`<p class="none">no model is finished yet</p>` : resultsOf(rows)}
  </section>`;
}

function resultsOf(rows: readonly HonestRow[]): Html {
  return html`<div class="scroll" role="region" aria-label="Results by model" tabindex="0">
    <table class="results cards" role="table">
      <caption>Every image predicted once, by a model that has seen neither it nor its lesion. Under each
        value: its 95 % interval, and n, the test rows of all folds.</caption>
      <thead role="rowgroup"><tr role="row">${COLUMNS.map(
        (column) => html`<th role="columnheader" scope="col">${column}</th>`,
      )}</tr></thead>
      <tbody role="rowgroup">${rows.map(resultsRow)}</tbody>
    </table></div>
    <p>${honestSentence(rows)}</p>
    <p class="note">Intervals are 95 % percentile intervals of a bootstrap that draws whole lesions: how far a
      figure would move with other lesions, not with other seeds. ± is the standard deviation over the
      folds. Behind the best: this model minus the one with the highest balanced accuracy, paired by
      lesion; bold where the interval leaves out 0.</p>
    <div class="charts">${figureHtml('figure-honest', forest(rows))}</div>`;
}

const COLUMNS = [
  'Model',
  'Reported',
  'Balanced accuracy',
  'A fold',
  'Accuracy',
  'Macro-F1',
  'Behind the best',
] as const;

function resultsRow(row: HonestRow): Html {
  const { published, result, minusBest } = row;
  const { pooled, quick, balancedAccuracy } = result;
  const { testRows } = pooled;
  const cell = { testRows, quick, format: asPercent };
  return html`<tr role="row">
    <th role="rowheader" scope="row">${honestTitle(row)}</th>
    ${
      published.reported
        ? html`<td role="cell" data-kind="reported" data-label="Reported"><span class="cell">
          <span class="value">${asPercent.value(published.reported.value)}</span>
          <span class="interval">no interval given</span>
          <span class="n">accuracy, ${published.reported.on}</span></span></td>`
        : emptyCell('Reported', 'nothing reported')
    }
    ${metricCell({ ...cell, label: 'Balanced accuracy', estimate: pooled.balancedAccuracy })}
    <td role="cell" data-kind="difference" data-label="A fold"><span class="cell">
      <span>${formatPercent(balancedAccuracy.mean)} ± ${(100 * balancedAccuracy.standardDeviation).toFixed(1)}</span>
      <span class="n">${result.folds.length} folds</span></span></td>
    ${metricCell({ ...cell, label: 'Accuracy', estimate: pooled.accuracy })}
    ${metricCell({ ...cell, label: 'Macro-F1', estimate: pooled.macroF1, format: asScore })}
    ${minusBest ? differenceCell(minusBest.balancedAccuracy, result) : emptyCell('Behind the best', 'the best')}
  </tr>`;
}

function differenceCell(
  difference: NonNullable<HonestRow['minusBest']>['balancedAccuracy'],
  { quick, pooled }: HonestRow['result'],
): Html {
  const text = differenceText(difference, asPercent);
  return html`<td role="cell" data-kind="difference" data-label="Behind the best"><span class="cell">
    <span>${difference.high < 0 ? html`<strong>${text}</strong>` : text}</span>
    <span class="n">balanced accuracy, n = ${formatCount(pooled.testRows)}</span>
    ${quick && quickMark}</span></td>`;
}

/**
 * A model's name in an honest table.
 *
 * @param row - of the table
 * @returns its title, without the fold
 */
export function honestTitle({ result }: Pick<HonestRow, 'result'>): string {
  return result.folds[0]?.experiment.title.replace(/, fold .*$/, '') ?? '';
}

/**
 * What the test rows of an honest table share with training rows, and what always naming the commonest
 * class would score.
 *
 * @param rows - from `honestTable`, at least one
 * @returns sentences of plain text
 */
export function honestSentence(rows: readonly HonestRow[]): string {
  const leaky = rows.filter(({ split }) => split.test.clean < split.test.rows);
  const shared =
    leaky.length === 0
      ? `No test row of any fold shares an image, a lesion${rows.every(({ split }) => split.test.nearDuplicate !== undefined) ? ' or a near-duplicate' : ''} with the rows its model was trained on.`
      : `Test rows that share something with training: ${leaky.map((row) => `${honestTitle(row)} ${formatCount(row.split.test.rows - row.split.test.clean)} of ${formatCount(row.split.test.rows)}`).join('; ')}.`;
  const [{ result }] = rows as readonly [HonestRow];
  const { confusionMatrix, testRows } = result.pooled;
  const perClass = confusionMatrix.map((line) => line.reduce((sum, n) => sum + n, 0));
  const most = Math.max(...perClass);
  const label = result.folds[0]?.classes[perClass.indexOf(most)] ?? '';
  return `${shared} Always naming ${label} is right for ${formatPercent(most / testRows)} (n = ${formatCount(testRows)}), with a balanced accuracy of ${formatPercent(1 / perClass.length)}.`;
}

function forest(rows: readonly HonestRow[]) {
  const subgroups = rows.map((row) => ({
    group: honestTitle(row),
    rows: row.result.pooled.testRows,
    lesions: row.result.pooled.lesions,
    metrics: { balancedAccuracy: row.result.pooled.balancedAccuracy },
    tooSmall: false,
    warnings: [],
  }));
  return subgroupForest([{ heading: 'out-of-fold predictions', subgroups }], {
    metric: 'balancedAccuracy',
    title: 'Balanced accuracy on five folds of lesions',
    axisTitle: 'balanced accuracy (higher is better)',
  });
}
