import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type DataStep,
  type DoneRun,
  type EpochLog,
  isDone,
  listRuns,
} from '../../lib/src/experiments/index.js';
import { MlflowServer, uploadRun } from '../../lib/src/tracking/index.js';
import { madeUpPredictions, writeMadeUpRun } from '../support/made-up-run.js';
import { type RunningMlflow, startMlflow } from '../support/mlflow-server.js';
import { DERMLAB } from '../support/paths.js';

const scratch = mkdtempSync(join(tmpdir(), 'mlflow-'));
const outputs = join(scratch, 'outputs');
const EPOCHS = 300;
const FILES = [
  'config.json',
  'environment.json',
  'history.json',
  'metrics.json',
  'model.h5',
  'predictions.csv',
  'report.html',
];
const extra = [{ name: 'report.html', content: () => Promise.resolve('<!doctype html>') }];
let mlflow: RunningMlflow;
let run: DoneRun;

/** More epochs than a batch takes metrics, more settings than it takes parameters. */
beforeAll(async () => {
  const history = Array.from({ length: EPOCHS }, (_, index): EpochLog => {
    return { epoch: index + 1, loss: 1 / (index + 1), accuracy: 0.5, valLoss: 1, valAccuracy: 0.5 };
  });
  const steps = Array.from({ length: 50 }, (): DataStep => {
    return { step: 'stratifiedGroupKFold', nSplits: 5, fold: 0 };
  });
  const predictions = madeUpPredictions('mnnmnnmnnmnnmmmm');
  const experiment = { title: 'x'.repeat(700), steps };
  const folder = await writeMadeUpRun(outputs, {
    id: 'run',
    predictions,
    experiment,
    result: { history },
  });
  const result = (await folder.result())!;
  const rocAuc = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  await folder.writeJson('metrics.json', { ...result, last: { ...result.last, rocAuc } });
  await folder.writeJson('history.json', history);
  writeFileSync(folder.model, Buffer.alloc(300_000, 7));
  run = (await listRuns(outputs)).find(isDone)!;
  mlflow = await startMlflow(join(scratch, 'server'));
}, 120_000);

afterAll(() => {
  mlflow.stop();
  rmSync(scratch, { recursive: true, force: true });
});

interface ServerRun {
  readonly info: Record<string, string | number>;
  readonly data: Record<'params' | 'tags' | 'metrics', { key: string; value: string | number }[]>;
}

const forget = () => {
  rmSync(join(outputs, 'run', 'mlflow.json'), { force: true });
};

const server = (uri: string, name: string) =>
  new MlflowServer({ MLFLOW_TRACKING_URI: uri, MLFLOW_EXPERIMENT_NAME: name });

/** The runs of an experiment, as the server has them. */
async function runsOf(name: string): Promise<ServerRun[]> {
  const here = server(mlflow.uri, name);
  const { experiment } = await here.get<{ experiment: { experiment_id: string } }>(
    'experiments/get-by-name',
    { experiment_name: name },
  );
  const found = await here.post<{ runs?: ServerRun[] }>('runs/search', {
    experiment_ids: [experiment.experiment_id],
  });
  return found.runs ?? [];
}

async function history(runId: string, key: string): Promise<{ step: number; value: number }[]> {
  const query = { run_id: runId, metric_key: key, max_results: '5000' };
  const { metrics } = await server(mlflow.uri, 'any').get<{
    metrics: { step: number; value: number }[];
  }>('metrics/get-history', query);
  return metrics;
}

async function artifacts(runId: string): Promise<string[]> {
  const { files } = await server(mlflow.uri, 'any').get<{ files: { path: string }[] }>(
    'artifacts/list',
    { run_id: runId },
  );
  return files.map(({ path }) => path).sort();
}

