import { join } from 'node:path';
import { Argument, Command, Option } from 'commander';
import { MEDICAL_NOTICE, timeLeft } from '../core/index.js';
import {
  assignmentsOf,
  assignmentText,
  COMPARED_METRICS,
  candidateSteps,
  type Experiment,
  PUBLISHED,
  type RunContext,
  type RunResult,
  runSweep,
  SWEEP_FIELDS,
  type Sweep,
  type SweepSpace,
  withAssignment,
} from '../experiments/index.js';
import { writeSweepReport } from '../report/index.js';
import {
  type ExperimentOptions,
  type OpenedExperiment,
  withExperimentOptions,
  withOpenedExperiment,
} from './open-experiment.js';
import { integerFrom } from './options.js';
import { runOne, showRun } from './run-one.js';
import { type SpaceOptions, typedSpace } from './sweep-space-options.js';
import { candidateLine, sweepText } from './sweep-text.js';
import { typedCommand } from './typed-command.js';

interface SweepOptions extends ExperimentOptions, SpaceOptions {
  readonly metric: (typeof COMPARED_METRICS)[number];
}

const MAX_DRAWS = 10_000;
const EXAMPLES = `
Examples:
  $ npx dermlab sweep source-b-cnn-grouped --grid training.optimizer.learningRate=0.001,0.0003 --grid training.batchSize=16,32
  $ npx dermlab sweep source-d-cnn-grouped --data isic2019 --random 8 \\
      --sample 'training.optimizer.learningRate=loguniform(1e-4,1e-2)' --sample training.classWeight=balanced,none
  $ npx dermlab sweep source-b-mlp-grouped --space space.json --metric macroF1
  $ npx dermlab sweep source-b-cnn-grouped --grid training.epochs=10,20 --quick

Candidates are trained without the test rows, and scored on a fold of the lesions that are left. The best
one alone is then run on the full split, and its test rows are looked at once. A sweep that was stopped
goes on; candidates that are done are shown, not repeated. Its folder holds sweep.json and report.html.

space.json: {"grid": {"training.batchSize": [16, 32]}}, or a list of such grids; or
{"distributions": {"training.batchSize": {"distribution": "randint", "low": 8, "high": 65}}, "nIter": 5}

Fields: ${SWEEP_FIELDS.join(', ')}

${MEDICAL_NOTICE}`;

/**
 * `dermlab sweep`: values of an experiment's fields tried on validation rows, the best ones tested once.
 *
 * @returns the command
 */
export function sweepCommand(): Command {
  const command = new Command('sweep')
    .addArgument(
      new Argument('<experiment>', 'what is swept, leak-free').choices(
        PUBLISHED.map(({ name }) => name),
      ),
    )
    .option('--grid <field=values>', 'values to try, in every combination', added)
    .option('--sample <field=values>', 'values to draw from: a list, or a distribution', added)
    .option('--random <number>', 'draw so many combinations', integerFrom(1, MAX_DRAWS))
    .option('--space <file>', 'all of that, as JSON')
    .addOption(
      new Option('--metric <name>', 'what decides, on the validation rows')
        .choices(COMPARED_METRICS)
        .default('balancedAccuracy'),
    );
  return withExperimentOptions(command).addHelpText('after', EXAMPLES).action(sweep);
}

function added(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

async function sweep(name: string, options: SweepOptions): Promise<void> {
  const experiment = PUBLISHED.find((other) => other.name === name)!;
  const space = await typedSpace(options);
  // What does not fit is misuse, whatever the data.
  candidateSteps(experiment);
  for (const assignment of assignmentsOf(space, experiment)) withAssignment(experiment, assignment);
  await withOpenedExperiment(experiment, options, async (opened) => {
    const result = await shownSweep(opened, space, options);
    console.log(options.json ? JSON.stringify(result, null, 2) : sweepText(result));
  });
}

async function shownSweep(
  { experiment, context }: OpenedExperiment,
  space: SweepSpace,
  { metric }: SweepOptions,
): Promise<Sweep> {
  const view = sweepView();
  const onProgress = async (sweep: Sweep) => {
    const path = join(context.outputs, sweep.id, 'report.html');
    await writeSweepReport(path, { sweep, command: typedCommand() });
    view.update(sweep);
    if (sweep.winner?.test) console.error(`Report: ${path}`);
  };
  const { runCandidate } = view;
  return runSweep(
    experiment,
    { space, metric, onProgress, runCandidate, runWinner: runOne },
    context,
  );
}

/** Says which candidate of how many is tried, what it came to, and how long the others may take. */
function sweepView() {
  let latest: Sweep | undefined;
  let clock = timeLeft();
  let wasDone = false;
  const done = (sweep: Sweep) => sweep.candidates.filter(({ validation }) => validation).length;
  return {
    update(sweep: Sweep): void {
      const before = latest;
      latest = sweep;
      const now = done(sweep);
      // The pace is that of candidates that are trained now, not of those that are found done.
      if (!before || wasDone) clock = timeLeft();
      const left = clock(now, sweep.candidates.length + 1);
      if (before && now > done(before)) console.error(candidateLine(sweep, now, left));
      else if (sweep.winner && !sweep.winner.test) {
        console.error(
          `Chosen: ${assignmentText(sweep.candidates[sweep.winner.candidate]!.assignment)}; now on the full split`,
        );
      }
    },
    runCandidate: async (candidate: Experiment, context: RunContext): Promise<RunResult> => {
      const finished = await showRun(candidate, context);
      ({ wasDone } = finished);
      return finished.result;
    },
  };
}
