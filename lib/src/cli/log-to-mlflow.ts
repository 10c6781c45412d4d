import { DermlabError } from '../core/index.js';
import { type DoneRun, isDone, type RunResult, readStoredRun } from '../experiments/index.js';
import { renderRunReport } from '../report/index.js';
import { MlflowServer, type Uploaded, uploadRun } from '../tracking/index.js';
import { readRunDetails } from './run-details.js';

/**
 * Logs a finished run to the MLflow server that `MLFLOW_TRACKING_URI` names, if it names one, and
 * says in a line of standard error what became of it. A server that is down stops nothing.
 *
 * @param outputs - the outputs folder
 * @param result - of the run
 */
export async function logToMlflow(outputs: string, { id }: RunResult): Promise<void> {
  if (!process.env['MLFLOW_TRACKING_URI']) return;
  try {
    const run = await readStoredRun(outputs, id);
    if (!run || !isDone(run)) return;
    const server = new MlflowServer(process.env);
    const uploaded = await uploadWithReport(server, run);
    if (!uploaded.wasThere) console.error(`MLflow: ${id} ${uploadedText(server, uploaded)}`);
  } catch (error) {
    if (!(error instanceof DermlabError)) throw error;
    console.error(
      `MLflow: ${id} is not logged: ${error.message}. "npx dermlab runs sync" does it later.`,
    );
  }
}

/**
 * Logs a run with a report of its own among its artefacts.
 *
 * @param server - where to
 * @param run - a finished run
 * @returns what became of it
 */
export async function uploadWithReport(server: MlflowServer, run: DoneRun): Promise<Uploaded> {
  return uploadRun(server, run, [
    {
      name: 'report.html',
      content: async () =>
        renderRunReport(run.result, await readRunDetails(run.outputs, run.result)),
    },
  ]);
}

/**
 * What became of an upload, in words.
 *
 * @param server - where to
 * @param uploaded - what became of it
 * @returns e.g. `is logged as 1f3c… at http://127.0.0.1:5000`
 */
export function uploadedText({ uri }: MlflowServer, { runId, wasThere, notice }: Uploaded): string {
  const how = wasThere ? 'was there already' : 'is logged';
  return `${how} as ${runId} at ${uri}${notice ? `. ${notice}` : ''}`;
}
