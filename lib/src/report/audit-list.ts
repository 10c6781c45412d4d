import type { SplitAudit } from '../audit/index.js';
import type { SplitSummary } from '../experiments/index.js';
import { auditLine } from './audit-line.js';
import { type Html, html } from './html.js';

/** A run whose test rows were audited. */
interface AuditedRun {
  /** What the table above calls it. */
  readonly name: string;
  /** Its split. */
  readonly split: SplitSummary;
  /** Of its split, where near-duplicates were looked for. */
  readonly audit?: SplitAudit | undefined;
}

/**
 * A line a run on what its test rows share with training, to stand below a table of scores.
 *
 * @param runs - in the table's order
 * @returns a list; nothing where there are no runs
 */
export function auditList(runs: readonly AuditedRun[]): Html | false {
  return (
    runs.length > 0 &&
    html`<ul class="audits">${runs.map(
      ({ name, split, audit }) => html`<li>${name}. ${auditLine(split, audit)}</li>`,
    )}</ul>`
  );
}
