// Splits a million rows: splits.mjs NAME. NumPy's numbers come of the same seeds here.

import {
  GroupKFold,
  KFold,
  RandomState,
  resample,
  StratifiedGroupKFold,
  StratifiedKFold,
  trainTestSplit,
} from '../../lib/dist/random/index.js';
import { args, serve } from '../side.mjs';

const N_ROWS = 1_000_000;
const N_GROUPS = 75_000;
const EVERY = 1009;

const draw = new RandomState(42);
const groups = draw.randint(0, N_GROUPS, N_ROWS);
const classOfGroup = draw.randint(0, 64, N_GROUPS).map((x) => Math.floor(Math.log2(x + 1)));
const y = groups.map((group) => classOfGroup[group]);
const rows = Int32Array.from({ length: N_ROWS }, (_, row) => row);
const shuffled = { nSplits: 5, shuffle: true, randomState: 42 };

const WORK = {
  'train-test': () => Object.values(trainTestSplit(N_ROWS, { randomState: 42 })),
  stratified: () => Object.values(trainTestSplit(N_ROWS, { randomState: 42, stratify: y })),
  'k-fold': () => sides(new KFold(shuffled).split(N_ROWS)),
  'stratified-k-fold': () => sides(new StratifiedKFold(shuffled).split(y)),
  'group-k-fold': () => sides(new GroupKFold({ nSplits: 5 }).split(N_ROWS, groups)),
  'group-k-fold-shuffled': () => sides(new GroupKFold(shuffled).split(N_ROWS, groups)),
  'stratified-group-k-fold': () => sides(new StratifiedGroupKFold(shuffled).split(y, groups)),
  resample: () => [resample(rows, { randomState: 42 })],
};

const sides = (folds) => folds.flatMap(({ train, test }) => [train, test]);

/** Some of each side's rows, which say in what order it has them. */
function check(indices) {
  let sum = indices.length;
  for (let place = 0; place < indices.length; place += EVERY) sum += indices[place];
  return sum;
}

const work = WORK[args[0]];
await serve({}, () => work().map(check));
