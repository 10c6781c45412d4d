// Trains one of source B's models for some steps and prints a digest of its weights.
// Run by determinism.test.ts, in processes of its own: model, steps, [threads].
import { createHash } from 'node:crypto';
import process from 'node:process';

const library = new URL('../../lib/dist', import.meta.url).pathname;
const { compileTrainStep, loadEngine, tf } = await import(`${library}/engine/index.js`);
const models = await import(`${library}/models/index.js`);
const [name, steps, threads] = process.argv.slice(2);

await loadEngine(threads ? { threads: Number(threads) } : {});
const model = models[name]({ inputShape: [32, 32, 3], classes: 7, seed: 42 });
model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy' });
const step = compileTrainStep(model);
const x = tf.randomUniform([160, 32, 32, 3], 0, 1, 'float32', 1);
const y = tf.cast(tf.oneHot(tf.randomUniform([160], 0, 7, 'int32', 2), 7), 'float32');
for (let i = 0; i < Number(steps); i += 1) {
  const start = (i % 5) * 32;
  tf.tidy(() => {
    step.run(tf.slice(x, start, 32), tf.slice(y, start, 32));
  });
}
const digest = createHash('sha256');
for (const weight of model.getWeights()) digest.update(new Uint8Array(weight.dataSync().buffer));
process.stdout.write(`${step.mode} ${digest.digest('hex')} ${step.metrics().loss}\n`);
