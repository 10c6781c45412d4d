// What is measured. A side's script is in bench/tasks; it serves bursts (side.mjs, side.py), or, where
// the kind is `cold`, is a command that is run from its start to its end each time.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_TASKS } from './data-tasks.mjs';

/**
 * @typedef {object} Task
 * @property {string} name - short, for `--tasks`
 * @property {string} title - for the table
 * @property {string} unit - what one measured time is of, e.g. `step of 32 images`
 * @property {readonly [string, ...string[]]} ours - script beside this file's `tasks/`, arguments
 * @property {readonly [string, ...string[]]} python - the same
 * @property {string} against - the Python tool, e.g. `Keras`
 * @property {number} goal - the ratio of wall time, ours / Python's, to reach
 * @property {number} perBurst - units of work in one burst; both scripts get it as last argument
 * @property {'burst' | 'cold'} kind - `cold`: a process for each measurement
 * @property {number} [burstSeconds] - about how long one burst of both takes, for the time left; default 4
 * @property {boolean} [warmUp] - whether a burst that does not count comes first; default true
 * @property {number} [tolerance] - how far the two checks may be apart, relative; default 1e-6
 * @property {readonly [string, ...string[]]} [prepare] - script that writes what both sides read into
 *   its working folder, which then is theirs; run once and not measured
 * @property {(folder: string) => Record<'ours' | 'python', number[]>} [check] - of a `cold` task: what
 *   both sides have written into the folder and must agree on
 * @property {'amx'} [needs] - skipped, aloud, where the machine lacks it
 */

const TABLE_AND_MODEL = ['--data', 'main_image_data.csv', '--model', 'model.h5'];

