// Our side of a task: a process that runs one burst of work for each line on standard input.
//
//   import { args, perBurst, serve } from '../side.mjs';
//   await serve({ mode: 'compiled' }, () => work(perBurst));
//
// Python's side is in side.py and speaks the same.

import process from 'node:process';
import { createInterface } from 'node:readline';

const given = process.argv.slice(2);

/** Units of work in one burst, as the task says. */
export const perBurst = Number(given.at(-1));

/** The script's arguments, as the task says. */
export const args = given.slice(0, -1);

/**
 * Prints the facts, then answers each line with what one burst took: milliseconds a unit, and the
 * most memory the process has ever held.
 *
 * @param {object} facts - what to know of this side, e.g. how it computes
 * @param {() => unknown} run - does one burst; may be async. What it gives, a number or an array of
 *   numbers, is the check: the other side must come to the same
 * @param {{ units?: number }} [options] - units of work in one burst, where not `perBurst`
 */
export async function serve(facts, run, { units = perBurst } = {}) {
  print({ facts });
  for await (const _ of createInterface({ input: process.stdin })) {
    const [wall, cpu] = [performance.now(), cpuMs()];
    const check = await run();
    const wallMs = (performance.now() - wall) / units;
    print({ wallMs, cpuMs: (cpuMs() - cpu) / units, peakMB: peakMB(), check });
  }
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

function peakMB() {
  return process.resourceUsage().maxRSS / 1024;
}

function print(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
