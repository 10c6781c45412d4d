import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withRunLock } from './run-lock.js';
import { isDone, type StoredRun } from './stored-run.js';

/** A run that can go, and why. */
export interface PrunableRun {
  /** The run. */
  readonly run: StoredRun;
  /** Why it can go, a phrase. */
  readonly because: string;
}

/**
 * The runs that were stopped. They would go on when their command is given again, so whoever
 * removes them must want it; those of an experiment and seed that has a newer finished run are
 * called superseded.
 *
 * @param runs - all runs
 * @returns those that can go without being named; never a finished, damaged or running one
 */
export function stoppedRuns(runs: readonly StoredRun[]): PrunableRun[] {
  return runs
    .filter(({ status }) => status === 'stopped')
    .map((run) => {
      const newer = newestLike(run, runs);
      const stopped = run.history.length === 0 ? 'in epoch 1' : `after epoch ${run.history.length}`;
      const superseded = newer ? `, superseded by ${newer.id}` : '';
      return { run, because: `stopped ${stopped}${superseded}` };
    });
}

/**
 * Finished runs of an experiment and seed that was run again later, as with another version or other
 * data. They are removed only where they are named.
 *
 * @param runs - all runs
 * @returns those that a newer finished run stands beside
 */
export function supersededRuns(runs: readonly StoredRun[]): PrunableRun[] {
  return runs.filter(isDone).flatMap((run) => {
    const newer = newestLike(run, runs);
    return newer ? [{ run, because: `done, superseded by ${newer.id}` }] : [];
  });
}

/**
 * Removes a run's folder: its name goes at once, so that no half of it is ever taken for a run.
 *
 * @param run - a run
 * @throws RunError where a process is training it
 */
export async function removeRun({ outputs, id }: StoredRun): Promise<void> {
  const gone = join(outputs, `.removed-${id}`);
  await withRunLock(join(outputs, id), async () => {
    await rm(gone, { recursive: true, force: true });
    await rename(join(outputs, id), gone);
  });
  await rm(gone, { recursive: true, force: true });
}

function newestLike(run: StoredRun, runs: readonly StoredRun[]): StoredRun | undefined {
  return runs
    .filter(isDone)
    .filter(
      (other) =>
        other.id !== run.id &&
        other.changedAt > run.changedAt &&
        other.experiment.name === run.experiment.name &&
        other.experiment.seed === run.experiment.seed &&
        (!other.result.quick || isQuick(run)),
    )
    .sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1))[0];
}

function isQuick({ result, environment }: StoredRun): boolean {
  return result?.quick ?? environment?.quick ?? false;
}
