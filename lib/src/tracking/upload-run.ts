import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DoneRun, RunFolder } from '../experiments/index.js';
import { mlflowRecord } from './mlflow-record.js';
import type { MlflowServer } from './mlflow-server.js';
import { TrackingError } from './tracking-error.js';

/** Files of a run folder that become artefacts. */
const FILES = [
  'config.json',
  'environment.json',
  'history.json',
  'metrics.json',
  'predictions.csv',
  'validation-predictions.csv',
  'subgroups.json',
  'model.h5',
  'model-card.md',
] as const;

/** The most that one request may hold. */
const METRICS_PER_BATCH = 1000;
const TEXTS_PER_BATCH = 100;

/** How far the upload of a run is; `mlflow.json` of its folder. */
interface UploadMarker {
  /** The server's address. */
  readonly uri: string;
  /** The run's id on the server. */
  readonly runId: string;
  /** Where the server keeps its artefacts. */
  readonly artifactUri: string;
  /** The run's training, so that one that was trained anew is uploaded anew. */
  readonly key: string;
  /** True where parameters, metrics and tags are there. */
  readonly logged: boolean;
  /** Artefacts that are there. */
  readonly artifacts: readonly string[];
  /** True where all is there. */
  readonly done: boolean;
}

/** An artefact that is not a file of the run folder. */
export interface ExtraArtifact {
  /** File name. */
  readonly name: string;
  /** Makes the content; asked for only where it is to be uploaded. */
  readonly content: () => Promise<string>;
}

/** What became of an upload. */
export interface Uploaded {
  /** The run's id on the server. */
  readonly runId: string;
  /** True where all had been there before, and the server was not asked. */
  readonly wasThere: boolean;
  /** Why no artefacts were uploaded, a sentence; absent where they were. */
  readonly notice?: string;
}

interface ServerRun {
  readonly info: { readonly run_id: string; readonly artifact_uri: string };
}

/**
 * Logs a finished run to an MLflow server: parameters, metrics of each epoch, test metrics with the
 * ends of their intervals, tags, and the run's files. What is there already is not sent again: a
 * marker in the run folder says how far it is, and a tag finds the run where the marker was lost.
 *
 * @param server - where to
 * @param run - a finished run
 * @param extra - artefacts beside the run's files, such as a report
 * @returns the server's id of it
 * @throws TrackingError where the server is down or refuses; what was sent is not sent again
 */
export async function uploadRun(
  server: MlflowServer,
  run: DoneRun,
  extra: readonly ExtraArtifact[] = [],
): Promise<Uploaded> {
  const folder = new RunFolder(run.outputs, run.id);
  let marker = await readMarker(folder, server, run);
  if (marker?.done) return { runId: marker.runId, wasThere: true };
  const keep = async (next: UploadMarker) => {
    marker = next;
    await folder.writeJson('mlflow.json', next);
    return next;
  };
  let now = marker ?? (await keep(await begin(server, run)));
  if (!now.logged) {
    await logRecord(server, now.runId, run);
    now = await keep({ ...now, logged: true });
  }
  const root = proxiedPath(now.artifactUri);
  if (root !== undefined) {
    for (const { name, content } of artifactsOf(folder, extra)) {
      if (now.artifacts.includes(name)) continue;
      await server.putArtifact(`${root}/${name}`, await content());
      now = await keep({ ...now, artifacts: [...now.artifacts, name] });
    }
  }
  const endTime = new Date(run.changedAt).getTime();
  await server.post('runs/update', { run_id: now.runId, status: 'FINISHED', end_time: endTime });
  await keep({ ...now, done: true });
  return { runId: now.runId, wasThere: false, ...noticeOf(root, now) };
}

function noticeOf(root: string | undefined, { artifactUri }: UploadMarker) {
  if (root !== undefined) return {};
  return {
    notice: `Its files were not uploaded: the server keeps artefacts at ${artifactUri}, expected it to serve them (mlflow server --serve-artifacts).`,
  };
}

