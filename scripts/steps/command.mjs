// Runs a program of a step: everything it prints goes to the log, a line at a
// time to the display, and the last part is kept to explain a failure.

import { spawn } from 'node:child_process';
import { explainFailure } from './failures.mjs';

const KEPT_CHARACTERS = 50_000;
const PATIENCE_MS = 3_000;

/**
 * @typedef {object} Work what a step gets to do its work
 * @property {string} root root folder of the workspace
 * @property {string} task the step's title
 * @property {string} [remedy] for a failure of no known kind
 * @property {AbortSignal} signal ends the programs that the step started
 * @property {(text: string) => void} log appends to the log
 * @property {(activity: string) => void} show what is being done at this moment
 */

/**
 * @param {Work} work
 * @param {string} program
 * @param {string[]} args
 * @param {(line: string) => string | undefined} [activity] a display text out of a printed line
 * @returns {Promise<string>} what the program printed, its last part
 * @throws {SetupProblem} when it cannot be started or does not end with status 0
 */
export async function runCommand(work, program, args, activity = () => undefined) {
  work.log(`\n$ ${[program, ...args].join(' ')}\n`);
  const { outcome, output } = await finish(work, program, args, activity);
  if (outcome === undefined) return output;
  work.signal.throwIfAborted();
  throw explainFailure(work.task, outcome, output, work.remedy);
}

function finish(work, program, args, activity) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, {
      cwd: work.root,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const stop = () => endGroup(child);
    work.signal.addEventListener('abort', stop, { once: true });
    const receive = (text) => {
      work.log(text);
      output = (output + text).slice(-KEPT_CHARACTERS);
      const shown = text
        .split('\n')
        .map(activity)
        .findLast((value) => value !== undefined);
      if (shown !== undefined) work.show(shown);
    };
    child.stdout.setEncoding('utf8').on('data', receive);
    child.stderr.setEncoding('utf8').on('data', receive);
    const end = (outcome) => {
      work.signal.removeEventListener('abort', stop);
      resolve({ outcome, output });
    };
    child.on('error', (error) => end(`${program} cannot be started (${error.code})`));
    child.on('close', (status, signal) => {
      end(status === 0 ? undefined : `${program} ended with ${signal ?? `status ${status}`}`);
    });
  });
}

// The program and all that it started; by force when it takes its time.
function endGroup(child) {
  const end = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It is gone.
    }
  };
  end('SIGTERM');
  const timer = setTimeout(end, PATIENCE_MS, 'SIGKILL');
  child.once('close', () => clearTimeout(timer));
}
