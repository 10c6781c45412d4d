import { formatCount } from '../charts/index.js';
import type { Estimate } from '../experiments/index.js';
import { type Html, html } from './html.js';

/** What a table cell with a measured number shows. */
interface MetricCell {
  /** The column's heading, repeated where the table turns into cards. */
  readonly label: string;
  /** Value and 95 % interval. */
  readonly estimate: Estimate;
  /** Test rows it was measured on. */
  readonly testRows: number;
  /** How value and interval ends are written. */
  readonly format: (value: number) => string;
  /** True for a run with cut epochs. */
  readonly quick: boolean;
  /** A word of caution beside the number, e.g. `optimistic`. */
  readonly caution?: string;
}

/** A cell with a number: never without its interval, its n, and the mark of a quick run. */
export function metricCell(cell: MetricCell): Html {
  const { estimate, format } = cell;
  return html`<td role="cell" data-kind="metric" data-label="${cell.label}">
    <span class="cell">
      <span class="value">${format(estimate.value)}</span>
      ${cell.caution && html`<span class="caution">${cell.caution}</span>`}
      <span class="interval">95 % interval ${format(estimate.low)} to ${format(estimate.high)}</span>
      <span class="n">n = ${formatCount(cell.testRows)}</span>
      ${cell.quick && quickMark}
    </span>
  </td>`;
}

/** A cell without a number says why in words. */
export function emptyCell(label: string, words: string): Html {
  return html`<td role="cell" data-kind="none" data-label="${label}">
    <span class="cell"><span class="none">${words}</span></span>
  </td>`;
}

/** Stands beside every number of a run with cut epochs. */
export const quickMark: Html = html`<span class="quick">quick run</span>`;
