import { join } from 'node:path';
import { cacheFolder, libraryVersion } from '../core/index.js';
import type { ImageDataset } from '../datasets/index.js';
import type { Engine } from '../engine/index.js';
import { type Experiment, openOutputs, PixelCache, type RunResult } from '../experiments/index.js';
import { type DataDescription, type RunDetails, writeReport } from '../report/index.js';
import { chooseWeights } from './choose-weights.js';
import { interruptedByUser } from './interrupted-by-user.js';
import { joinedIf } from './near-duplicates.js';
import { openEngine } from './open-engine.js';
import { readRunDetails } from './run-details.js';
import { runOne } from './run-one.js';
import type { RunOptions } from './run-options.js';

/** Experiments to run on one data set, and how their report begins. */
export interface Plan {
  /** In the order in which they are run. */
  readonly experiments: readonly Experiment[];
  /** The data set, opened. */
  readonly dataset: ImageDataset;
  /** What the report says of it. */
  readonly data: DataDescription;
  /** Folder of the runs and of the report. */
  readonly outputs: string;
  /** The report's file name: one for each plan, so that none overwrites another's. */
  readonly report: string;
  /** The command that makes the report again. */
  readonly command: string;
  /** The report's heading; default that of the published reproductions. */
  readonly title?: string;
  /** Anything else that a reader must know, a sentence each. */
  readonly notices?: readonly string[];
  /** What happens to a model whose pretrained weights are not here; default: they are fetched. */
  readonly whenWeightsAbsent?: 'fetch' | 'leave out';
}

/**
 * Runs experiments one after another, with progress on standard error and a report that grows.
 *
 * @param plan - what to run on what
 * @param options - seed, threads, quick, rerun
 * @returns their results, in the plan's order
 * @throws DermlabError where data, engine or folder is out of order
 */
export async function runPlan(plan: Plan, options: RunOptions): Promise<RunResult[]> {
  const outputs = await openOutputs(plan.outputs);
  const { seed, quick, rerun } = options;
  const engine = await openEngine(options);
  const dataset = await joinedIf(plan.dataset, options.joinNearDuplicates);
  const cache = cacheFolder(process.env['DERMLAB_CACHE']);
  const chosen = await chooseWeights(plan.experiments, {
    cache,
    whenAbsent: plan.whenWeightsAbsent ?? 'fetch',
    ...(options.weights === undefined ? {} : { weights: options.weights }),
  });
  const notices = [...(plan.notices ?? []), ...chosen.notices];
  for (const notice of [...notices, ...dataset.notices]) {
    console.error(`Note: ${notice}`);
  }
  const runnable = chosen.runnable.map(({ experiment, weights }) => ({
    experiment: seed === undefined ? experiment : { ...experiment, seed },
    ...(weights ? { weights } : {}),
  }));
  const experiments = runnable.map(({ experiment }) => experiment);
  const report = growingReport({ ...plan, outputs, experiments, notices }, engine);
  const pixels = new PixelCache(dataset);
  const signal = interruptedByUser();
  const context = { dataset, engine, pixels, outputs, quick, rerun, cache, signal };
  const runs: RunResult[] = [];
  await report(runs);
  for (const { experiment, ...weights } of runnable) {
    runs.push(await runOne(experiment, { ...context, ...weights }));
    await report(runs);
  }
  return runs;
}

function growingReport(
  { outputs, report, experiments, data, command, title, notices = [] }: Plan,
  engine: Engine,
): (runs: readonly RunResult[]) => Promise<void> {
  const path = join(outputs, report);
  const versions = {
    dermlab: libraryVersion(),
    Node: process.versions.node,
    engine: engine.description,
  };
  return async (runs) => {
    await writeReport(path, {
      experiments,
      runs,
      details: await detailsOf(runs, outputs),
      data,
      notices: [...notices, ...engine.notices],
      versions,
      command,
      ...(title === undefined ? {} : { title }),
    });
    const rest = experiments.length - runs.length;
    const state = rest === 0 ? 'complete' : `${runs.length} of ${experiments.length} rows so far`;
    console.error(`Report: ${path} (${state})`);
  };
}

async function detailsOf(
  runs: readonly RunResult[],
  outputs: string,
): Promise<ReadonlyMap<string, RunDetails>> {
  const details = new Map<string, RunDetails>();
  for (const run of runs) details.set(run.id, await readRunDetails(outputs, run));
  return details;
}
