#!/usr/bin/env node
// Measures dermlab beside the Python tools that do the same: see HELP, and tasks.mjs for what.

import process from 'node:process';
import { parseArgs } from 'node:util';
import { timeLeft } from '../lib/dist/core/index.js';
import { machine, versions } from './machine.mjs';
import { BenchError, measure } from './measure.mjs';
import { resumed, writeResults } from './results-file.mjs';
import { textTable } from './table.mjs';
import { TASKS } from './tasks.mjs';

const HELP = `Usage: npm run bench -- [options]

Measures dermlab beside the Python tools in .venv. Each task runs as two processes that take turns,
burst by burst; a ratio below 1 means that dermlab takes less.

  --tasks NAMES    only these, separated by commas; * stands for any letters, as in *-step
  --rounds NUMBER  rounds a task, after one that warms up (default: 5)
  --json           print the results as JSON
  --write          write docs/benchmark and the README's table, after each task
  --only-missing   leave out what docs/benchmark has already, of this machine and these versions
  --list           list the tasks
  --help           show this help

Examples:
  $ npm run bench -- --tasks cnn-step,mlp-step
  $ npm run bench -- --tasks 'predict-*' --rounds 9 --json > predict.json
  $ npm run bench -- --write --only-missing

Run it on a machine that does nothing else.`;

class UsageError extends Error {}

try {
  process.exitCode = await main(readOptions());
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${HELP}`);
    process.exitCode = 2;
  } else if (error instanceof BenchError) {
    console.error(error.message);
    process.exitCode = 1;
  } else throw error;
}

function readOptions() {
  const { values } = parse();
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new UsageError(`--rounds is "${values.rounds}", expected a whole number from 1.`);
  }
  return { ...values, rounds, tasks: chosen(values.tasks) };
}

function parse() {
  try {
    return parseArgs({
      options: {
        tasks: { type: 'string', default: '*' },
        rounds: { type: 'string', default: '5' },
        json: { type: 'boolean' },
        write: { type: 'boolean' },
        'only-missing': { type: 'boolean' },
        list: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function chosen(names) {
  const fits = (pattern) => {
    const expression = RegExp(`^${pattern.replace(/[^\w*-]/g, '\\$&').replaceAll('*', '.*')}$`);
    return (name) => expression.test(name);
  };
  const patterns = names.split(',').map((name) => name.trim());
  const unknown = patterns.find((pattern) => !TASKS.some(({ name }) => fits(pattern)(name)));
  if (unknown !== undefined) {
    const known = TASKS.map(({ name }) => name).join(', ');
    throw new UsageError(`There is no task "${unknown}"; there are ${known}.`);
  }
  return TASKS.filter(({ name }) => patterns.some((pattern) => fits(pattern)(name)));
}

async function main(options) {
  const { help, list, json, tasks } = options;
  if (help) return print(HELP);
  if (list) return print(tasks.map(describe).join('\n'));
  const { results, failed } = await runAll(options);
  print(json ? JSON.stringify(results, null, 1) : textTable(results));
  return failed ? 1 : 0;
}

function print(text) {
  console.log(text);
  return 0;
}

function describe({ name, title, unit, against, goal }) {
  return `${name.padEnd(30)} ${title}: ${unit}; against ${against}, to reach ${goal}`;
}

async function runAll({ tasks, rounds, write, 'only-missing': onlyMissing }) {
  const fresh = { machine: machine(), versions: versions(), tasks: {}, skipped: {} };
  const results = write || onlyMissing ? resumed(fresh) : fresh;
  const planned = tasks.filter((task) => !isSkipped(task, results));
  const missing = planned.filter(({ name }) => !(onlyMissing && name in results.tasks));
  const clock = progress(missing, rounds);
  let failed = false;
  for (const task of missing) {
    try {
      results.tasks[task.name] = await run(task, rounds, clock);
      if (write) writeResults(results);
    } catch (error) {
      if (!(error instanceof BenchError)) throw error;
      // The others can be measured all the same.
      console.error(error.message);
      failed = true;
    }
  }
  return { results, failed };
}

function isSkipped({ name, needs }, results) {
  delete results.skipped[name];
  if (needs !== 'amx' || results.machine.amx) return false;
  results.skipped[name] = 'as this CPU has no AMX units';
  delete results.tasks[name];
  console.error(`${name}: skipped, ${results.skipped[name]}`);
  return true;
}

async function run(task, rounds, clock) {
  const measured = await measure(task, rounds, (bursts) => {
    const left = clock(task, bursts);
    if (bursts % 2 === 0) {
      const round = bursts / 2 - 1;
      const what = round === 0 ? 'warmed up' : `round ${round} of ${rounds}`;
      console.error(`${task.name}: ${what}  ${left}`);
    }
  });
  return { date: new Date().toISOString().slice(0, 10), ...measured };
}

/** Tells the time left, by the tasks' own estimates scaled to the pace so far. */
function progress(tasks, rounds) {
  const seconds = ({ burstSeconds = 4 }) => burstSeconds * (rounds + 1);
  const total = tasks.reduce((sum, task) => sum + seconds(task), 0);
  const left = timeLeft();
  left(0, total);
  return (current, bursts) => {
    const before = tasks.slice(0, tasks.indexOf(current));
    const done = before.reduce((sum, task) => sum + seconds(task), 0);
    return left(done + (seconds(current) * bursts) / (2 * (rounds + 1)), total);
  };
}
