import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { stringify as stableJson } from 'safe-stable-stringify';
import writeFileAtomic from 'write-file-atomic';
import { RunError } from '../core/index.js';
import type { Experiment } from './experiment.js';
import { type RunEnvironment, secondsBetween } from './run-environment.js';
import type { Prediction, RunResult } from './run-result.js';
import type { SubgroupMetrics } from './run-subgroups.js';

/** What decides whether two runs are the same run: the same key gives the same bytes. */
export interface RunKey {
  /** What is run, epochs and seed included. */
  readonly experiment: Experiment;
  /** Digest of metadata and images. */
  readonly dataSha256: string;
  /** Engine and version, as a result shows it. */
  readonly engine: string;
  /** Version of this library. */
  readonly version: string;
  /** Digest of the file of a pretrained base's weights. */
  readonly weightsSha256?: string;
}

/**
 * Names a run's folder: experiment, seed, and a digest of all that its result depends on.
 *
 * @param key - what the result depends on
 * @returns e.g. `source-b-cnn-seed42-0f3a9c1d`
 */
export function runId(key: RunKey): string {
  const digest = createHash('sha256').update(stableJson(key)).digest('hex').slice(0, 8);
  return `${key.experiment.name}-seed${key.experiment.seed}-${digest}`;
}

/**
 * Makes the outputs folder if need be.
 *
 * @param path - where runs and the report go
 * @returns its absolute path
 * @throws RunError where it cannot be made or written to
 */
export async function openOutputs(path: string): Promise<string> {
  const outputs = resolve(path);
  try {
    await mkdir(outputs, { recursive: true });
    await access(outputs, constants.W_OK);
  } catch (error) {
    throw new RunError(
      `${outputs} cannot be a folder for results (${(error as Error).message}); choose another with --out`,
    );
  }
  return outputs;
}

/** A side of the split whose predictions are kept. */
export type PredictedSide = 'test' | 'validation';

/** Files of predictions in a run folder. */
export const PREDICTIONS: Readonly<Record<PredictedSide, string>> = {
  test: 'predictions.csv',
  validation: 'validation-predictions.csv',
};
const SUBGROUPS = 'subgroups.json';

/**
 * A run's folder in `outputs/`: config, environment, history, metrics, predictions, metrics by
 * subgroup, model.
 */
export class RunFolder {
  /** Path of the folder. */
  readonly path: string;

  /**
   * Names the folder; nothing is made until something is written.
   *
   * @param outputs - the outputs folder
   * @param id - the run's id, from {@link runId}
   */
  constructor(outputs: string, id: string) {
    this.path = join(outputs, id);
  }

  /**
   * Path of the checkpoint that a killed run goes on from.
   *
   * @returns an absolute path
   */
  get checkpoint(): string {
    return join(this.path, 'checkpoint.safetensors');
  }

  /**
   * Path of the trained model, a file that Keras opens, too.
   *
   * @returns an absolute path
   */
  get model(): string {
    return join(this.path, 'model.h5');
  }

  /**
   * The finished run's result, or null where it is not finished.
   *
   * @returns the result as it was written
   */
  async result(): Promise<RunResult | null> {
    return this.#read<RunResult>('metrics.json', `delete ${this.path} to run it again`);
  }

  /**
   * The finished run's metrics by subgroup, or null where they were not kept.
   *
   * @returns the subgroups as they were written
   */
  async subgroups(): Promise<SubgroupMetrics[] | null> {
    return this.#read<SubgroupMetrics[]>(SUBGROUPS, 'delete it');
  }

  /**
   * What the run was last computed with, or null where that was never written.
   *
   * @returns the environment as it was written
   */
  async environment(): Promise<RunEnvironment | null> {
    const file = join(this.path, 'environment.json');
    if (!existsSync(file)) return null;
    try {
      return JSON.parse(await readFile(file, 'utf8')) as RunEnvironment;
    } catch (error) {
      throw new RunError(`${file} is not JSON (${String(error)}); delete it`);
    }
  }

