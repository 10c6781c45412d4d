// Times our training step against Python Keras's: the same models, batch 32, the same
// TensorFlow. Each round starts one process a side; the two take turns, burst by burst, so
// that what else the machine does hits both alike.
//
//   npm run bench:step -- [--rounds 3] [--bursts 5] [--models cnn,mlp] [--json]
//
// A ratio below 1 means that ours takes less.

import { spawn } from 'node:child_process';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const STEPS_A_BURST = 20;
const PARTS = ['train', 'predict'];
const UNITS = ['wallMs', 'cpuMs'];
const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const SIDES = {
  ours: [process.execPath, file('ours.mjs')],
  keras: [process.env.DERMLAB_PYTHON ?? file('../.venv/bin/python'), file('keras_step.py')],
};

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    bursts: { type: 'string', default: '5' },
    models: { type: 'string', default: 'cnn,mlp' },
    json: { type: 'boolean', default: false },
  },
});

/** A process of one side: resolves to its first line, then answers a line with a line. */
async function start(side, model) {
  const [program, script] = SIDES[side];
  const child = spawn(program, [script, model, String(STEPS_A_BURST)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${side} on ${model} ended early; its message is above.`);
    return JSON.parse(value);
  };
  const facts = await read();
  const ask = (part) => {
    child.stdin.write(`${part}\n`);
    return read();
  };
  return { facts, ask, stop: () => child.stdin.end() };
}

async function runRound(model, round, bursts) {
  const processes = { ours: await start('ours', model), keras: await start('keras', model) };
  const measured = { ours: { train: [], predict: [] }, keras: { train: [], predict: [] } };
  for (let burst = 0; burst < bursts; burst += 1) {
    const order = (round + burst) % 2 ? ['keras', 'ours'] : ['ours', 'keras'];
    for (const part of PARTS) {
      for (const side of order) measured[side][part].push(await processes[side].ask(part));
    }
  }
  for (const { stop } of Object.values(processes)) stop();
  return { measured, ours: processes.ours.facts, keras: processes.keras.facts };
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function summarise(values) {
  return { median: median(values), low: Math.min(...values), high: Math.max(...values) };
}

// One value a burst; the ratio is of the two bursts that ran one after the other.
function compare(rounds, part, unit) {
  const all = (side) =>
    rounds.flatMap(({ measured }) => measured[side][part]).map((one) => one[unit]);
  const [ours, keras] = [all('ours'), all('keras')];
  return {
    ours: summarise(ours),
    keras: summarise(keras),
    ratio: summarise(ours.map((value, i) => value / keras[i])),
  };
}

async function benchmark(model) {
  const rounds = [];
  for (let round = 0; round < Number(options.rounds); round += 1) {
    rounds.push(await runRound(model, round, Number(options.bursts)));
    process.stderr.write(`${model}: round ${round + 1} of ${options.rounds}\n`);
  }
  const peak = (side) =>
    summarise(rounds.map(({ measured }) => measured[side].predict.at(-1).peakMB));
  return {
    ...Object.fromEntries(
      PARTS.map((part) => [
        part,
        Object.fromEntries(UNITS.map((unit) => [unit, compare(rounds, part, unit)])),
      ]),
    ),
    peakMB: { ours: peak('ours'), keras: peak('keras') },
    ours: rounds[0].ours,
    keras: rounds[0].keras,
  };
}

const show = ({ median: middle, low, high }, digits = 0) =>
  `${middle.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;

function print(model, result) {
  console.log(
    `\n${model}: median (lowest–highest) of ${options.rounds} × ${options.bursts} bursts`,
  );
  console.log(`${''.padEnd(24)}${'ours'.padEnd(22)}${'Keras'.padEnd(22)}ratio`);
  const row = (name, { ours, keras, ratio }) => {
    const last = ratio ? show(ratio, 2) : '';
    console.log(`${name.padEnd(24)}${show(ours).padEnd(22)}${show(keras).padEnd(22)}${last}`);
  };
  row('train step, ms', result.train.wallMs);
  row('train step, CPU ms', result.train.cpuMs);
  row('predict batch, ms', result.predict.wallMs);
  row('predict batch, CPU ms', result.predict.cpuMs);
  row('peak memory, MB', result.peakMB);
  console.log(`ours: ${result.ours.mode}, ${JSON.stringify(result.ours.versions)}`);
  console.log(`Keras: ${result.keras.mode}, ${JSON.stringify(result.keras.versions)}`);
}

const report = {};
for (const model of options.models.split(',')) report[model] = await benchmark(model);
if (options.json) console.log(JSON.stringify(report, null, 2));
else for (const [model, result] of Object.entries(report)) print(model, result);
