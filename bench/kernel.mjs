#!/usr/bin/env node
// How soon our kernel is ready and its first cell done, beside ipykernel's, in interleaved rounds.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROUNDS = process.argv[2] ?? '5';

const { status, stdout, stderr } = spawnSync(
  `${ROOT}.venv/bin/python`,
  [`${ROOT}bench/kernel.py`, ROUNDS, `${ROOT}notebooks`],
  { encoding: 'utf8' },
);
if (status === 0) print(JSON.parse(stdout));
else console.error(stderr);
process.exitCode = status ?? 1;

function print({ rounds, medians }) {
  console.log(`Medians of ${rounds} interleaved rounds, in seconds`);
  console.log('what                               dermlab  Python  ratio');
  row('kernel ready', 'ready', medians);
  row('first cell: dermlab / pandas, ...', 'first_cell', medians);
}

function row(title, what, { dermlab, python3 }) {
  const [ours, theirs] = [dermlab[what], python3[what]];
  const cells = [
    ours.toFixed(2).padStart(7),
    theirs.toFixed(2).padStart(7),
    (ours / theirs).toFixed(2).padStart(6),
  ];
  console.log(title.padEnd(35), cells.join(' '));
}
