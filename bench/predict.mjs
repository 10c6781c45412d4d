#!/usr/bin/env node
// Times `dermlab predict`, from its start to its end, beside the same script in Python Keras, taking
// turns.
//
//   npm run bench:predict -- [--data main_image_data.csv --model classifying_model_v3.h5] [--rounds 5]
//
// Without a table and a model it makes them of the embedded images first. A ratio below 1 means that
// ours takes less.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const PYTHON = process.env.DERMLAB_PYTHON ?? file('../.venv/bin/python');

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    model: { type: 'string' },
    rounds: { type: 'string', default: '5' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'bench-predict-'));
try {
  const { data, model } = options.data ? options : make();
  print(measure(resolve(data), resolve(model)));
} finally {
  rmSync(folder, { recursive: true });
}

function make() {
  const [data, model] = [join(folder, 'main_image_data.csv'), join(folder, 'model.h5')];
  dermlab('preprocess', '--out', data);
  const runs = join(folder, 'runs');
  dermlab('train', 'classifying-model', '--data', data, '--out', model, '--runs', runs, '--quick');
  return { data, model };
}

function dermlab(...args) {
  const { status } = spawnSync(process.execPath, [file('../lib/bin/dermlab.js'), ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`dermlab ${args[0]} failed; its message is above.`);
}

function measure(data, model) {
  const { status, stdout, stderr } = spawnSync(
    PYTHON,
    [file('predict.py'), options.rounds, data, model, folder],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function print({ measured, rows, largest }) {
  console.log(
    `Predicting ${rows} rows, cold: median (lowest–highest) of ${options.rounds} interleaved rounds`,
  );
  console.log(`${''.padEnd(18)}${'dermlab'.padEnd(24)}${'Keras'.padEnd(24)}ratio`);
  for (const [title, unit, digits] of [
    ['seconds', 'wall_s', 2],
    ['CPU seconds', 'cpu_s', 2],
    ['peak memory, MB', 'peak_mb', 0],
  ]) {
    const [ours, keras] = ['dermlab', 'keras'].map((side) =>
      measured[side].map((one) => one[unit]),
    );
    const ratios = ours.map((value, round) => value / keras[round]);
    const cells = [show(ours, digits).padEnd(24), show(keras, digits).padEnd(24), show(ratios, 2)];
    console.log(title.padEnd(18) + cells.join(''));
  }
  console.log(`largest difference of a probability: ${largest.toExponential(1)}`);
}

function show(values, digits) {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, middle, high] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  return `${middle.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}
