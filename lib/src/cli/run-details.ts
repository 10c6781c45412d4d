import { readRunAudit, type SplitAudit } from '../audit/index.js';
import { RunFolder, type RunResult, readPredictions } from '../experiments/index.js';
import type { RunDetails } from '../report/index.js';

/**
 * Reads what a run's folder holds for a report, beside its result.
 *
 * @param outputs - the outputs folder
 * @param run - a finished run
 * @returns audit, predictions and subgroups; what is not there, or cannot be read, is left out
 */
export async function readRunDetails(outputs: string, run: RunResult): Promise<RunDetails> {
  const audit = await readRunAudit(outputs, run.id);
  const subgroups = await new RunFolder(outputs, run.id).subgroups();
  // A report without a diagram is better than none: old folders may lack the file.
  const predictions = await readPredictions(outputs, run).catch(() => undefined);
  return {
    ...(audit ? { audit } : {}),
    ...(subgroups ? { subgroups } : {}),
    ...(predictions ? { predictions } : {}),
  };
}

/**
 * Reads what `dermlab audit` has found of runs.
 *
 * @param outputs - the outputs folder
 * @param runs - finished or not
 * @returns audits by run id, of those that were audited
 */
export async function readAudits(
  outputs: string,
  runs: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, SplitAudit>> {
  const audits = new Map<string, SplitAudit>();
  for (const { id } of runs) {
    const audit = await readRunAudit(outputs, id);
    if (audit) audits.set(id, audit);
  }
  return audits;
}
