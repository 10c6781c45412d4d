import { stringify as stableJson } from 'safe-stable-stringify';
import { ArgumentError } from '../core/index.js';
import { type MeanAndSd, meanAndSd } from '../metrics/index.js';
import { predictsOneClass } from './predicts-one-class.js';
import type { RunResult } from './run-result.js';

/** The metrics that are summed up over seeds. */
export const SEED_METRICS = ['accuracy', 'balancedAccuracy', 'macroF1', 'rocAuc'] as const;

/** One experiment run with several seeds. */
export interface SeedsSummary {
  /** The runs, in the order given. */
  readonly runs: readonly RunResult[];
  /** Their seeds. */
  readonly seeds: readonly number[];
  /** Of each metric on the test rows: mean over the seeds, sample standard deviation, number of seeds. */
  readonly metrics: Readonly<Record<(typeof SEED_METRICS)[number], MeanAndSd>>;
  /** Runs that gave every test row the same class, and so have not learned; they count in the means. */
  readonly collapsed: number;
  /** True where epochs were cut for a quick look. */
  readonly quick: boolean;
}

/**
 * Sums up runs of one experiment that differ in their seed alone.
 *
 * @param runs - two or more finished runs
 * @returns mean ± standard deviation of the usual metrics
 * @throws ArgumentError where there are fewer than two, or anything but the seed differs
 * @remarks The deviation is NumPy's `std(ddof=1)`, over seeds: how far runs are apart. A run's own
 * interval is over lesions: how far its score would move with others. Neither holds the other. A seed
 * draws the split, too, where steps draw one, so that test rows differ from seed to seed.
 */
export function summariseSeeds(runs: readonly RunResult[]): SeedsSummary {
  const [first] = runs;
  if (!first || runs.length < 2) {
    throw new ArgumentError(`runs: expected two seeds or more, received ${runs.length}`);
  }
  const other = runs.find((run) => !isSameButSeed(run, first));
  if (other) {
    throw new ArgumentError(
      `runs: expected the same experiment and data but for the seed, received ${first.id} and ${other.id}`,
    );
  }
  const seeds = runs.map(({ experiment }) => experiment.seed);
  const twice = seeds.find((seed, index) => seeds.indexOf(seed) !== index);
  if (twice !== undefined) {
    throw new ArgumentError(`runs: expected seeds that differ, received ${twice} twice`);
  }
  const metrics = SEED_METRICS.map((name): [string, MeanAndSd] => [
    name,
    meanAndSd(runs.map(({ last }) => last[name].value)),
  ]);
  return {
    runs,
    seeds,
    metrics: Object.fromEntries(metrics) as SeedsSummary['metrics'],
    collapsed: runs.filter(({ last }) => predictsOneClass(last)).length,
    quick: first.quick,
  };
}

/**
 * Whether two runs are the same experiment on the same data, computed alike, but for the seed.
 *
 * @param run - one
 * @param other - another
 * @returns true where they are
 */
export function isSameButSeed(run: RunResult, other: RunResult): boolean {
  const key = ({ experiment, data, engine, quick, base }: RunResult) =>
    stableJson([{ ...experiment, seed: 0 }, data.sha256, engine.description, quick, base ?? null]);
  return key(run) === key(other);
}
