import { Command } from 'commander';
import { runsCompareCommand } from './runs-compare.js';
import { runsListCommand } from './runs-list.js';
import { runsPruneCommand } from './runs-prune.js';
import { runsShowCommand } from './runs-show.js';
import { runsSyncCommand } from './runs-sync.js';

/**
 * `dermlab runs`: what stands in the outputs folder, a subcommand each.
 *
 * @returns the command
 */
export function runsCommand(): Command {
  return new Command('runs')
    .addCommand(runsListCommand())
    .addCommand(runsShowCommand())
    .addCommand(runsCompareCommand())
    .addCommand(runsPruneCommand())
    .addCommand(runsSyncCommand())
    .addHelpText(
      'after',
      '\nA run is named by its folder, by the beginning of that, or by four or more digits of the digest at its end.',
    );
}
