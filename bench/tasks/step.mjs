// A burst of training steps, as an experiment's `fit` runs them.

import { compileTrainStep, loadEngine, RandomState, tf } from '../../lib/dist/index.js';
import { args, perBurst, serve } from '../side.mjs';
import { makeModel, SIZE } from './models.mjs';

const BATCH = 32;
const [name, dtypePolicy = 'float32'] = args;
const size = SIZE[name];

await loadEngine({ dtypePolicy });
const random = new RandomState(1);
const rows = BATCH * perBurst;
const x = tf.tensor(Float32Array.from(random.randomSample(rows * size * size * 3)), [
  rows,
  size,
  size,
  3,
]);
const y = tf.cast(tf.oneHot(tf.tensor1d(random.randint(0, 7, rows), 'int32'), 7), 'float32');
const model = makeModel(name);
model.compile({
  optimizer: tf.train.adam(1e-3),
  loss: 'categoricalCrossentropy',
  metrics: ['accuracy'],
});
const step = compileTrainStep(model);

function train() {
  step.resetMetrics();
  for (let i = 0; i < perBurst; i += 1) {
    tf.tidy(() => step.run(tf.slice(x, i * BATCH, BATCH), tf.slice(y, i * BATCH, BATCH)));
  }
  return step.metrics().loss;
}

await serve({ mode: step.mode, dtypePolicy, parameters: model.countParams() }, train);
