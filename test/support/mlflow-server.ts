import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PYTHON_BIN } from './paths.js';

const START_TIMEOUT_MS = 110_000;

/** A real MLflow server in a folder of its own. */
export interface RunningMlflow {
  /** Its address. */
  readonly uri: string;
  /** Ends it and its workers. */
  readonly stop: () => void;
}

/** Starts `mlflow server`, and waits until it answers. */
export async function startMlflow(folder: string): Promise<RunningMlflow> {
  mkdirSync(folder, { recursive: true });
  const uri = `http://127.0.0.1:${await freePort()}`;
  const log = join(folder, 'server.log');
  const server = spawn(
    join(PYTHON_BIN, 'python'),
    [
      ...['-m', 'mlflow', 'server', '--host', '127.0.0.1', '--port', new URL(uri).port],
      ...['--workers', '1', '--backend-store-uri', `sqlite:///${join(folder, 'mlflow.db')}`],
      ...['--artifacts-destination', join(folder, 'artifacts')],
    ],
    {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false', DO_NOT_TRACK: 'true' },
    },
  );
  const output = createWriteStream(log);
  server.stdout.pipe(output);
  server.stderr.pipe(output);
  try {
    await answers(uri, server);
  } catch (error) {
    stop(server);
    throw new Error(`mlflow server did not start: ${readFileSync(log, 'utf8')}`, { cause: error });
  }
  return {
    uri,
    stop: () => {
      stop(server);
    },
  };
}

function stop({ pid }: ChildProcess): void {
  // A group of its own, with the workers in it.
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
}

async function answers(uri: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`it ended with ${server.exitCode}`);
    const answer = await fetch(`${uri}/health`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('it did not answer in time');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address) resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}
