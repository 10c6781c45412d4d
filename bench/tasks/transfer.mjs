// Source B's transfer model, as `dermlab reproduce` trains it: the frozen base runs once for
// each image, and the rest of the model on what it gave.

import { fitPhases } from '../../lib/dist/experiments/fit-phases.js';
import { loadEngine, RandomState, vgg16Transfer } from '../../lib/dist/index.js';
import { args, serve } from '../side.mjs';

const [TRAIN, TEST, EPOCHS] = args.map(Number);
const LENGTH = 150 * 150 * 3;

const engine = await loadEngine();
const random = new RandomState(1);
const values = Uint8Array.from(random.randint(0, 256, (TRAIN + TEST) * LENGTH));
const labels = random.randint(0, 7, TRAIN + TEST);
const rows = (from, to) => ({
  pixels: Array.from({ length: to - from }, (_, i) =>
    values.slice((from + i) * LENGTH, (from + i + 1) * LENGTH),
  ),
  labels: labels.slice(from, to),
});
const data = {
  train: rows(0, TRAIN),
  test: rows(TRAIN, TRAIN + TEST),
  images: { widthPx: 150, heightPx: 150, divideBy: 255 },
  nClasses: 7,
};
const base = { weights: 'random' };
const model = vgg16Transfer({ inputShape: [150, 150, 3], classes: 7, seed: 42, base });
const head = model.layers
  .at(-1)
  .getWeights()
  .map((weight) => weight.clone());
const training = {
  optimizer: { name: 'adam', learningRate: 1e-3 },
  loss: 'categoricalCrossentropy',
  epochs: EPOCHS,
  batchSize: 32,
};

async function train() {
  model.layers.at(-1).setWeights(head);
  const features = { engine: engine.description };
  const { history } = await fitPhases(model, data, { training, seed: 42, features });
  return [history[0].loss, history.at(-1).loss, history.at(-1).valLoss];
}

await serve({}, train);
