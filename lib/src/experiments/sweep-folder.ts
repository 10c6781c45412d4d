import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify as stableJson } from 'safe-stable-stringify';
import { RunError } from '../core/index.js';
import { RunFolder, type RunKey } from './run-store.js';
import type { Assignment } from './sweep-fields.js';
import type { Sweep } from './sweep-result.js';

/** What decides whether two sweeps are the same sweep. */
export interface SweepKey extends RunKey {
  /** What is tried. */
  readonly assignments: readonly Assignment[];
  /** True where epochs are cut; absent where they are not. */
  readonly quick?: boolean;
}

/**
 * Names a sweep's folder: experiment, seed, and a digest of all that its candidates depend on.
 *
 * @param key - what they depend on
 * @returns e.g. `sweep-source-b-cnn-grouped-seed42-0f3a9c1d`
 */
export function sweepId(key: SweepKey): string {
  const digest = createHash('sha256').update(stableJson(key)).digest('hex').slice(0, 8);
  return `sweep-${key.experiment.name}-seed${key.experiment.seed}-${digest}`;
}

/**
 * Reads a sweep back.
 *
 * @param outputs - the outputs folder
 * @param id - name of the sweep's folder
 * @returns the sweep as far as it has come; undefined where there is none
 * @throws RunError where its file cannot be read
 */
export async function readSweep(outputs: string, id: string): Promise<Sweep | undefined> {
  const file = join(outputs, id, 'sweep.json');
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Sweep;
  } catch (error) {
    throw new RunError(
      `${file} is not JSON (${(error as Error).message}); delete it, its finished candidates are kept`,
    );
  }
}

/**
 * Writes a sweep as far as it has come, whole or not at all.
 *
 * @param outputs - the outputs folder
 * @param sweep - its id names the folder
 */
export async function writeSweep(outputs: string, sweep: Sweep): Promise<void> {
  await new RunFolder(outputs, sweep.id).writeJson('sweep.json', sweep);
}
