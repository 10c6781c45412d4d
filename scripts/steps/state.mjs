// What has been done, remembered in .setup/state.json. A step is up to date when
// the digest of its inputs is the recorded one and its products are still there.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const VERSION = 1;

/**
 * @typedef {{ digest: string, seconds: number }} StepRecord
 * @typedef {{ version: number, tensorflow: string, steps: Record<string, StepRecord> }} State
 */

/** @returns {State} the state before anything was done */
export function emptyState() {
  return { version: VERSION, tensorflow: 'auto', steps: {} };
}

/**
 * Reads the state; one that is missing, damaged or of another version counts as empty.
 *
 * @param {string} root root folder of the workspace
 * @returns {State}
 */
export function readState(root) {
  try {
    const state = JSON.parse(readFileSync(stateFile(root), 'utf8'));
    return state.version === VERSION ? { ...emptyState(), ...state } : emptyState();
  } catch {
    return emptyState();
  }
}

/**
 * Writes the state whole or not at all.
 *
 * @param {string} root root folder of the workspace
 * @param {State} state
 */
export function writeState(root, state) {
  const file = stateFile(root);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.unfinished`, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(`${file}.unfinished`, file);
}

/**
 * @param {State} state
 * @param {string} name of the step
 * @param {StepRecord} record
 * @returns {State} a new state with that step done
 */
export function withStep(state, name, record) {
  return { ...state, steps: { ...state.steps, [name]: record } };
}

/**
 * @param {State} state
 * @param {string} name of the step
 * @returns {State} a new state with that step to be done
 */
export function withoutStep(state, name) {
  const { [name]: _, ...steps } = state.steps;
  return { ...state, steps };
}

/**
 * @param {{ root: string, files: string[], values: Record<string, string> }} inputs files as
 *   absolute paths; a missing file is an input too
 * @returns {string} SHA-256 in hexadecimal
 */
export function digestOf({ root, files, values }) {
  const hash = createHash('sha256');
  for (const [name, value] of Object.entries(values).sort()) hash.update(`${name}=${value}\0`);
  for (const file of [...files].sort()) {
    const content = existsSync(file) ? readFileSync(file) : 'missing';
    hash.update(`${path.relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {State} state
 * @param {{ name: string, digest: string, products: string[] }} step products as absolute paths
 * @returns {boolean} whether the step need not be done again
 */
export function isUpToDate(state, { name, digest, products }) {
  return state.steps[name]?.digest === digest && products.every((file) => existsSync(file));
}

function stateFile(root) {
  return path.join(root, '.setup', 'state.json');
}
