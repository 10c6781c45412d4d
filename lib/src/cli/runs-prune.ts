import { Command } from 'commander';
import { ArgumentError } from '../core/index.js';
import {
  findRuns,
  listRuns,
  type PrunableRun,
  removeRun,
  type StoredRun,
  stoppedRuns,
  supersededRuns,
} from '../experiments/index.js';
import { type RunsOptions, withRunsOptions } from './runs-options.js';
import { textTable } from './text-table.js';

interface PruneOptions extends RunsOptions {
  readonly yes: boolean;
}

const EXAMPLES = `
Examples:
  $ npx dermlab runs prune                  shows the runs that were stopped, and removes nothing
  $ npx dermlab runs prune --yes            removes them
  $ npx dermlab runs prune 25e3 --yes       removes this one, finished or not

A stopped run would go on if its command were given again. A finished one is removed only where it is named.`;

/**
 * `dermlab runs prune`: removes stopped runs, or those that are named.
 *
 * @returns the command
 */
export function runsPruneCommand(): Command {
  const command = new Command('prune')
    .description('show the runs that were stopped, and with --yes remove them')
    .argument(
      '[runs...]',
      'names of their folders, or parts of them; default: all that were stopped',
    )
    .option('--yes', 'remove them; without it nothing is removed', false);
  return withRunsOptions(command).addHelpText('after', EXAMPLES).action(prune);
}

async function prune(names: string[], { out, json, yes }: PruneOptions): Promise<void> {
  const all = await listRuns(out);
  const chosen = names.length === 0 ? stoppedRuns(all) : named(findRuns(all, names), all);
  if (yes) {
    for (const { run } of chosen) await removeRun(run);
  }
  if (json) {
    const runs = chosen.map(({ run: { id, status }, because }) => ({ id, status, because }));
    console.log(JSON.stringify({ removed: yes, runs }, null, 2));
    return;
  }
  console.log(summary(chosen, yes));
  const superseded = names.length === 0 ? supersededRuns(all) : [];
  if (superseded.length > 0) {
    console.log(`\nKept, since finished runs must be named:\n${lines(superseded)}`);
  }
}

function named(runs: readonly StoredRun[], all: readonly StoredRun[]): PrunableRun[] {
  const running = runs.find(({ status }) => status === 'running');
  if (running) {
    throw new ArgumentError(
      `${running.id} is being trained by process ${running.processId ?? ''}; stop it first.`,
    );
  }
  const known = [...stoppedRuns(all), ...supersededRuns(all)];
  return [...new Set(runs)].map(
    (run) => known.find((other) => other.run === run) ?? { run, because: run.status },
  );
}

function summary(chosen: readonly PrunableRun[], yes: boolean): string {
  if (chosen.length === 0) return 'No run was stopped; nothing to remove.';
  if (yes) return `Removed:\n${lines(chosen)}`;
  return `Would be removed:\n${lines(chosen)}\n\nNothing was removed. --yes removes ${chosen.length === 1 ? 'it' : `all ${chosen.length}`}.`;
}

function lines(runs: readonly PrunableRun[]): string {
  return textTable(runs.map(({ run, because }) => [`  ${run.id}`, because])).join('\n');
}
