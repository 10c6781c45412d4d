import type { Command } from 'commander';
import { integerFrom } from './options.js';

/** What every command that trains can be told. */
export interface RunOptions {
  /** In place of the experiments' own. */
  readonly seed?: number;
  /** Of TensorFlow; default all cores. */
  readonly threads?: number;
  /** Cut the epochs. */
  readonly quick: boolean;
  /** Train again what is already done. */
  readonly rerun: boolean;
  /** File of a pretrained base's weights, or `random`. */
  readonly weights?: string;
  /** Print results as JSON. */
  readonly json: boolean;
}

/**
 * Adds the options that every command that trains has.
 *
 * @param command - the command
 * @returns the same command
 */
export function withRunOptions(command: Command): Command {
  return command
    .option('--seed <number>', 'seed in place of the experiment’s own', integerFrom(0, 2 ** 32 - 1))
    .option(
      '--threads <number>',
      'threads of TensorFlow (default: all cores)',
      integerFrom(1, 1024),
    )
    .option('--quick', 'two epochs a model: shows the way, says nothing about the models', false)
    .option('--rerun', 'train again what is already done', false)
    .option('--json', 'print the results as JSON on standard output', false);
}
