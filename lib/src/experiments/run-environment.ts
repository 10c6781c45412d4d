import { cpus } from 'node:os';
import { libraryVersion } from '../core/index.js';
import { type Engine, tf } from '../engine/index.js';

/** What a run was computed with; `environment.json` of the run folder. */
export interface RunEnvironment {
  /** Version of this library. */
  readonly dermlab: string;
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
  /** When this process began the run, or went on with it; ISO 8601. */
  readonly startedAt: string;
  /** When the run was finished; ISO 8601. */
  readonly finishedAt: string;
}

/**
 * Says what a run was computed with; the only file of a run that holds times.
 *
 * @param engine - what computed
 * @param start - when this process began
 * @returns versions, machine and times
 */
export function runEnvironment(engine: Engine, start: Date): RunEnvironment {
  return {
    dermlab: libraryVersion(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    engine: engine.description,
    threads: engine.threads,
    tfjs: tf.version.tfjs,
    startedAt: start.toISOString(),
    finishedAt: new Date().toISOString(),
  };
}
