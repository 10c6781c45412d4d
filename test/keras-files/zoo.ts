import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PYTHON } from '../support/paths.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Whether Python with Keras is there. */
export const hasPython = existsSync(PYTHON);
if (!hasPython) {
  console.warn(
    `SKIPPED: Keras files are not compared with Keras: no ${PYTHON}; npm run setup makes it`,
  );
}

/** An array of Keras. */
export interface KerasArray {
  readonly shape: number[];
  readonly values: number[];
}

/** A model of Keras: what it was given, what it gave and how it shows itself. */
export interface ZooCase {
  readonly inputs: KerasArray[];
  readonly outputs: KerasArray[];
  readonly summary: string;
}

/** Runs keras_models.py. */
export function runKeras(mode: 'make' | 'check', folder: string): void {
  execFileSync(PYTHON, [join(here, 'keras_models.py'), mode, folder], { stdio: 'ignore' });
}

/** An empty folder. */
export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'keras-files-'));
}

/** Names of the models that Keras made. */
export function zooNames(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'result.json')
    .map((file) => file.slice(0, -'.json'.length));
}

/** Reads JSON. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows its file
export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
