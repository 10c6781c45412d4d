// Runs one task: both sides stay alive and take turns, burst by burst, so that what else the machine
// does hits both alike.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
export const PYTHON = process.env.DERMLAB_PYTHON ?? file('../.venv/bin/python');
const PROGRAMS = { ours: process.execPath, python: PYTHON };
const SIDES = /** @type {const} */ (['ours', 'python']);
const TOLERANCE = 1e-6;
const ENV = { ...process.env, PYTHONPATH: file('.') };
/** What TensorFlow says in any case. */
const LOG_LINE = /^(WARNING: All log messages|[IW]\d{4} )/;

/** What keeps a task from being measured, in words for a person. */
export class BenchError extends Error {}

/**
 * @typedef {{ wallMs: number, cpuMs: number, peakMB: number }} Took - of one unit of work
 * @typedef {{ ours: Took[], python: Took[] }} Rounds - a pair a round, measured one after the other
 * @typedef {{ rounds: Rounds, facts: { ours: object, python: object } }} Measured
 */

/**
 * Measures a task.
 *
 * @param {import('./tasks.mjs').Task} task
 * @param {number} rounds - after one that warms up and does not count
 * @param {(done: number) => void} onBurst - told how many bursts are done, of two a round
 * @returns {Promise<Measured>}
 */
export async function measure(task, rounds, onBurst = () => undefined) {
  const folder = mkdtempSync(join(tmpdir(), `bench-${task.name}-`));
  const sides = [];
  try {
    prepare(task, folder);
    for (const side of SIDES) sides.push(await start(side, task, folder));
    const facts = { ours: sides[0].facts, python: sides[1].facts };
    return { rounds: await takeTurns(task, sides, rounds, folder, onBurst), facts };
  } finally {
    for (const side of sides) side.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function takeTurns(task, sides, rounds, folder, onBurst) {
  const measured = { ours: [], python: [] };
  for (let round = task.warmUp === false ? 1 : 0; round <= rounds; round += 1) {
    const checks = {};
    for (const [i, side] of (round % 2 ? sides : sides.toReversed()).entries()) {
      const { check, ...took } = await side.ask();
      checks[side.name] = check;
      if (round > 0) measured[side.name].push(rounded(took));
      onBurst(2 * round + i + 1);
    }
    checkAgreement(task, task.check?.(folder) ?? checks);
  }
  return measured;
}

// Five digits are more than a clock can tell.
function rounded(took) {
  return Object.fromEntries(
    Object.entries(took).map(([quantity, value]) => [quantity, Number(value.toPrecision(5))]),
  );
}

// So that both did the same work.
function checkAgreement({ name, tolerance = TOLERANCE }, { ours, python }) {
  const [a, b] = [[ours ?? []].flat(), [python ?? []].flat()];
  const differs = (value, i) =>
    !(Math.abs(value - b[i]) <= tolerance * Math.max(1, Math.abs(b[i])));
  const i = a.length === b.length ? a.findIndex(differs) : 0;
  if (i < 0) return;
  throw new BenchError(
    `${name}: the two sides did not do the same: ours came to ${a[i]}, Python to ${b[i]}` +
      ` (number ${i + 1} of ${a.length} and ${b.length}).`,
  );
}

function prepare({ name, prepare: script }, folder) {
  if (!script) return;
  const [program, args] = commandOf('ours', script);
  const { status, stderr } = spawnSync(program, args, { cwd: folder, env: ENV, encoding: 'utf8' });
  if (status !== 0) throw new BenchError(`${name}: its files cannot be made.\n${stderr}`);
}

function commandOf(side, [script, ...args]) {
  const path = file(`tasks/${script}`);
  return [script.endsWith('.py') ? PYTHON : PROGRAMS[side], [path, ...args]];
}

/** Starts a side, and gives what asks it for a burst once it is ready. */
async function start(name, task, folder) {
  const [program, args] = commandOf(name, task[name]);
  const [command, given] =
    task.kind === 'cold'
      ? [PYTHON, [file('cold.py'), `${name}.out`, program, ...args]]
      : [program, [...args, String(task.perBurst)]];
  const child = spawn(command, given, { cwd: folder, env: ENV });
  const failure = failureOf(child, name, task);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async () => {
    const { value, done } = await lines.next();
    if (done) throw await failure;
    try {
      return JSON.parse(value);
    } catch {
      throw new BenchError(`${task.name}: ${sideName(name, task)} printed "${value}".`);
    }
  };
  const { facts } = await read();
  const ask = () => {
    child.stdin.write('burst\n');
    return read();
  };
  return { name, facts, ask, stop: () => child.stdin.end() };
}

/** Resolves to why a side has ended, should it end before it was told to. */
function failureOf(child, name, task) {
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said = (said + text).slice(-4000);
  });
  // A side that is gone is noticed where its answer is read.
  child.stdin.on('error', () => undefined);
  return new Promise((resolve) => {
    const end = (reason) => resolve(new BenchError(failureText(reason, said, name, task)));
    child.on('error', ({ message }) => end(message));
    child.on('close', (status, signal) => end(`ended with ${signal ?? `exit code ${status}`}`));
  });
}

function failureText(reason, said, name, task) {
  const remedy = /ModuleNotFoundError|ERR_MODULE_NOT_FOUND|ENOENT/.test(`${reason}${said}`)
    ? '\nRun `npm run setup`: it installs what both sides need, and builds the library.'
    : '';
  const lines = said.split('\n').filter((line) => line !== '' && !LOG_LINE.test(line));
  return `${task.name}: ${sideName(name, task)} ${reason}.\n${lines.join('\n')}${remedy}`;
}

const sideName = (name, { against }) => (name === 'ours' ? 'our side' : `the side of ${against}`);
