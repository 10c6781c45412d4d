// Makes main_image_data.csv of the embedded images, and trains a model on it for a moment.

import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../lib/bin/dermlab.js', import.meta.url));
const TABLE = 'main_image_data.csv';

dermlab('preprocess', '--out', TABLE);
dermlab(
  'train',
  'classifying-model',
  '--data',
  TABLE,
  '--out',
  'model.h5',
  '--runs',
  'runs',
  '--quick',
);

function dermlab(...args) {
  const { status } = spawnSync(process.execPath, [PROGRAM, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(1);
}
