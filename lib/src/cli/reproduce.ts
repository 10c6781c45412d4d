import { Command } from 'commander';
import { describeData } from '../report/index.js';
import { openHam10000 } from './open-ham10000.js';
import { dataOption, listOf, weightsOption } from './options.js';
import { MODELS, planReproduction } from './reproduce-plan.js';
import { resultsTable } from './results-table.js';
import { readAudits } from './run-details.js';
import { joinOption, type RunOptions, withRunOptions } from './run-options.js';
import { runPlan } from './run-plan.js';

interface ReproduceOptions extends RunOptions {
  readonly only?: readonly string[];
  readonly data?: string;
  readonly out: string;
}

const EXAMPLES = `
Examples:
  $ npm start                                 all rows of the table, under an hour on 2 cores
  $ npm start -- --quick                      the whole way in a minute: two epochs, marked as such
  $ npx dermlab reproduce --only cnn          the CNN and its leak-free twin
  $ npx dermlab reproduce --data ~/ham10000   the full download in place of the embedded images
  $ npx dermlab reproduce --only vgg16-transfer              fetches ImageNet weights (59 MB) once
  $ npx dermlab reproduce --only vgg16-transfer --weights FILE.h5
  $ npx dermlab reproduce --json >result.json

A run that was stopped goes on from its last finished epoch; one that is done is shown, not repeated.`;

/**
 * `dermlab reproduce`: source B's models, as published and leak-free, with a growing report.
 *
 * @returns the command
 */
export function reproduceCommand(): Command {
  const command = new Command('reproduce')
    .option('--only <models>', `models to run, of ${MODELS.join(', ')}`, listOf(MODELS))
    .addOption(dataOption())
    .addOption(weightsOption())
    .addOption(joinOption())
    .option('--out <folder>', 'where runs and report.html go', 'outputs');
  return withRunOptions(command).addHelpText('after', EXAMPLES).action(reproduce);
}

async function reproduce(options: ReproduceOptions): Promise<void> {
  const dataset = await openHam10000(options.data);
  try {
    const plan = {
      experiments: planReproduction(options),
      dataset,
      data: await describeData(dataset),
      outputs: options.out,
      report: 'report.html',
      command: options.quick ? 'npm start -- --quick' : 'npm start',
      // What was not asked for by name is no reason to download, or to fail.
      whenWeightsAbsent: options.only ? 'fetch' : 'leave out',
    } as const;
    const runs = await runPlan(plan, options);
    const audits = await readAudits(options.out, runs);
    console.log(options.json ? JSON.stringify(runs, null, 2) : resultsTable(runs, audits));
  } finally {
    dataset.close();
  }
}