/** A marker of this server and this training; null where there is none, or it is damaged. */
async function readMarker(
  folder: RunFolder,
  server: MlflowServer,
  run: DoneRun,
): Promise<UploadMarker | undefined> {
  try {
    const text = await readFile(join(folder.path, 'mlflow.json'), 'utf8');
    const marker = JSON.parse(text) as UploadMarker;
    if (marker.uri !== server.uri || marker.key !== keyOf(run)) return undefined;
    return marker.done || (await isOnServer(server, marker.runId)) ? marker : undefined;
  } catch (error) {
    if (error instanceof TrackingError) throw error;
    return undefined;
  }
}

async function isOnServer(server: MlflowServer, runId: string): Promise<boolean> {
  try {
    const { run } = await server.get<{ run: { info: { lifecycle_stage?: string } } }>('runs/get', {
      run_id: runId,
    });
    return run.info.lifecycle_stage !== 'deleted';
  } catch (error) {
    if ((error as TrackingError).code === 'RESOURCE_DOES_NOT_EXIST') return false;
    throw error;
  }
}

/** One training of one run: trained again, the run is another. */
function keyOf({ id, changedAt }: DoneRun): string {
  return createHash('sha256').update(`${id} ${changedAt}`).digest('hex').slice(0, 32);
}

async function begin(server: MlflowServer, run: DoneRun): Promise<UploadMarker> {
  const key = keyOf(run);
  const experimentId = await experimentIdOf(server);
  const { runs: [found] = [] } = await server.post<{ runs?: ServerRun[] }>('runs/search', {
    experiment_ids: [experimentId],
    filter: `tags.\`dermlab.key\` = '${key}'`,
    max_results: 1,
  });
  const { info } = found ?? (await create(server, experimentId, run, key));
  return {
    uri: server.uri,
    runId: info.run_id,
    artifactUri: info.artifact_uri,
    key,
    logged: false,
    artifacts: [],
    done: false,
  };
}

async function experimentIdOf(server: MlflowServer): Promise<string> {
  const query = { experiment_name: server.experimentName };
  const find = async () =>
    (await server.get<{ experiment: { experiment_id: string } }>('experiments/get-by-name', query))
      .experiment.experiment_id;
  try {
    return await find();
  } catch (error) {
    if ((error as TrackingError).code !== 'RESOURCE_DOES_NOT_EXIST') throw error;
  }
  try {
    const name = server.experimentName;
    return (await server.post<{ experiment_id: string }>('experiments/create', { name }))
      .experiment_id;
  } catch (error) {
    // Another process was faster.
    if ((error as TrackingError).code === 'RESOURCE_ALREADY_EXISTS') return find();
    throw error;
  }
}

async function create(
  server: MlflowServer,
  experimentId: string,
  { id, changedAt, environment }: DoneRun,
  key: string,
): Promise<ServerRun> {
  const startedAt = environment?.startedAt ?? changedAt;
  const { run } = await server.post<{ run: ServerRun }>('runs/create', {
    experiment_id: experimentId,
    run_name: id,
    start_time: new Date(startedAt).getTime(),
    tags: [{ key: 'dermlab.key', value: key }],
  });
  return run;
}

async function logRecord(server: MlflowServer, runId: string, run: DoneRun): Promise<void> {
  const { params, metrics, tags } = mlflowRecord(run);
  const batches = [
    ...inBatches(params, TEXTS_PER_BATCH).map((batch) => ({ params: batch })),
    ...inBatches(tags, TEXTS_PER_BATCH).map((batch) => ({ tags: batch })),
    ...inBatches(metrics, METRICS_PER_BATCH).map((batch) => ({ metrics: batch })),
  ];
  for (const batch of batches) await server.post('runs/log-batch', { run_id: runId, ...batch });
}

function inBatches<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** `mlflow-artifacts:/1/abc/artifacts` is a path below the server; other addresses are not its own. */
function proxiedPath(artifactUri: string): string | undefined {
  return /^mlflow-artifacts:(?:\/\/[^/]*)?\/(.+?)\/?$/.exec(artifactUri)?.[1];
}

function artifactsOf(folder: RunFolder, extra: readonly ExtraArtifact[]) {
  const files = FILES.filter((name) => existsSync(join(folder.path, name)));
  return [
    ...files.map((name) => ({
      name,
      content: () => readFile(join(folder.path, name)),
    })),
    ...extra.map(({ name, content }) => ({
      name,
      content: async () => Buffer.from(await content()),
    })),
  ];
}
