// The data side: images, metadata, splits, metrics.

const IMAGES = 100;
const JPEGS = /** @type {const} */ (['make-jpegs.py', String(IMAGES)]);

/** @type {readonly import('./tasks.mjs').Task[]} */
export const DATA_TASKS = [
  ...[
    [32, 32],
    [128, 96],
  ].flatMap(([width, height]) => [
    {
      ...decoding(width, height),
      name: `decode-${width}`,
      title: `Decoding and resizing to ${width}×${height}`,
      python: ['decode.py', String(width), String(height)],
      against: 'Pillow',
      goal: 0.35,
      tolerance: 1e-12,
    },
    {
      ...decoding(width, height),
      name: `decode-${width}-tf-data`,
      title: `Decoding and resizing to ${width}×${height}, all cores`,
      python: ['decode-tf-data.py', String(width), String(height)],
      against: 'tf.data',
      goal: 1,
      // Its bicubic filter is another, and rounds nothing.
      tolerance: 0.01,
    },
  ]),
  exploring('eda', 1, 20, '10,015 rows'),
  exploring('eda-large', 100, 1, '1,001,500 rows'),
  splitting('train-test', '`train_test_split`'),
  splitting('stratified', '`train_test_split`, stratified'),
  splitting('k-fold', '`KFold`, shuffled'),
  splitting('stratified-k-fold', '`StratifiedKFold`, shuffled'),
  splitting('group-k-fold', '`GroupKFold`'),
  splitting('group-k-fold-shuffled', '`GroupKFold`, shuffled'),
  { ...splitting('stratified-group-k-fold', '`StratifiedGroupKFold`'), burstSeconds: 13 },
  splitting('resample', '`resample`'),
  scoring('labels', 'Metrics of labels: accuracy to `classification_report`'),
  { ...scoring('auc', 'ROC AUC, seven classes'), burstSeconds: 5 },
  scoring('log-loss', '`log_loss`, seven classes'),
];

function decoding(width, height) {
  return {
    unit: 'JPEG of 600×450 pixels, 270 kB',
    prepare: JPEGS,
    ours: ['decode.mjs', String(width), String(height)],
    perBurst: IMAGES,
    kind: 'burst',
    burstSeconds: 1,
  };
}

function exploring(name, times, perBurst, rows) {
  return {
    name,
    title: `EDA, ${rows}`,
    unit: 'metadata read, all tables of the first notebook',
    prepare: ['make-metadata.mjs', String(times)],
    ours: ['eda.mjs'],
    python: ['eda.py'],
    against: 'pandas',
    goal: 1,
    perBurst,
    kind: 'burst',
    burstSeconds: times > 1 ? 5 : 1,
    tolerance: 1e-9,
  };
}

function splitting(name, title) {
  return {
    name: `split-${name}`,
    title,
    unit: 'million rows, 75,000 groups, 7 classes',
    ours: ['splits.mjs', name],
    python: ['splits.py', name],
    against: 'scikit-learn',
    goal: 1,
    perBurst: 1,
    kind: 'burst',
    burstSeconds: 1,
    tolerance: 0,
  };
}

function scoring(name, title) {
  return {
    name: `metrics-${name}`,
    title,
    unit: 'million rows, 7 classes',
    ours: ['metrics.mjs', name],
    python: ['metrics.py', name],
    against: 'scikit-learn',
    goal: 1,
    perBurst: 1,
    kind: 'burst',
    burstSeconds: 1,
    tolerance: 1e-9,
  };
}
