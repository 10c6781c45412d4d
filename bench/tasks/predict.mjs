// A burst of predictions from arrays of numbers to probabilities: batches of 32, or image by image.

import { compilePredict, loadEngine, RandomState, tf } from '../../lib/dist/index.js';
import { args, perBurst, serve } from '../side.mjs';
import { makeModel, SIZE } from './models.mjs';

const BATCH = 32;
const [name, how] = args;

await loadEngine();
const shape = [SIZE[name], SIZE[name], 3];
const length = tf.util.sizeFromShape(shape);
const rows = how === 'batch' ? BATCH * perBurst : perBurst;
const values = Float32Array.from(new RandomState(1).randomSample(rows * length));
const predict = compilePredict(makeModel(name));

function predictRows(x, count) {
  return tf.tidy(() => predict(tf.tensor(x, [count, ...shape]), BATCH).dataSync());
}

function batch() {
  return [...predictRows(values, rows).subarray(0, 7)];
}

function one() {
  let last;
  for (let i = 0; i < perBurst; i += 1) {
    last = predictRows(values.subarray(i * length, (i + 1) * length), 1);
  }
  return [...last];
}

await serve({ mode: predict.mode }, how === 'batch' ? batch : one);
