import { join } from 'node:path';
import { ArgumentError, libraryVersion, RunError } from '../core/index.js';
import type { EvaluationMetric } from '../metrics/index.js';
import { COMPARED_METRICS } from './compare-runs.js';
import type { Experiment } from './experiment.js';
import type { RunContext } from './run-context.js';
import { runExperiment } from './run-experiment.js';
import { withRunLock } from './run-lock.js';
import type { RunResult } from './run-result.js';
import { runRows } from './run-rows.js';
import { summariseSplit } from './split-summary.js';
import { sweepCandidate, sweepWinner } from './sweep-candidates.js';
import { readSweep, sweepId, writeSweep } from './sweep-folder.js';
import { rankCandidates, type Sweep, sweepScores } from './sweep-result.js';
import { assignmentsOf, type SweepSpace } from './sweep-space.js';

/**
 * Runs an experiment in its folder.
 *
 * @param experiment - what to run
 * @param context - data, engine and folder
 * @returns its result, be it trained now or found done
 */
export type RunCandidate = (experiment: Experiment, context: RunContext) => Promise<RunResult>;

/** What a sweep tries, and how it decides. */
export interface SweepOptions {
  /** What is tried. */
  readonly space: SweepSpace;
  /** What decides, on the validation rows; default `balancedAccuracy`. */
  readonly metric?: EvaluationMetric;
  /**
   * Told before each candidate's run, after the last one's, and after the winner's.
   *
   * @param sweep - as far as it has come
   */
  readonly onProgress?: (sweep: Sweep) => Promise<void> | void;
  /** Runs a candidate; default {@link runExperiment}. */
  readonly runCandidate?: RunCandidate;
  /** Runs the winner; default {@link runExperiment}. */
  readonly runWinner?: RunCandidate;
}

/**
 * Searches for the values with which an experiment does best, and tests the best ones once.
 *
 * Candidates are runs of their own, trained and scored without the test side: their first step after
 * the split takes it away, and a fold of the remaining lesions, the validation rows, stands in for it.
 * The best one alone is then run on the full split. What was stopped goes on, with finished
 * candidates read back, and ends in the same `sweep.json`.
 *
 * @param experiment - what is swept, with a test side of lesions of its own
 * @param options - what to try, and what decides
 * @param context - data, engine and folder
 * @returns all candidates with their validation scores, and the winner with its test scores
 * @throws ArgumentError where the space does not fit, the experiment cannot be swept honestly, or the
 * sweep has been decided by another metric
 * @throws DermlabError where data, engine or folder is out of order
 * @throws DOMException named AbortError where the signal stops it
 * @remarks The winner's validation score is the highest of many and so optimistic; its test score is
 * not, as long as nothing is chosen by it.
 * @example
 * ```ts no-run
 * const dataset = await loadHam10000();
 * const context = { dataset, pixels: new PixelCache(dataset), engine: await loadEngine() };
 * const space = { grid: { 'training.optimizer.learningRate': [1e-3, 3e-4], 'training.batchSize': [16, 32] } };
 * const folder = { outputs: 'outputs', quick: false, rerun: false };
 * const sweep = await runSweep(sourceBCnnGrouped, { space }, { ...context, ...folder });
 * sweep.winner?.test?.metrics.balancedAccuracy;
 * ```
 */
export async function runSweep(
  experiment: Experiment,
  options: SweepOptions,
  context: RunContext,
): Promise<Sweep> {
  const begun = beginSweep(experiment, options, context);
  const { outputs } = context;
  return withRunLock(join(outputs, begun.id), async () => {
    await checkMetric(begun, outputs, context.rerun);
    const keep = async (sweep: Sweep) => {
      await writeSweep(outputs, sweep);
      await options.onProgress?.(sweep);
      return sweep;
    };
    const scored = await scoreCandidates(begun, options, context, keep);
    return testWinner(scored, options, context, keep);
  });
}

