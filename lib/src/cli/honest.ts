import { join } from 'node:path';
import { Command } from 'commander';
import { type FinishedFolds, honestTable, type NearDuplicates } from '../audit/index.js';
import { cacheFolder, MEDICAL_NOTICE } from '../core/index.js';
import { type LesionFolds, openOutputs, type RunContext } from '../experiments/index.js';
import { type HonestSummary, honestSummary, writeHonestTable } from '../report/index.js';
import { chooseWeights } from './choose-weights.js';
import { openHonestData } from './honest-data.js';
import { HONEST_MODELS, planHonestTable } from './honest-plan.js';
import { honestText } from './honest-text.js';
import { interruptedByUser } from './interrupted-by-user.js';
import { openEngine } from './open-engine.js';
import { dataOption, listOf, weightsOption } from './options.js';
import { runFolds } from './run-folds.js';
import { type RunOptions, withRunOptions } from './run-options.js';
import { typedCommand } from './typed-command.js';

interface HonestOptions extends RunOptions {
  readonly only?: readonly string[];
  readonly data?: string;
  readonly folders?: string;
  readonly out: string;
}

const EXAMPLES = `
Examples:
  $ npx dermlab honest                       all models whose data and weights are here: hours on 2 cores
  $ npx dermlab honest --only source-b-cnn,source-c
  $ npx dermlab honest --only mobilenet-transfer,source-d-mobilenet --weights FILE
  $ npx dermlab honest --quick               the whole way in minutes: marked as such

Source E trains on class folders that are filled up by copies:
  $ npx dermlab preprocess --folders arranged --test-size 0 --validation-size 0
  $ npx dermlab augment --data arranged --per-class 500 --out augmented
  $ npx dermlab honest --folders augmented

Each model keeps its source's network, images, training and balance of classes; the folds are of lesions,
near-duplicates joined. A fold is a run with a folder of its own: what was stopped goes on, what is done is
shown. The page honest.html grows with each model.

${MEDICAL_NOTICE}`;

/**
 * `dermlab honest`: every published model on five folds of lesions.
 *
 * @returns the command
 */
export function honestCommand(): Command {
  const command = new Command('honest')
    .option(
      '--only <models>',
      `models to run, of ${HONEST_MODELS.join(', ')}`,
      listOf(HONEST_MODELS),
    )
    .addOption(dataOption())
    .option('--folders <folder>', 'source E’s class folders, filled up by `dermlab augment`')
    .addOption(weightsOption())
    .option('--out <folder>', 'where runs and honest.html go', 'outputs');
  return withRunOptions(command).addHelpText('after', EXAMPLES).action(honest);
}

async function honest(options: HonestOptions): Promise<void> {
  const { models, notices: leftOut } = planHonestTable(options);
  const outputs = await openOutputs(options.out);
  const engine = await openEngine(options);
  const cache = cacheFolder(process.env['DERMLAB_CACHE']);
  const chosen = await chooseWeights(
    models.map(({ experiment }) => experiment),
    {
      cache,
      whenAbsent: options.only ? 'fetch' : 'leave out',
      ...(options.weights === undefined ? {} : { weights: options.weights }),
    },
  );
  const data = await openHonestData(models, options);
  try {
    const about = [...data.values()].flatMap(({ dataset }) => dataset.notices);
    const notices = [...new Set([...leftOut, ...chosen.notices, ...about])];
    for (const notice of notices) console.error(`Note: ${notice}`);
    const { quick, rerun } = options;
    const shared = { engine, outputs, quick, rerun, cache, signal: interruptedByUser() };
    const plan = chosen.runnable.map(({ planned, experiment, weights }): PlannedFolds => {
      const { published } = models.find((model) => model.experiment === planned)!;
      const { dataset, pixels, nearDuplicates } = data.get(experiment.dataset)!;
      const context = { ...shared, dataset, pixels, ...(weights ? { weights } : {}) };
      return { published, experiment, nearDuplicates, context };
    });
    const summaries = await growingTable(plan, outputs, notices);
    console.log(options.json ? JSON.stringify(summaries, null, 2) : honestText(summaries));
  } finally {
    for (const { dataset } of data.values()) dataset.close();
  }
}

/** A model's folds, and what they are run with. */
interface PlannedFolds extends LesionFolds {
  readonly nearDuplicates: NearDuplicates;
  readonly context: RunContext;
}

async function growingTable(
  plan: readonly PlannedFolds[],
  outputs: string,
  notices: readonly string[],
): Promise<HonestSummary[]> {
  const path = join(outputs, 'honest.html');
  const finished: FinishedFolds[] = [];
  let summaries: HonestSummary[] = [];
  for (const { published, experiment, nearDuplicates, context } of plan) {
    const result = await runFolds(experiment, context);
    finished.push({ published, result, dataset: context.dataset, nearDuplicates });
    summaries = honestSummary(await honestTable(finished, outputs));
    await writeHonestTable(path, {
      summaries,
      pending: plan.slice(finished.length).map((folds) => folds.experiment.title),
      notices,
      command: typedCommand(),
    });
    console.error(`Table: ${path} (${finished.length} of ${plan.length} models)`);
  }
  return summaries;
}
