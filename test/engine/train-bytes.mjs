// Trains one of source B's models for some steps and prints a digest of its weights.
// Run by determinism.test.ts, in processes of its own: model, steps, optimizer, [threads].
import { createHash } from 'node:crypto';
import process from 'node:process';

const library = new URL('../../lib/dist', import.meta.url).pathname;
const { adamW, compileTrainStep, loadEngine, tf } = await import(`${library}/engine/index.js`);
const models = await import(`${library}/models/index.js`);
const [name, steps, optimizer, threads] = process.argv.slice(2);
const optimizers = {
  adadelta: () => tf.train.adadelta(1),
  adagrad: () => tf.train.adagrad(1e-2),
  adam: () => tf.train.adam(1e-3),
  adamW: () => adamW({ weightDecay: 0.1 }),
  adamax: () => tf.train.adamax(1e-3, 0.9, 0.999),
  momentum: () => tf.train.momentum(1e-2, 0.9),
  rmsprop: () => tf.train.rmsprop(1e-3, 0.9, 0.5, undefined, true),
};

await loadEngine(threads ? { threads: Number(threads) } : {});
const x = tf.randomUniform([160, 32, 32, 3], 0, 1, 'float32', 1);
const y = tf.cast(tf.oneHot(tf.randomUniform([160], 0, 7, 'int32', 2), 7), 'float32');
// One line for each of the optimizers, which are joined by commas.
for (const one of optimizer.split(',')) {
  const model = models[name]({ inputShape: [32, 32, 3], classes: 7, seed: 42 });
  model.compile({ optimizer: optimizers[one](), loss: 'categoricalCrossentropy' });
  const step = compileTrainStep(model);
  for (let i = 0; i < Number(steps); i += 1) {
    const start = (i % 5) * 32;
    tf.tidy(() => {
      step.run(tf.slice(x, start, 32), tf.slice(y, start, 32));
    });
  }
  const digest = createHash('sha256');
  for (const weight of model.getWeights()) digest.update(new Uint8Array(weight.dataSync().buffer));
  process.stdout.write(`${step.mode} ${digest.digest('hex')} ${step.metrics().loss}\n`);
}
