import type { LabelledRow } from '../datasets/index.js';
import { readPredictions } from './read-predictions.js';
import type { RunResult } from './run-result.js';
import { RunFolder } from './run-store.js';
import { runSubgroups, type SubgroupMetrics } from './run-subgroups.js';

/**
 * A run's metrics by subgroup, from its folder; where the run is from before they were kept, they are
 * measured on its predictions and kept.
 *
 * @param outputs - the outputs folder
 * @param run - a finished run
 * @param rows - rows of the data set that it was run on
 * @returns what `runSubgroups` gives
 * @throws RunError where the predictions cannot be read
 */
export async function keepSubgroups(
  outputs: string,
  run: RunResult,
  rows: readonly LabelledRow[],
): Promise<readonly SubgroupMetrics[]> {
  const folder = new RunFolder(outputs, run.id);
  const kept = await folder.subgroups();
  if (kept) return kept;
  const subgroups = runSubgroups(run, await readPredictions(outputs, run), rows);
  await folder.writeSubgroups(subgroups);
  return subgroups;
}
