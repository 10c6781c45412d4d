import { formatCount } from '../charts/index.js';
import type { Estimate } from '../experiments/index.js';
import { type Html, html } from './html.js';
import type { MetricFormat } from './metric-format.js';

/** What a table cell with a measured number shows. */
interface MetricCell {
  /** The column's heading, repeated where the table turns into cards. */
  readonly label: string;
  /** Value and 95 % interval. */
  readonly estimate: Estimate;
  /** Test rows it was measured on. */
  readonly testRows: number;
  /** How value and interval are written. */
  readonly format: MetricFormat;
  /** True for a run with cut epochs. */
  readonly quick: boolean;
  /** A word of caution beside the number, e.g. `optimistic`. */
  readonly caution?: string;
}

/**
 * A cell with a number: never without its interval, its n, and the mark of a quick run.
 *
 * @param cell - the number and what belongs to it
 * @returns a td element
 */
export function metricCell(cell: MetricCell): Html {
  const { estimate, format } = cell;
  return html`<td role="cell" data-kind="metric" data-label="${cell.label}">
    <span class="cell">
      <span class="value">${format.value(estimate.value)}</span>
      <span class="interval"><span class="hidden">95 % interval</span>
        ${format.interval(estimate.low, estimate.high)}</span>
      <span class="n">n = ${formatCount(cell.testRows)}</span>
      ${cell.caution && html`<span class="caution">${cell.caution}</span>`}
      ${cell.quick && quickMark}
    </span>
  </td>`;
}

/**
 * A cell without a number says why in words.
 *
 * @param label - the column's heading
 * @param words - why there is no number
 * @returns a td element
 */
export function emptyCell(label: string, words: string): Html {
  return html`<td role="cell" data-kind="none" data-label="${label}">
    <span class="cell"><span class="none">${words}</span></span>
  </td>`;
}

/** Stands beside every number of a run with cut epochs. */
export const quickMark: Html = html`<span class="quick">quick run</span>`;
