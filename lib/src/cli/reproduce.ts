import { join } from 'node:path';
import { Command } from 'commander';
import { libraryVersion } from '../core/index.js';
import { type Ham10000, loadHam10000 } from '../datasets/index.js';
import { type Engine, loadEngine } from '../engine/index.js';
import {
  type Experiment,
  openOutputs,
  PixelCache,
  type RunContext,
  type RunResult,
  runExperiment,
} from '../experiments/index.js';
import { type DataDescription, describeData, writeReport } from '../report/index.js';
import { fitView } from './fit-view.js';
import { interruptedByUser } from './interrupted-by-user.js';
import { dataOption, integerFrom, listOf } from './options.js';
import { progressView } from './progress-view.js';
import { MODELS, planReproduction } from './reproduce-plan.js';
import { resultsTable } from './results-table.js';

interface ReproduceOptions {
  readonly only?: readonly string[];
  readonly data?: string;
  readonly out: string;
  readonly seed?: number;
  readonly threads?: number;
  readonly quick: boolean;
  readonly rerun: boolean;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  $ npm start                                 all rows of the table, under an hour on 2 cores
  $ npm start -- --quick                      the whole way in a minute: two epochs, marked as such
  $ npx dermlab reproduce --only cnn          the CNN and its leak-free twin
  $ npx dermlab reproduce --data ~/ham10000   the full download in place of the embedded images
  $ npx dermlab reproduce --json >result.json

A run that was stopped goes on from its last finished epoch; one that is done is shown, not repeated.`;

/**
 * `dermlab reproduce`: source B's models, as published and leak-free, with a growing report.
 *
 * @returns the command
 */
export function reproduceCommand(): Command {
  return new Command('reproduce')
    .description('train the published models, and write their accuracies beside the leak-free ones')
    .option('--only <models>', `models to run, of ${MODELS.join(', ')}`, listOf(MODELS))
    .addOption(dataOption())
    .option('--out <folder>', 'where runs and report.html go', 'outputs')
    .option('--seed <number>', 'seed in place of the published 42', integerFrom(0, 2 ** 32 - 1))
    .option(
      '--threads <number>',
      'threads of TensorFlow (default: all cores)',
      integerFrom(1, 1024),
    )
    .option('--quick', 'two epochs a model: shows the way, says nothing about the models', false)
    .option('--rerun', 'train again what is already done', false)
    .option('--json', 'print the results as JSON on standard output', false)
    .addHelpText('after', EXAMPLES)
    .action(reproduce);
}

async function reproduce(options: ReproduceOptions): Promise<void> {
  const outputs = await openOutputs(options.out);
  const dataset = await loadHam10000(options.data === undefined ? {} : { path: options.data });
  try {
    const engine = await loadEngine({
      allowFallback: true,
      ...(options.threads === undefined ? {} : { threads: options.threads }),
    });
    const runs = await runAll({ ...options, out: outputs }, dataset, engine);
    console.log(options.json ? JSON.stringify(runs, null, 2) : resultsTable(runs));
  } finally {
    dataset.close();
  }
}

async function runAll(
  options: ReproduceOptions,
  dataset: Ham10000,
  engine: Engine,
): Promise<RunResult[]> {
  const notices = [...dataset.notices, ...engine.notices];
  for (const notice of notices) console.error(`Note: ${notice}`);
  const plan = planReproduction(options);
  const data = await describeData(dataset);
  const report = growingReport(options, plan, data, engine);
  const context = runContext(options, dataset, engine);
  const runs: RunResult[] = [];
  await report(runs);
  for (const experiment of plan) {
    runs.push(await runOne(experiment, context));
    await report(runs);
  }
  return runs;
}

function runContext(options: ReproduceOptions, dataset: Ham10000, engine: Engine): RunContext {
  const { quick, rerun } = options;
  const pixels = new PixelCache(dataset);
  return {
    dataset,
    engine,
    pixels,
    outputs: options.out,
    quick,
    rerun,
    signal: interruptedByUser(),
  };
}

function growingReport(
  options: ReproduceOptions,
  experiments: readonly Experiment[],
  data: DataDescription,
  engine: Engine,
): (runs: readonly RunResult[]) => Promise<void> {
  const path = join(options.out, 'report.html');
  const versions = {
    dermlab: libraryVersion(),
    Node: process.versions.node,
    engine: engine.description,
  };
  return async (runs) => {
    await writeReport(path, {
      experiments,
      runs,
      data,
      notices: engine.notices,
      versions,
      command: options.quick ? 'npm start -- --quick' : 'npm start',
    });
    const rest = experiments.length - runs.length;
    const state = rest === 0 ? 'complete' : `${runs.length} of ${experiments.length} rows so far`;
    console.error(`Report: ${path} (${state})`);
  };
}

async function runOne(experiment: Experiment, context: RunContext): Promise<RunResult> {
  const decoding = progressView(`${experiment.title}: decoding images`);
  const fitting = fitView(experiment.title);
  try {
    const { result, wasDone } = await runExperiment(experiment, {
      ...context,
      onDecode: ({ done, total }) => {
        decoding.update(done, total);
      },
      onFit: fitting.update,
      onResume: (epoch) => {
        console.error(`${experiment.title}: going on after epoch ${epoch}`);
      },
    });
    if (wasDone)
      console.error(
        `${experiment.title}: already done, shown from ${result.id}; --rerun trains anew`,
      );
    return result;
  } finally {
    decoding.stop();
    fitting.stop();
  }
}