/** @type {readonly Task[]} */
export const TASKS = [
  {
    name: 'cnn-step',
    title: 'Training step, CNN',
    unit: 'step of 32 images, 32 px',
    ours: ['step.mjs', 'cnn'],
    python: ['step.py', 'cnn'],
    against: 'Keras',
    goal: 0.85,
    perBurst: 20,
    kind: 'burst',
    tolerance: 0.02,
  },
  {
    name: 'mlp-step',
    title: 'Training step, MLP',
    unit: 'step of 32 images, 32 px',
    ours: ['step.mjs', 'mlp'],
    python: ['step.py', 'mlp'],
    against: 'Keras',
    goal: 0.8,
    perBurst: 20,
    kind: 'burst',
    burstSeconds: 6,
    tolerance: 0.02,
  },
  {
    name: 'residual-step',
    title: 'Training step, residual CNN',
    unit: 'step of 32 images, 64 px',
    ours: ['step.mjs', 'residual'],
    python: ['step.py', 'residual'],
    against: 'Keras',
    goal: 0.85,
    perBurst: 10,
    kind: 'burst',
    burstSeconds: 5,
    tolerance: 0.02,
  },
  ...[
    { model: 'cnn', name: 'CNN', sizePx: 32 },
    { model: 'mlp', name: 'MLP', sizePx: 32 },
    { model: 'residual', name: 'residual CNN', sizePx: 64 },
  ].map(({ model, name, sizePx }) => ({
    name: `${model}-step-bfloat16`,
    title: `Training step, ${name}, bfloat16`,
    unit: `step of 32 images, ${sizePx} px, Keras in float32`,
    ours: ['step.mjs', model, 'mixed_bfloat16'],
    python: ['step.py', model],
    against: 'Keras',
    goal: 0.5,
    perBurst: model === 'residual' ? 10 : 20,
    kind: 'burst',
    tolerance: 0.1,
    needs: 'amx',
  })),
  {
    name: 'vgg16-transfer',
    title: 'VGG16 transfer, 50 epochs',
    unit: 'run of 26 images and 6 to validate, 150 px',
    ours: ['transfer.mjs', '26', '6', '50'],
    python: ['transfer.py', '26', '6', '50'],
    against: 'Keras',
    goal: 0.05,
    perBurst: 1,
    kind: 'burst',
    warmUp: false,
    burstSeconds: 80,
    tolerance: 1e-3,
  },
  {
    name: 'predict-batch',
    title: 'Prediction, batches',
    unit: 'batch of 32 images, 32 px, CNN',
    ours: ['predict.mjs', 'cnn', 'batch'],
    python: ['predict.py', 'cnn', 'batch'],
    against: 'Keras',
    goal: 0.6,
    perBurst: 40,
    kind: 'burst',
    tolerance: 1e-5,
  },
  {
    name: 'predict-one',
    title: 'Prediction, single image',
    unit: '`model.predict` of an image, 32 px, CNN',
    ours: ['predict.mjs', 'cnn', 'one'],
    python: ['predict.py', 'cnn', 'one'],
    against: 'Keras',
    goal: 0.3,
    perBurst: 50,
    kind: 'burst',
    tolerance: 1e-5,
  },
  {
    name: 'predict-one-call',
    title: 'Prediction, single image, `model(x)`',
    unit: 'the same, called directly',
    ours: ['predict.mjs', 'cnn', 'one'],
    python: ['predict.py', 'cnn', 'call'],
    against: 'Keras',
    goal: 1,
    perBurst: 200,
    kind: 'burst',
    tolerance: 1e-5,
  },
  {
    name: 'predict-one-function',
    title: 'Prediction, single image, `tf.function`',
    unit: 'the same, compiled by hand',
    ours: ['predict.mjs', 'cnn', 'one'],
    python: ['predict.py', 'cnn', 'function'],
    against: 'TensorFlow',
    goal: 1,
    perBurst: 200,
    kind: 'burst',
    tolerance: 1e-5,
  },
  {
    name: 'cold-predict',
    title: 'Cold start, `dermlab predict`',
    unit: 'table of 10,015 images in, predictions of 1,995 out',
    prepare: ['make-table.mjs'],
    ours: ['../../lib/bin/dermlab.js', 'predict', ...TABLE_AND_MODEL, '--out', 'ours.json'],
    python: ['cold-predict.py', 'main_image_data.csv', 'model.h5', 'python.json'],
    against: 'pandas and Keras',
    goal: 0.4,
    perBurst: 1,
    kind: 'cold',
    burstSeconds: 18,
    check: (folder) => bothFiles(folder, 'json', ({ predictions }) => predictions),
    tolerance: 1e-5,
  },
  {
    name: 'cold-classify',
    title: 'Cold start, `dermlab classify`',
    unit: 'photo of 600×450 pixels in, probabilities out',
    prepare: ['make-photo.py'],
    ours: ['../../lib/bin/dermlab.js', 'classify', 'photo.jpg', '--model', 'model.keras', '--json'],
    python: ['cold-classify.py', 'photo.jpg', 'model.keras'],
    against: 'Pillow and Keras',
    goal: 0.4,
    perBurst: 1,
    kind: 'cold',
    burstSeconds: 9,
    check: (folder) => bothFiles(folder, 'out', ([{ probabilities }]) => probabilities),
    tolerance: 1e-3,
  },
  {
    name: 'cold-kernel',
    title: 'Cold start, Jupyter kernel',
    unit: 'from no kernel to the first cell done',
    ours: ['kernel-cell.py', 'dermlab'],
    python: ['kernel-cell.py', 'python3'],
    against: 'ipykernel, pandas, Keras, Plotly',
    goal: 0.5,
    perBurst: 1,
    kind: 'cold',
    burstSeconds: 12,
  },
  ...['h5', 'keras'].flatMap((ending) => [
    {
      name: `load-${ending}-small`,
      title: `Loading .${ending}, small`,
      unit: 'CNN with its optimizer, 4.6 MB',
      prepare: ['make-models.py', 'cnn'],
      ours: ['load.mjs', `cnn.${ending}`],
      python: ['load.py', `cnn.${ending}`],
      against: 'Keras',
      goal: 1,
      perBurst: 10,
      kind: 'burst',
    },
    {
      name: `load-${ending}-large`,
      title: `Loading .${ending}, large`,
      unit: 'VGG16 transfer with its optimizer, 59 MB',
      prepare: ['make-models.py', 'vgg16'],
      ours: ['load.mjs', `vgg16.${ending}`],
      python: ['load.py', `vgg16.${ending}`],
      against: 'Keras',
      goal: 1,
      perBurst: 3,
      kind: 'burst',
    },
  ]),
  ...DATA_TASKS,
];

/** Numbers out of the JSON that each side has written. */
function bothFiles(folder, ending, predictionsOf) {
  const read = (side) => {
    const written = JSON.parse(readFileSync(join(folder, `${side}.${ending}`), 'utf8'));
    return predictionsOf(written).flatMap(({ probability, probabilities }) =>
      probability === undefined ? Object.values(probabilities) : probability,
    );
  };
  return { ours: read('ours'), python: read('python') };
}
