import { Argument, Command, InvalidArgumentError } from 'commander';
import { MEDICAL_NOTICE } from '../core/index.js';
import { PUBLISHED, type RunResult, summariseSeeds } from '../experiments/index.js';
import {
  type ExperimentOptions,
  withExperimentOptions,
  withOpenedExperiment,
} from './open-experiment.js';
import { runOne } from './run-one.js';
import { withRunOptionsButSeed } from './run-options.js';
import { seedsText } from './seeds-text.js';

interface SeedsOptions extends Omit<ExperimentOptions, 'seed'> {
  readonly seeds: readonly number[];
}

const HIGHEST_SEED = 2 ** 32 - 1;
const MOST_SEEDS = 1000;
const EXAMPLES = `
Examples:
  $ npx dermlab seeds source-b-mlp-grouped --seeds 42,43,44
  $ npx dermlab seeds source-b-cnn-grouped --seeds 42-46
  $ npx dermlab seeds source-b-cnn --seeds 1-3 --quick --json

Each seed is a run with a folder of its own: one that was stopped goes on, one that is done is shown, not
repeated. The standard deviation is over seeds (divided by their number less one), each run's 95 %
interval over lesions.

${MEDICAL_NOTICE}`;

/**
 * `dermlab seeds`: one experiment with several seeds, mean ± standard deviation.
 *
 * @returns the command
 */
export function seedsCommand(): Command {
  const command = new Command('seeds')
    .addArgument(
      new Argument('<experiment>', 'what is run').choices(PUBLISHED.map(({ name }) => name)),
    )
    .requiredOption('--seeds <list>', 'two seeds or more, such as 42,43,44 or 42-46', seedList);
  return withExperimentOptions(command, withRunOptionsButSeed)
    .addHelpText('after', EXAMPLES)
    .action(seeds);
}

async function seeds(name: string, options: SeedsOptions): Promise<void> {
  const published = PUBLISHED.find((other) => other.name === name)!;
  await withOpenedExperiment(published, options, async ({ experiment, context }) => {
    const runs: RunResult[] = [];
    for (const [index, seed] of options.seeds.entries()) {
      console.error(`Seed ${seed}: ${index + 1} of ${options.seeds.length}`);
      runs.push(await runOne({ ...experiment, seed }, context));
    }
    const summary = summariseSeeds(runs);
    console.log(options.json ? JSON.stringify(summary, null, 2) : seedsText(summary));
  });
}

/** Whole numbers and ranges of them, by commas. */
function seedList(text: string): number[] {
  const seeds = text.split(',').flatMap((part) => {
    const [, first, last = first] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part) ?? [];
    const [low, high] = [Number(first), Number(last)];
    const length = high - low + 1;
    return high <= HIGHEST_SEED && length > 0 && length <= MOST_SEEDS
      ? Array.from({ length }, (_, index) => low + index)
      : [Number.NaN];
  });
  if (seeds.length > 1 && new Set(seeds).size === seeds.length && !seeds.some(Number.isNaN))
    return seeds;
  throw new InvalidArgumentError(
    `Expected two different seeds or more, from 0 to ${HIGHEST_SEED}, such as 42,43,44 or 42-46.`,
  );
}
