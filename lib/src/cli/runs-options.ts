import type { Command } from 'commander';

/** What every subcommand of `runs` can be told. */
export interface RunsOptions {
  /** The folder of the runs. */
  readonly out: string;
  /** Print as JSON. */
  readonly json: boolean;
}

/**
 * Adds the options that every subcommand of `runs` has.
 *
 * @param command - the subcommand
 * @returns the same command
 */
export function withRunsOptions(command: Command): Command {
  return command
    .option('--out <folder>', 'where the runs are', 'outputs')
    .option('--json', 'print as JSON on standard output', false);
}