  /**
   * The time that stopped processes spent on the epochs that the checkpoint keeps.
   *
   * @returns seconds; 0 where nothing is kept
   */
  async secondsBefore(): Promise<number> {
    const environment = existsSync(this.checkpoint) ? await this.environment() : null;
    if (!environment || environment.finishedAt !== undefined) return 0;
    const { mtime } = await stat(this.checkpoint);
    const { secondsBefore = 0, startedAt } = environment;
    return secondsBefore + Math.max(0, secondsBetween(startedAt, mtime));
  }

  /** Forgets that the run was done or begun, so that it starts from nothing. */
  async reset(): Promise<void> {
    await rm(join(this.path, 'metrics.json'), { force: true });
    await rm(join(this.path, SUBGROUPS), { force: true });
    await rm(this.checkpoint, { force: true });
  }

  /**
   * Writes a value as JSON, whole or not at all.
   *
   * @param name - file name in the folder
   * @param value - anything JSON can hold
   */
  async writeJson(name: string, value: unknown): Promise<void> {
    await this.#write(name, `${JSON.stringify(value, null, 2)}\n`);
  }

  /**
   * Writes the predictions, a row an image, as CSV with a probability column a class.
   *
   * @param classes - class labels in class order
   * @param predictions - one for each row of the side
   * @param side - of the split; default the test rows
   */
  async writePredictions(
    classes: readonly string[],
    predictions: readonly Prediction[],
    side: PredictedSide = 'test',
  ): Promise<void> {
    const header = [
      'image_id',
      'lesion_id',
      'dx',
      'predicted',
      ...classes.map((label) => `p_${label}`),
    ];
    const lines = predictions.map((row) => [
      row.imageId,
      row.lesionId,
      row.label,
      row.predicted,
      ...row.probabilities.map(String),
    ]);
    await this.#write(PREDICTIONS[side], stringify([header, ...lines]));
  }

  /**
   * Writes the metrics by subgroup.
   *
   * @param subgroups - from `runSubgroups`
   */
  async writeSubgroups(subgroups: readonly SubgroupMetrics[]): Promise<void> {
    await this.writeJson(SUBGROUPS, subgroups);
  }

  /**
   * Writes the checkpoint, whole or not at all.
   *
   * @param bytes - a safetensors file
   */
  async writeCheckpoint(bytes: Buffer): Promise<void> {
    await this.#write('checkpoint.safetensors', bytes);
  }

  /**
   * The checkpoint's bytes, or null where there is none.
   *
   * @returns a safetensors file
   */
  async readCheckpoint(): Promise<Buffer | null> {
    return existsSync(this.checkpoint) ? await readFile(this.checkpoint) : null;
  }

  /**
   * Writes the result, which makes the run a finished one, and drops its checkpoint.
   *
   * @param result - what {@link RunFolder.result} gives from now on
   */
  async finish(result: RunResult): Promise<void> {
    await this.writeJson('metrics.json', result);
    await rm(this.checkpoint, { force: true });
  }

  async #read<T>(name: string, remedy: string): Promise<T | null> {
    const file = join(this.path, name);
    if (!existsSync(file)) return null;
    try {
      return JSON.parse(await readFile(file, 'utf8'), undefinedAsNaN) as T;
    } catch (error) {
      throw new RunError(`${file} is not JSON (${String(error)}); ${remedy}`);
    }
  }

  async #write(name: string, content: string | Buffer): Promise<void> {
    try {
      await mkdir(this.path, { recursive: true });
      await writeFileAtomic(join(this.path, name), content);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const remedy = code === 'ENOSPC' ? 'free disk space' : 'choose another folder with --out';
      throw new RunError(`cannot write ${join(this.path, name)} (${message}); ${remedy}`);
    }
  }
}

// JSON has no NaN: an estimate that is not defined is written as null.
function undefinedAsNaN(key: string, value: unknown): unknown {
  return value === null && ['value', 'low', 'high'].includes(key) ? Number.NaN : value;
}
