import { Command } from 'commander';
import { ArgumentError } from '../core/index.js';
import { findRuns, isDone, listRuns } from '../experiments/index.js';
import { MlflowServer, type Uploaded } from '../tracking/index.js';
import { uploadedText, uploadWithReport } from './log-to-mlflow.js';
import { type RunsOptions, withRunsOptions } from './runs-options.js';

const EXAMPLES = `
Environment:
  MLFLOW_TRACKING_URI         address of the server, such as http://127.0.0.1:5000
  MLFLOW_EXPERIMENT_NAME      its experiment (default: dermlab)
  MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN

Examples:
  $ MLFLOW_TRACKING_URI=http://127.0.0.1:5000 npx dermlab runs sync         all finished runs
  $ MLFLOW_TRACKING_URI=http://127.0.0.1:5000 npx dermlab runs sync 25e3

What is there already is not sent again, and an upload that broke off goes on.`;

/**
 * `dermlab runs sync`: logs finished runs to an MLflow server.
 *
 * @returns the command
 */
export function runsSyncCommand(): Command {
  const command = new Command('sync')
    .description('log finished runs to the MLflow server that MLFLOW_TRACKING_URI names')
    .argument('[runs...]', 'names of their folders, or parts of them; default: all that are done');
  return withRunsOptions(command).addHelpText('after', EXAMPLES).action(sync);
}

async function sync(names: string[], { out, json }: RunsOptions): Promise<void> {
  const server = new MlflowServer(process.env);
  const all = await listRuns(out);
  const chosen = names.length === 0 ? all.filter(isDone) : findRuns(all, names);
  const unfinished = chosen.find((run) => !isDone(run));
  if (unfinished)
    throw new ArgumentError(`${unfinished.id} is ${unfinished.status}; finish it first.`);
  const logged: (Uploaded & { readonly id: string })[] = [];
  for (const run of chosen.filter(isDone)) {
    const uploaded = await uploadWithReport(server, run);
    logged.push({ id: run.id, ...uploaded });
    if (!json) console.log(`${run.id} ${uploadedText(server, uploaded)}`);
  }
  if (json) console.log(JSON.stringify(logged, null, 2));
  else if (chosen.length === 0) console.log(`No run in ${out} is done.`);
}
