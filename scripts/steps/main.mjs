// The set-up from its command line to its exit code.

import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { addonInputs } from './build-addon.mjs';
import { Display, formatSeconds } from './display.mjs';
import { explainFailure } from './failures.mjs';
import { takeLock } from './lock.mjs';
import { HELP, parseOptions } from './options.mjs';
import { allSteps, chooseVariant, dueSteps, lookAt } from './plan.mjs';
import { checkPrerequisites } from './prerequisites.mjs';
import { Interrupted, SetupProblem } from './problem.mjs';
import { findPython } from './python.mjs';
import { runSteps } from './run-steps.mjs';
import { readState, withStep, writeState } from './state.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const LOG = path.join(ROOT, '.setup', 'setup.log');

/** @param {string[]} args the command line */
export async function main(args) {
  try {
    const options = parseOptions(args);
    if (options.help) console.log(HELP);
    else await setUp(options);
  } catch (error) {
    process.exitCode = report(error);
  }
}

async function setUp({ force, tensorflow }) {
  const before = readState(ROOT);
  const wanted = { ...before, tensorflow: tensorflow ?? before.tensorflow };
  const { variant, gpu } = chooseVariant(wanted);
  const steps = allSteps({ root: ROOT, variant });
  const record = { state: { ...wanted, gpu } };
  adoptDone(record, steps);
  const due = dueSteps({ root: ROOT, state: record.state, steps, force });
  const isNew = JSON.stringify(record.state) !== JSON.stringify(before);
  if (due.length > 0 || isNew) await doSteps({ due, record, variant, force });
  else console.error(`Set-up: up to date${variant === 'none' ? ', without TensorFlow' : ''}.`);
}

// What was installed by hand need not be installed again.
function adoptDone(record, steps) {
  for (const step of steps.filter((candidate) => candidate.isDone?.())) {
    const { digest, upToDate } = lookAt({ root: ROOT, state: record.state, step });
    if (!upToDate) record.state = withStep(record.state, step.name, { digest, seconds: 0 });
  }
}

async function doSteps({ due, record, variant, force }) {
  makeFolder();
  const release = takeLock(ROOT);
  try {
    checkMachine(due, variant);
    writeState(ROOT, record.state);
    await runLogged({ due, record, variant, force });
  } finally {
    release();
  }
}

function checkMachine(due, variant) {
  const { compiler } = addonInputs({ root: ROOT }).values;
  checkPrerequisites({ root: ROOT, steps: due, compiler });
  if (due.some(({ name }) => name === 'python')) findPython({ wheel: variant !== 'none' });
}

async function runLogged({ due, record, variant, force }) {
  const file = openSync(LOG, 'w');
  const log = (text) => writeSync(file, text);
  const controller = new AbortController();
  const stopListening = abortOnSignals(controller);
  const display = new Display(process.stderr, due);
  const startedMs = performance.now();
  try {
    log(
      `Set-up with Node ${process.version}, ${process.platform} ${process.arch}, TensorFlow: ${variant}\n`,
    );
    if (due.length > 0) display.line(announcement(due));
    await runSteps({ root: ROOT, steps: due, record, force, controller, display, log });
    if (due.length > 0)
      display.line(`Set-up: done in ${formatSeconds((performance.now() - startedMs) / 1000)}.`);
  } catch (error) {
    log(`\n${error.stack}\n`);
    throw error;
  } finally {
    display.close();
    stopListening();
    closeSync(file);
  }
}

// npm and pip run side by side, so the longest counts.
function announcement(due) {
  const longest = Math.max(...due.map(({ typicalSeconds }) => typicalSeconds));
  const titles = due.map(({ title }) => title).join(', ');
  return `Set-up: ${titles}. Usually ${formatSeconds(longest)} or a little more. Log: ${path.relative(process.cwd(), LOG)}`;
}

function abortOnSignals(controller) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const abort = (signal) => controller.abort(new Interrupted(signal));
  for (const signal of signals) process.on(signal, abort);
  return () => {
    for (const signal of signals) process.off(signal, abort);
  };
}

function makeFolder() {
  try {
    mkdirSync(path.dirname(LOG), { recursive: true });
  } catch (error) {
    throw new SetupProblem(
      `${path.dirname(LOG)} cannot be made (${error.code}).`,
      'Clone the project into a folder that you can write to.',
    );
  }
}

function report(error) {
  const problem =
    error instanceof SetupProblem ? error : explainFailure('set-up', error.message, error.stack);
  console.error(`Set-up: ${problem.message}\nRemedy: ${problem.remedy}`);
  if (problem.showLog) console.error(`Log: ${LOG}`);
  return problem.exitCode;
}
