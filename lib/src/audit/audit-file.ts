import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunError } from '../core/index.js';
import { RunFolder } from '../experiments/index.js';
import type { SplitAudit } from './audit-split.js';

const FILE = 'audit.json';

/**
 * Keeps a run's audit in its folder, for the reports that show the run.
 *
 * @param outputs - the outputs folder
 * @param run - name of the run folder
 * @param audit - of the run's split
 * @throws RunError where it cannot be written
 */
export async function writeRunAudit(
  outputs: string,
  run: string,
  audit: SplitAudit,
): Promise<void> {
  await new RunFolder(outputs, run).writeJson(FILE, audit);
}

/**
 * Reads a run's audit.
 *
 * @param outputs - the outputs folder
 * @param run - name of the run folder
 * @returns what `writeRunAudit` has written; undefined where there is none
 * @throws RunError where the file is not JSON
 */
export async function readRunAudit(outputs: string, run: string): Promise<SplitAudit | undefined> {
  const file = join(outputs, run, FILE);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as SplitAudit;
  } catch (error) {
    throw new RunError(
      `${file} is not JSON (${(error as Error).message}); delete it, and audit the run again`,
    );
  }
}