function beginSweep(
  experiment: Experiment,
  { space, metric = 'balancedAccuracy' }: SweepOptions,
  context: RunContext,
): Sweep {
  if (!COMPARED_METRICS.includes(metric)) {
    throw new ArgumentError(
      `metric: expected one of ${COMPARED_METRICS.join(', ')}, received ${metric}`,
    );
  }
  const { dataset, engine, quick, weights } = context;
  const assignments = assignmentsOf(space, experiment);
  // Whatever does not fit is to end a sweep before its first run, not after its last.
  for (const assignment of assignments) sweepCandidate(experiment, assignment);
  checkTestSide(experiment, context);
  const id = sweepId({
    experiment,
    assignments,
    dataSha256: dataset.sha256,
    engine: engine.description,
    version: libraryVersion(),
    ...(weights ? { weightsSha256: weights.sha256 } : {}),
    ...(quick ? { quick } : {}),
  });
  const { name, description, sha256, rows, missing } = dataset;
  const images = rows.length - missing.length;
  return {
    id,
    experiment,
    space,
    metric,
    quick,
    data: { name, description, sha256, images, missingImages: missing.length },
    engine: engine.description,
    classes: dataset.classes,
    candidates: assignments.map((assignment) => ({ assignment })),
  };
}

/** A data set may bring a test side whose lesions are in training, too. */
function checkTestSide(experiment: Experiment, { dataset }: RunContext): void {
  const { rows, prepared } = runRows(dataset, experiment);
  const { testRows, testRowsWithLesionInTrain: leaked } = summariseSplit(
    rows,
    dataset.classes,
    prepared,
    experiment.steps,
  );
  if (leaked === 0) return;
  throw new ArgumentError(
    `${experiment.name} cannot be swept honestly on these data: ${leaked} of its ${testRows} test rows show a lesion that is also in training. Split them by lesion.`,
  );
}

/** A second look at the test rows, by another metric, would make them rows to choose by. */
async function checkMetric({ id, metric }: Sweep, outputs: string, rerun: boolean): Promise<void> {
  const before = rerun ? undefined : await readSweep(outputs, id);
  if (!before?.winner || before.metric === metric) return;
  throw new ArgumentError(
    `${id} has been decided by ${before.metric}, expected the same, received ${metric}: its test rows are looked at once. To forget that decision, delete ${join(outputs, id)}.`,
  );
}

async function runAlone(experiment: Experiment, context: RunContext): Promise<RunResult> {
  return (await runExperiment(experiment, context)).result;
}

async function scoreCandidates(
  begun: Sweep,
  { runCandidate = runAlone }: SweepOptions,
  context: RunContext,
  keep: (sweep: Sweep) => Promise<Sweep>,
): Promise<Sweep> {
  const outputs = join(context.outputs, begun.id, 'candidates');
  let sweep = await keep(begun);
  for (const [index, { assignment }] of begun.candidates.entries()) {
    const candidate = sweepCandidate(begun.experiment, assignment);
    const result = await runCandidate(candidate, { ...context, outputs });
    const scored = { assignment, run: result.id, validation: sweepScores(result) };
    sweep = await keep({ ...sweep, candidates: sweep.candidates.with(index, scored) });
  }
  return sweep;
}

async function testWinner(
  sweep: Sweep,
  { runWinner = runAlone }: SweepOptions,
  context: RunContext,
  keep: (sweep: Sweep) => Promise<Sweep>,
): Promise<Sweep> {
  const [best = -1] = rankCandidates(sweep);
  const { assignment, validation } = sweep.candidates[best]!;
  if (!Number.isFinite(validation?.metrics[sweep.metric].value)) {
    throw new RunError(
      `${sweep.id} has no winner: ${sweep.metric} is undefined for every candidate; decide by another metric`,
    );
  }
  const { prepared } = runRows(context.dataset, sweep.experiment);
  const experiment = sweepWinner(sweep.experiment, assignment, prepared.validation !== undefined);
  const chosen = { candidate: best, experiment };
  await keep({ ...sweep, winner: chosen });
  const result = await runWinner(experiment, context);
  return keep({ ...sweep, winner: { ...chosen, run: result.id, test: sweepScores(result) } });
}
