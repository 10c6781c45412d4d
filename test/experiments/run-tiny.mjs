// Runs a tiny experiment in a folder: node run-tiny.mjs OUTPUTS MODEL. Killed and run again by the
// tests. The MLP is steered by validation rows, callbacks and class weights, the CNN by nothing.
import { loadEngine, loadHam10000, PixelCache, runExperiment } from 'dermlab';

const [outputs, model] = process.argv.slice(2);
const steered = model === 'mlp';
const experiment = {
  name: `tiny-${model}`,
  title: 'Tiny',
  model,
  dataset: 'ham10000',
  seed: 42,
  steps: [
    { step: 'resamplePerClass', rows: 'all', samplesPerClass: 12, replace: true },
    { step: 'trainTestSplit', testSize: 0.25, stratify: false },
    ...(steered
      ? [{ step: 'trainTestSplit', testSize: 0.25, stratify: false, into: 'validation' }]
      : []),
  ],
  images: { widthPx: 32, heightPx: 32, divideBy: 255 },
  training: {
    optimizer: { name: 'adam', learningRate: 1e-3 },
    loss: 'categoricalCrossentropy',
    epochs: 6,
    batchSize: 16,
    ...(steered
      ? {
          classWeight: 'balanced',
          earlyStopping: { monitor: 'valLoss', patience: 20, restoreBestWeights: true },
          reduceLROnPlateau: { monitor: 'valAccuracy', factor: 0.5, patience: 1 },
        }
      : {}),
  },
};

const dataset = await loadHam10000();
const engine = await loadEngine();
const pixels = new PixelCache(dataset);
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
