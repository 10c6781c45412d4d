import type { ConfigDifference } from '../experiments/index.js';
import { type Html, html } from './html.js';

/**
 * What was set otherwise, a line a setting and a column a run.
 *
 * @param differences - from a comparison
 * @param names - of the runs, as the columns' headings
 * @returns a table; a sentence where nothing differs
 */
export function configTable(
  differences: readonly ConfigDifference[],
  names: readonly string[],
): Html {
  if (differences.length === 0)
    return html`<p>Nothing: experiment, data and code are the same.</p>`;
  return html`<div class="scroll" role="region" aria-label="Settings by run" tabindex="0">
  <table class="settings cards" role="table">
    <caption>Settings that are not the same in all runs, as JSON.</caption>
    <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Setting</th>
      ${names.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr></thead>
    <tbody role="rowgroup">${differences.map(
      ({ setting, values }) => html`<tr role="row">
      <th role="rowheader" scope="row">${setting}</th>${values.map(
        (value, index) =>
          html`<td role="cell" data-label="${names[index]}"><span class="cell">${value ?? html`<span class="none">none</span>`}</span></td>`,
      )}</tr>`,
    )}</tbody>
  </table></div>`;
}
