// Our side of train-step.mjs, in a process of its own: for each line `train` or `predict`
// on standard input it runs one burst and prints one line of JSON.
import process from 'node:process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const BATCH = 32;
const [model, steps] = [process.argv[2], Number(process.argv[3])];
const library = new URL('../lib/dist', import.meta.url).pathname;
const { compilePredict, compileTrainStep, loadEngine, tf } = await import(
  pathToFileURL(`${library}/engine/index.js`).href
);
const models = await import(pathToFileURL(`${library}/models/index.js`).href);

const engine = await loadEngine();
const network = models[model]({ inputShape: [32, 32, 3], classes: 7, seed: 42 });
network.compile({
  optimizer: tf.train.adam(1e-3),
  loss: 'categoricalCrossentropy',
  metrics: ['accuracy'],
});
const rows = BATCH * steps;
const x = tf.randomUniform([rows, 32, 32, 3], 0, 1, 'float32', 1);
const y = tf.cast(tf.oneHot(tf.randomUniform([rows], 0, 7, 'int32', 2), 7), 'float32');
const step = compileTrainStep(network);
const predictRows = compilePredict(network);

function train() {
  for (let i = 0; i < steps; i += 1) {
    tf.tidy(() => step.run(tf.slice(x, i * BATCH, BATCH), tf.slice(y, i * BATCH, BATCH)));
  }
  step.metrics();
}

function predict() {
  tf.tidy(() => predictRows(x, BATCH).dataSync());
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

function measure(run) {
  const [wall, cpu] = [performance.now(), cpuMs()];
  run();
  return { wallMs: (performance.now() - wall) / steps, cpuMs: (cpuMs() - cpu) / steps };
}

const print = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
train();
predict();
const versions = { node: process.versions.node, tensorflow: engine.tensorflowVersion };
print({ mode: step.mode, versions });
for await (const line of createInterface({ input: process.stdin })) {
  const result = measure(line === 'train' ? train : predict);
  print({ ...result, peakMB: Math.round(process.resourceUsage().maxRSS / 1024) });
}
