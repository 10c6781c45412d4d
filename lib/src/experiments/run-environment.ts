import { cpus } from 'node:os';
import { type Engine, tf } from '../engine/index.js';
import { type CodeVersion, codeVersion } from './code-version.js';
import type { RunContext } from './run-context.js';
import type { RunResult } from './run-result.js';

/** What a run was computed with; `environment.json` of the run folder, the only file with times. */
export interface RunEnvironment extends CodeVersion {
  /** Version of Node. */
  readonly node: string;
  /** Operating system and processor architecture. */
  readonly platform: string;
  /** Processor model. */
  readonly cpu: string;
  /** Processor cores. */
  readonly cores: number;
  /** Engine and its version. */
  readonly engine: string;
  /** Threads of one op. */
  readonly threads: number;
  /** Version of tfjs. */
  readonly tfjs: string;
  /** The data set; absent in runs of dermlab 0.1.0 before it was written at the start. */
  readonly data?: Pick<RunResult['data'], 'name' | 'description' | 'sha256'>;
  /** Digest of the file of a pretrained base's weights. */
  readonly weightsSha256?: string;
  /** True where epochs were cut for a quick look. */
  readonly quick?: boolean;
  /** When this process began the run, or went on with it; ISO 8601. */
  readonly startedAt: string;
  /** When the run was finished; ISO 8601; absent until then. */
  readonly finishedAt?: string;
  /** Seconds that stopped processes spent on epochs that were kept. */
  readonly secondsBefore?: number;
}

/**
 * Says what a run is computed with, as it begins.
 *
 * @param context - data and engine
 * @param secondsBefore - what stopped processes have spent on it
 * @returns versions, machine, data and the time of the start
 */
export async function runEnvironment(
  { engine, dataset, weights, quick }: RunContext,
  secondsBefore: number,
): Promise<RunEnvironment> {
  const { name, description, sha256 } = dataset;
  return {
    ...(await codeVersion()),
    ...machine(engine),
    data: { name, description, sha256 },
    ...(weights ? { weightsSha256: weights.sha256 } : {}),
    quick,
    startedAt: new Date().toISOString(),
    secondsBefore,
  };
}

/**
 * The time that a finished run took, from data to predictions, of all processes that worked on it.
 *
 * @param environment - of a run
 * @returns seconds; undefined where it is not finished
 */
export function secondsTaken({
  startedAt,
  finishedAt,
  secondsBefore = 0,
}: RunEnvironment): number | undefined {
  if (finishedAt === undefined) return undefined;
  return secondsBefore + secondsBetween(startedAt, finishedAt);
}

/**
 * The time between two moments.
 *
 * @param from - ISO 8601, or a date
 * @param to - the same
 * @returns seconds
 */
export function secondsBetween(from: string | Date, to: string | Date): number {
  return (new Date(to).getTime() - new Date(from).getTime()) / 1000;
}

function machine(engine: Engine) {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    engine: engine.description,
    threads: engine.threads,
    tfjs: tf.version.tfjs,
  };
}
