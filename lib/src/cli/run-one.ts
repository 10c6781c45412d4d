import {
  type Experiment,
  type RunContext,
  type RunResult,
  runExperiment,
} from '../experiments/index.js';
import { writeModelCard } from '../report/index.js';
import { fitView } from './fit-view.js';
import { logToMlflow } from './log-to-mlflow.js';
import { taskView } from './task-view.js';

/**
 * Runs an experiment with its progress on standard error.
 *
 * @param experiment - what to run
 * @param context - data, engine and folder
 * @returns its result, be it trained now or found done
 * @throws DermlabError where data, engine or folder is out of order
 */
export async function runOne(experiment: Experiment, context: RunContext): Promise<RunResult> {
  const preparing = taskView(`${experiment.title}: `);
  const fitting = fitView(experiment.title);
  try {
    const { result, wasDone } = await runExperiment(experiment, {
      ...context,
      onDecode: preparing.update,
      onFit: fitting.update,
      onResume: (epoch) => {
        console.error(`${experiment.title}: going on after epoch ${epoch}`);
      },
    });
    if (wasDone)
      console.error(
        `${experiment.title}: already done, shown from ${result.id}; --rerun trains anew`,
      );
    await keepModelCard(context, result, wasDone);
    await logToMlflow(context.outputs, result);
    return result;
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
