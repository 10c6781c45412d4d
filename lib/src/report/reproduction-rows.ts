import { ArgumentError } from '../core/index.js';
import type { Experiment, RunResult } from '../experiments/index.js';

/** An experiment of the plan and, once it has finished, its run. */
export interface PlannedRun {
  /** What was or will be run. */
  readonly experiment: Experiment;
  /** Absent until it has finished. */
  readonly run?: RunResult;
}

/** One row of the main table: a model as published, beside its leak-free twin. */
export interface ReproductionRow {
  /** The model's name, e.g. `CNN`. */
  readonly title: string;
  /** The published experiment; absent where only its twin is in the plan. */
  readonly published?: PlannedRun;
  /** The leak-free twin; absent where the plan has none. */
  readonly leakFree?: PlannedRun;
}

/**
 * Pairs each published experiment with its leak-free twin, and both with their finished runs.
 *
 * @param experiments - the plan, in order
 * @param runs - finished runs, matched by their experiment's name
 * @returns a row a published experiment, in the plan's order; twins without one come last
 * @throws ArgumentError where two runs are of one experiment or a run is of none in the plan
 * @example
 * reproductionRows([sourceBCnn, sourceBCnnGrouped], []); // one row, both not finished yet
 */
export function reproductionRows(
  experiments: readonly Experiment[],
  runs: readonly RunResult[],
): ReproductionRow[] {
  const runOf = indexRuns(experiments, runs);
  const planned = (experiment: Experiment): PlannedRun => {
    const run = runOf.get(experiment.name);
    return run === undefined ? { experiment } : { experiment, run };
  };
  const published = experiments.filter((experiment) => experiment.leakFreeTwinOf === undefined);
  const names = new Set(published.map((experiment) => experiment.name));
  const alone = experiments.filter(({ leakFreeTwinOf: of }) => of !== undefined && !names.has(of));
  return [
    ...published.map((experiment) => {
      const twin = experiments.find((other) => other.leakFreeTwinOf === experiment.name);
      const row = { title: experiment.title, published: planned(experiment) };
      return twin === undefined ? row : { ...row, leakFree: planned(twin) };
    }),
    ...alone.map((twin) => ({ title: twin.title, leakFree: planned(twin) })),
  ];
}

function indexRuns(experiments: readonly Experiment[], runs: readonly RunResult[]) {
  const names = new Set(experiments.map((experiment) => experiment.name));
  const runOf = new Map<string, RunResult>();
  for (const run of runs) {
    const { name } = run.experiment;
    if (!names.has(name)) {
      const plan = [...names].join(', ');
      throw new ArgumentError(
        `Run ${run.id} is of experiment "${name}", expected one of the report's plan (${plan}); ` +
          'add it to experiments.',
      );
    }
    const other = runOf.get(name);
    if (other) {
      throw new ArgumentError(
        `Runs ${other.id} and ${run.id} are both of experiment "${name}", expected one run an ` +
          'experiment; pass the one to show.',
      );
    }
    runOf.set(name, run);
  }
  return runOf;
}
