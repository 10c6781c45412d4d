import type { Command } from 'commander';
import { RunFolder, type RunResult, withEpochs } from '../experiments/index.js';
import { loadKerasModel, saveKerasModel } from '../keras-files/index.js';
import { writeModelCard } from '../report/index.js';
import { integerFrom, modelFile } from './options.js';
import { resultsTable } from './results-table.js';
import { readAudits } from './run-details.js';
import { joinOption, type RunOptions, withRunOptions } from './run-options.js';
import { type Plan, runPlan } from './run-plan.js';

const MAX_EPOCHS = 100_000;

/** What every `dermlab train …` can be told. */
export interface TrainOptions extends RunOptions {
  /** File for the trained model; where there are several, their names are made of it. */
  readonly out?: string;
  /** Folder of the runs and the report. */
  readonly runs: string;
  /** In place of the experiments' own. */
  readonly epochs?: number;
}

/**
 * Adds the options that every `dermlab train …` has.
 *
 * @param command - the command
 * @returns the same command
 */
export function withTrainOptions(command: Command): Command {
  return withRunOptions(
    command
      .option(
        '--out <file>',
        'write the model to this .h5 or .keras file, as Keras does; of several, each to a file with its experiment’s name before the ending',
        modelFile,
      )
      .option('--runs <folder>', 'where runs and the report go', 'outputs')
      .option('--epochs <number>', 'epochs at most', integerFrom(1, MAX_EPOCHS))
      .addOption(joinOption()),
  );
}

/**
 * Runs experiments, writes their models where they are wanted, and prints the results.
 *
 * @param plan - what to run on what
 * @param options - as typed
 * @throws DermlabError where data, engine, folder or model file is out of order
 */
export async function trainPlan(plan: Omit<Plan, 'outputs'>, options: TrainOptions): Promise<void> {
  const { epochs } = options;
  const experiments = plan.experiments.map((experiment) =>
    epochs === undefined ? experiment : withEpochs(experiment, epochs),
  );
  const runs = await runPlan({ ...plan, experiments, outputs: options.runs }, options);
  for (const run of runs) {
    if (options.out === undefined) break;
    const file = runs.length === 1 ? options.out : named(options.out, run);
    await writeModel(run, options.runs, file);
    await writeModelCard(options.runs, run, plan.dataset, file);
  }
  const audits = await readAudits(options.runs, runs);
  console.log(options.json ? JSON.stringify(runs, null, 2) : resultsTable(runs, audits));
}

/** `model-source-d-cnn.h5` of `model.h5`: of several models each has a file of its own. */
function named(file: string, { experiment }: RunResult): string {
  return file.replace(/\.\w+$/, (ending) => `-${experiment.name}${ending}`);
}

async function writeModel({ id }: RunResult, outputs: string, file: string): Promise<void> {
  const model = await loadKerasModel(new RunFolder(outputs, id).model);
  await saveKerasModel(model, file);
  model.dispose();
  console.error(`Model: ${file}`);
}
