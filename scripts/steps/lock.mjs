// One set-up at a time in a checkout. A lock whose process is gone is taken over.

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupProblem } from './problem.mjs';

/**
 * @param {string} root root folder of the workspace; its .setup folder exists
 * @returns {() => void} gives the lock back
 * @throws {SetupProblem} when another set-up is running
 */
export function takeLock(root) {
  const file = path.join(root, '.setup', 'lock');
  if (!create(file)) {
    const holder = Number(read(file));
    if (isSetupRunning(holder)) throw alreadyRunning(holder);
    discard(file, holder);
    if (!create(file)) throw alreadyRunning(Number(read(file)));
  }
  return () => {
    if (Number(read(file)) === process.pid) rmSync(file, { force: true });
  };
}

function create(file) {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

// Moved away before it is removed: of two that find it stale, only one can move it.
function discard(file, holder) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (Number(read(aside)) === holder) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function isSetupRunning(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  // A number may have passed to another program since.
  const command = process.platform === 'linux' ? read(`/proc/${pid}/cmdline`) : 'setup.mjs';
  return command.includes('setup.mjs');
}

function alreadyRunning(pid) {
  return new SetupProblem(
    `another set-up is running in this folder (process ${pid}).`,
    'Wait until it has ended, then start again.',
  );
}
