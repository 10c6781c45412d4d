import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { RunError } from '../core/index.js';
import { checkpointHistory } from './checkpoint.js';
import type { Experiment } from './experiment.js';
import type { RunEnvironment } from './run-environment.js';
import { lockHolder } from './run-lock.js';
import type { EpochLog, Evaluation, RunResult } from './run-result.js';
import { RunFolder } from './run-store.js';

/** How far a run is. */
export type RunStatus = 'done' | 'running' | 'stopped' | 'damaged';

/** A run as its folder tells of it, finished or not. */
export interface StoredRun {
  /** Name of the folder. */
  readonly id: string;
  /** The folder that it is in. */
  readonly outputs: string;
  /** How far it is; `damaged` where what it wrote cannot be read. */
  readonly status: RunStatus;
  /** What is run, epochs and seed included. */
  readonly experiment: Experiment;
  /** One entry a finished epoch. */
  readonly history: readonly EpochLog[];
  /** When it was finished or, where it is not, last gone on with; ISO 8601. */
  readonly changedAt: string;
  /** Versions, machine, data and times; absent where an old run was stopped. */
  readonly environment?: RunEnvironment;
  /** What it came to; absent until it is done. */
  readonly result?: RunResult;
  /** The process that trains it now. */
  readonly processId?: number;
  /** What is wrong with a damaged one. */
  readonly damage?: string;
}

/** A run that is done. */
export type DoneRun = StoredRun & { readonly result: RunResult };

/**
 * All runs of an outputs folder: done, stopped, and those that are being trained.
 *
 * @param outputs - the outputs folder
 * @returns one for each folder with a run's configuration, by name; none where nothing was ever run
 * @throws RunError where the folder cannot be read
 */
export async function listRuns(outputs: string): Promise<StoredRun[]> {
  const folder = resolve(outputs);
  const ids = (await folderNames(folder)).filter((id) => !id.startsWith('.')).sort();
  const runs = await Promise.all(ids.map((id) => readStoredRun(folder, id)));
  return runs.filter((run) => run !== undefined);
}

/**
 * Whether a run is done, so that it has a result.
 *
 * @param run - any run
 * @returns true where it has
 */
export function isDone(run: StoredRun): run is DoneRun {
  return run.result !== undefined;
}

async function folderNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new RunError(
      `${folder} cannot be read as a folder of runs (${(error as Error).message}); name another with --out`,
    );
  }
}

/**
 * One run of an outputs folder.
 *
 * @param outputs - the outputs folder
 * @param id - name of the run's folder
 * @returns the run; undefined where the folder holds no run's configuration
 */
export async function readStoredRun(outputs: string, id: string): Promise<StoredRun | undefined> {
  const folder = new RunFolder(outputs, id);
  const config = join(folder.path, 'config.json');
  if (!existsSync(config)) return undefined;
  const experiment = await readExperiment(config);
  if (!experiment) return undefined;
  const processId = await lockHolder(folder.path);
  const environment = (await folder.environment().catch(() => null)) ?? undefined;
  const told = { id, outputs, experiment, ...(environment ? { environment } : {}) };
  const changedAt = environment?.finishedAt ?? (await lastChange(folder, config));
  const outcome = await readOutcome(folder, experiment);
  const status = processId === undefined ? outcome.status : 'running';
  const holder = processId === undefined ? {} : { processId };
  return { ...told, changedAt, ...outcome, ...holder, status };
}

type Outcome = Pick<StoredRun, 'status' | 'history' | 'result' | 'damage'>;

async function readOutcome(folder: RunFolder, experiment: Experiment): Promise<Outcome> {
  try {
    const result = await folder.result();
    if (!result) return { status: 'stopped', history: await checkpointHistory(folder.checkpoint) };
    checkResult(result, folder.path);
    // The folder may have been renamed, and is what its predictions are found by.
    const id = basename(folder.path);
    return { status: 'done', history: result.history, result: { ...result, id, experiment } };
  } catch (error) {
    return { status: 'damaged', history: [], damage: (error as Error).message };
  }
}

function checkResult(result: Partial<RunResult> | null, folder: string): void {
  const { split, history, classes, data } = result ?? {};
  const last: Partial<Evaluation> = result?.last ?? {};
  const isWhole =
    typeof last.balancedAccuracy?.low === 'number' &&
    typeof split?.testRows === 'number' &&
    typeof data?.sha256 === 'string' &&
    Array.isArray(history) &&
    Array.isArray(classes);
  if (isWhole) return;
  throw new RunError(
    `${join(folder, 'metrics.json')} is no run’s result; delete ${folder} to run it again`,
  );
}

async function readExperiment(file: string): Promise<Experiment | undefined> {
  try {
    const read = JSON.parse(await readFile(file, 'utf8')) as Partial<Experiment> | null;
    const { name, title, seed, steps, training } = read ?? {};
    const isWhole =
      typeof name === 'string' &&
      typeof title === 'string' &&
      typeof seed === 'number' &&
      typeof training?.epochs === 'number' &&
      Array.isArray(steps);
    return isWhole ? (read as Experiment) : undefined;
  } catch {
    return undefined;
  }
}

async function lastChange(folder: RunFolder, config: string): Promise<string> {
  const result = join(folder.path, 'metrics.json');
  const file = [result, folder.checkpoint].find((path) => existsSync(path)) ?? config;
  return (await stat(file)).mtime.toISOString();
}
