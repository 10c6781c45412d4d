// Sweeps a tiny experiment on a few rows: node sweep-tiny.mjs OUTPUTS [METRIC [VALIDATION]]. Killed and
// run again by the tests. Prints what each run was, and the sweep.
import { loadEngine, loadHam10000, PixelCache, runExperiment, runSweep } from 'dermlab';

const [outputs, metric = 'balancedAccuracy', validation] = process.argv.slice(2);
const experiment = {
  name: 'tiny',
  title: 'Tiny',
  model: 'mlp',
  dataset: 'ham10000',
  seed: 42,
  steps: [
    { step: 'stratifiedGroupKFold', nSplits: 4, fold: 0 },
    ...(validation
      ? [{ step: 'stratifiedGroupKFold', nSplits: 4, fold: 0, into: 'validation' }]
      : []),
    { step: 'resamplePerClass', rows: 'train', samplesPerClass: 16, replace: true },
  ],
  images: { widthPx: 8, heightPx: 8, divideBy: 255 },
  training: {
    optimizer: { name: 'adam', learningRate: 1e-3 },
    loss: 'categoricalCrossentropy',
    epochs: 2,
    batchSize: 16,
  },
};
const space = {
  grid: {
    'training.optimizer.learningRate': [1e-3, 1e-2],
    'training.batchSize': [16, 32],
  },
};

const ham10000 = await loadHam10000();
const rows = ham10000.classes.flatMap((label) =>
  ham10000.rows.filter(({ dx }) => dx === label).slice(0, 24),
);
const dataset = { ...ham10000, rows };
const runs = [];
const run = async (swept, context) => {
  const { result, wasDone } = await runExperiment(swept, context);
  runs.push({ id: result.id, wasDone });
  return result;
};
const context = {
  dataset,
  engine: await loadEngine(),
  pixels: new PixelCache(dataset),
  outputs,
  quick: false,
  rerun: false,
};
try {
  const options = { space, metric, runCandidate: run, runWinner: run };
  const sweep = await runSweep(experiment, options, context);
  console.log(JSON.stringify({ runs, sweep }));
} finally {
  dataset.close();
}
