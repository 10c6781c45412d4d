import {
  type Experiment,
  type FinishedRun,
  type RunContext,
  type RunResult,
  runExperiment,
} from '../experiments/index.js';
import { writeModelCard } from '../report/index.js';
import { fitView } from './fit-view.js';
import { logToMlflow } from './log-to-mlflow.js';
import { taskView } from './task-view.js';

/**
 * Runs an experiment with its progress on standard error, writes its card, and logs it where runs are
 * logged.
 *
 * @param experiment - what to run
 * @param context - data, engine and folder
 * @returns its result, be it trained now or found done
 * @throws DermlabError where data, engine or folder is out of order
 */
export async function runOne(experiment: Experiment, context: RunContext): Promise<RunResult> {
  const { result, wasDone } = await showRun(experiment, context);
  await keepModelCard(context, result, wasDone);
  await logToMlflow(context.outputs, result);
  return result;
}

/**
 * Runs an experiment with its progress on standard error, and nothing else.
 *
 * @param experiment - what to run
 * @param context - data, engine and folder
 * @returns its result, and whether it was found done
 * @throws DermlabError where data, engine or folder is out of order
 */
export async function showRun(experiment: Experiment, context: RunContext): Promise<FinishedRun> {
  const preparing = taskView(`${experiment.title}: `);
  const fitting = fitView(experiment.title);
  try {
    const finished = await runExperiment(experiment, {
      ...context,
      onDecode: preparing.update,
      onFit: fitting.update,
      onResume: (epoch) => {
        console.error(`${experiment.title}: going on after epoch ${epoch}`);
      },
    });
    if (finished.wasDone)
      console.error(
        `${experiment.title}: already done, shown from ${finished.result.id}; --rerun trains anew`,
      );
    return finished;
  } finally {
    preparing.stop();
    fitting.stop();
  }
}

/** Written anew with what an audit has found since; a run that is done may be without its predictions. */
async function keepModelCard(
  { outputs, dataset }: RunContext,
  result: RunResult,
  wasDone: boolean,
): Promise<void> {
  try {
    await writeModelCard(outputs, result, dataset);
  } catch (error) {
    if (!wasDone) throw error;
    console.error(`Note: ${result.id} gets no new model card: ${(error as Error).message}`);
  }
}
