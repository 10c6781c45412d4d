import { type Command, Option } from 'commander';
import type { DtypePolicy } from '../engine/index.js';
import { integerFrom } from './options.js';

/** What every command that trains can be told. */
export interface RunOptions {
  /** In place of the experiments' own. */
  readonly seed?: number;
  /** Of TensorFlow; default all cores. */
  readonly threads?: number;
  /** How training steps compute; default float32. */
  readonly dtypePolicy?: DtypePolicy;
  /** Cut the epochs. */
  readonly quick: boolean;
  /** Train again what is already done. */
  readonly rerun: boolean;
  /** File of a pretrained base's weights, or `random`. */
  readonly weights?: string;
  /** Count near-duplicates as images of one lesion. */
  readonly joinNearDuplicates?: boolean;
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
  return withRunOptionsButSeed(
    command.option(
      '--seed <number>',
      'seed in place of the experiment’s own',
      integerFrom(0, 2 ** 32 - 1),
    ),
  );
}

/**
 * Adds the options that every command that trains has, but for the seed.
 *
 * @param command - the command
 * @returns the same command
 */
export function withRunOptionsButSeed(command: Command): Command {
  return command
    .option(
      '--threads <number>',
      'threads of TensorFlow (default: all cores)',
      integerFrom(1, 1024),
    )
    .addOption(
      new Option(
        '--dtype-policy <policy>',
        'mixed_bfloat16 trains faster where the processor has units for it, and rounds more',
      ).choices(['float32', 'mixed_bfloat16']),
    )
    .option('--quick', 'two epochs a model: shows the way, says nothing about the models', false)
    .option('--rerun', 'train again what is already done', false)
    .option('--json', 'print the results as JSON on standard output', false);
}

/**
 * `--join-near-duplicates`, for commands that can split by lesion.
 *
 * @returns the option
 */
export function joinOption(): Option {
  return new Option(
    '--join-near-duplicates',
    'compare all images by their pixels first, and count near-duplicates as one lesion',
  ).default(false);
}