describe('a finished run', () => {
  let onServer: ServerRun;
  const valueOf = (kind: keyof ServerRun['data'], key: string) =>
    onServer.data[kind].find((entry) => entry.key === key)?.value;

  beforeAll(async () => {
    forget();
    const { runId, wasThere } = await uploadRun(server(mlflow.uri, 'whole'), run, extra);
    expect(wasThere).toBe(false);
    const runs = await runsOf('whole');
    expect(runs.map(({ info }) => info['run_id'])).toEqual([runId]);
    onServer = runs[0]!;
  });

  test('is finished, under its name and times', () => {
    expect(onServer.info).toMatchObject({
      run_name: 'run',
      status: 'FINISHED',
      start_time: Date.UTC(2026, 0, 1, 0),
      end_time: Date.UTC(2026, 0, 1, 1),
    });
  });

  test('has each setting as a parameter, one that is too long cut', () => {
    expect(valueOf('params', 'training.epochs')).toBe('50');
    expect(valueOf('params', 'training.optimizer.name')).toBe('adam');
    expect(valueOf('params', 'steps.49.step')).toBe('stratifiedGroupKFold');
    expect(valueOf('params', 'title')).toMatch(/^x+…$/);
    expect(onServer.data.params.length).toBeGreaterThan(150);
  });

  test('has every epoch’s figures', async () => {
    const losses = await history(String(onServer.info['run_id']), 'loss');
    expect(losses).toHaveLength(EPOCHS);
    expect(losses.find(({ step }) => step === 4)?.value).toBe(0.25);
    expect(await history(String(onServer.info['run_id']), 'val_accuracy')).toHaveLength(EPOCHS);
  });

  test('has each test metric with the ends of its interval, NaN where it is undefined', () => {
    const { accuracy } = run.result.last;
    expect(valueOf('metrics', 'test/accuracy')).toBeCloseTo(accuracy.value, 12);
    expect(valueOf('metrics', 'test/accuracy_low')).toBeCloseTo(accuracy.low, 12);
    expect(valueOf('metrics', 'test/accuracy_high')).toBeCloseTo(accuracy.high, 12);
    expect(valueOf('metrics', 'test/macro_f1')).toBeCloseTo(run.result.last.macroF1.value, 12);
    expect(valueOf('metrics', 'test/roc_auc')).toBe('NaN');
  });

  test('has commit, data, leak and notice as tags', () => {
    expect(valueOf('tags', 'mlflow.source.git.commit')).toBe('c'.repeat(40));
    expect(valueOf('tags', 'dermlab.data.sha256')).toBe('a'.repeat(64));
    expect(valueOf('tags', 'dermlab.test_rows_with_lesion_in_train')).toBe('0');
    expect(valueOf('tags', 'mlflow.note.content')).toMatch(/A doctor diagnoses\.$/);
  });

  test('has its files as artefacts, byte for byte', async () => {
    const runId = String(onServer.info['run_id']);
    expect(await artifacts(runId)).toEqual(FILES);
    const answer = await fetch(`${mlflow.uri}/get-artifact?path=model.h5&run_id=${runId}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.equals(readFileSync(join(outputs, 'run', 'model.h5')))).toBe(true);
  });

  test('is not sent again, and the server not even asked', async () => {
    const there = { uri: mlflow.uri, get: refuse, post: refuse, putArtifact: refuse };
    expect(await uploadRun(there as unknown as MlflowServer, run, extra)).toEqual({
      runId: onServer.info['run_id'],
      wasThere: true,
    });
  });

  test('whose marker was lost is found again', async () => {
    forget();
    const { runId } = await uploadRun(server(mlflow.uri, 'whole'), run, extra);
    expect(runId).toBe(onServer.info['run_id']);
    expect(await history(runId, 'loss')).toHaveLength(EPOCHS);
  });

  test('that was trained anew is another', async () => {
    const again = { ...run, changedAt: '2026-03-01T00:00:00.000Z' };
    await uploadRun(server(mlflow.uri, 'whole'), again, extra);
    expect(await runsOf('whole')).toHaveLength(2);
    forget();
  });
});

function refuse(): never {
  throw new Error('The server was asked.');
}

describe('an upload that breaks off', () => {
  test('goes on to one whole run, whichever answer is lost', { timeout: 120_000 }, async () => {
    let broken = 0;
    for (let wasBroken = true; wasBroken; ) {
      broken += 1;
      forget();
      const name = `broken-${broken}`;
      const proxy = await losingAnswer(broken);
      const uri = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      const first = await uploadRun(server(uri, name), run, extra).catch((error: unknown) => error);
      wasBroken = first instanceof Error;
      if (first instanceof Error) expect(first.message).toMatch(/cannot be reached/);
      const { runId } = await uploadRun(server(uri, name), run, extra);
      proxy.close();
      const runs = await runsOf(name);
      expect(runs.map(({ info }) => [info['run_id'], info['status']])).toEqual([
        [runId, 'FINISHED'],
      ]);
      expect(await history(runId, 'loss')).toHaveLength(EPOCHS);
      expect(await artifacts(runId)).toEqual(FILES);
    }
    expect(broken).toBeGreaterThan(14);
    forget();
  });
});

async function handOn(request: IncomingMessage) {
  const { method = 'GET', url = '/', headers } = request;
  const body = await buffer(request);
  const answer = await fetch(`${mlflow.uri}${url}`, {
    method,
    headers: { 'content-type': headers['content-type'] ?? 'application/json', connection: 'close' },
    ...(method === 'GET' ? {} : { body }),
  });
  return { status: answer.status, text: await answer.text() };
}

/** Hands requests on to the server, but loses the answer to one of them. */
async function losingAnswer(lost: number): Promise<Server> {
  let count = 0;
  const proxy = createServer((request, response) => {
    count += 1;
    const isLost = count === lost;
    void handOn(request).then(({ status, text }) => {
      if (isLost) request.socket.destroy();
      else response.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return proxy;
}

describe('dermlab runs sync', () => {
  const sync = (env: NodeJS.ProcessEnv, ...args: string[]) =>
    spawnSync(process.execPath, [DERMLAB, 'runs', 'sync', '--out', outputs, ...args], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });

  test('uploads what is not there yet', async () => {
    forget();
    const env = { MLFLOW_TRACKING_URI: mlflow.uri };
    const first = sync(env);
    expect([first.status, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toMatch(/^run is logged as [0-9a-f]{32} at http/);
    expect(sync(env).stdout).toMatch(/^run was there already as [0-9a-f]{32} at http/);
    const [found] = await runsOf('dermlab');
    expect(await artifacts(String(found?.info['run_id']))).toEqual(FILES);
  });

  test.each([
    [{ MLFLOW_TRACKING_URI: '' }, 2, /MLFLOW_TRACKING_URI is "", expected .*http:\/\/127\.0\.0\.1/],
    [{ MLFLOW_TRACKING_URI: 'postgresql://me:secret@db/x' }, 2, /is "postgresql:\/\/…@db\/x"/],
    [{ MLFLOW_TRACKING_URI: 'http://127.0.0.1:59999' }, 1, /TrackingError: .* \(ECONNREFUSED\)/],
  ])('%j is an error', (env, status, message) => {
    forget();
    const answer = sync(env);
    expect(answer.stderr).toMatch(message);
    expect(answer.stderr).not.toContain('secret');
    expect(answer.status).toBe(status);
  });
});
