// Runs a tiny experiment in a folder: node run-tiny.mjs OUTPUTS MODEL. Killed and run again by the tests.
import { loadEngine, loadHam10000, PixelCache, runExperiment } from 'dermlab';

const [outputs, model] = process.argv.slice(2);
const experiment = {
  name: `tiny-${model}`,
  title: 'Tiny',
  model,
  dataset: 'ham10000',
  seed: 42,
  steps: [
    { step: 'resamplePerClass', rows: 'all', samplesPerClass: 12, replace: true },
    { step: 'trainTestSplit', testSize: 0.25, stratify: false },
  ],
  images: { widthPx: 32, heightPx: 32, divideBy: 255 },
  training: {
    optimizer: { name: 'adam', learningRate: 1e-3 },
    loss: 'categoricalCrossentropy',
    epochs: 6,
    batchSize: 16,
  },
};

const dataset = await loadHam10000();
const engine = await loadEngine();
const pixels = new PixelCache((id) => dataset.readImage(id));
const resumed = [];
const { result, wasDone } = await runExperiment(experiment, {
  dataset,
  engine,
  pixels,
  outputs,
  quick: false,
  rerun: false,
  onResume: (epoch) => resumed.push(epoch),
});
dataset.close();
console.log(JSON.stringify({ id: result.id, wasDone, resumed }));
