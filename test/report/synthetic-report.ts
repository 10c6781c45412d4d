/** Made-up runs and data for the report's tests: no number here was measured. */
import sharp from 'sharp';
import type {
  EpochLog,
  Estimate,
  Experiment,
  RunResult,
  SplitSummary,
} from '../../lib/src/experiments/index.js';
import type { DataDescription, ReportInput } from '../../lib/src/report/index.js';

const CLASSES = ['akiec', 'bcc', 'bkl', 'df', 'mel', 'nv', 'vasc'];
const NAMES = [
  'actinic keratosis or Bowen’s disease',
  'basal cell carcinoma',
  'benign keratosis',
  'dermatofibroma',
  'melanoma',
  'melanocytic naevus',
  'vascular lesion',
];
const DX = [327, 514, 1099, 115, 1113, 6705, 142];

export const cnn: Experiment = {
  name: 'synthetic-cnn',
  title: 'CNN',
  model: 'cnn',
  dataset: 'ham10000',
  seed: 42,
  steps: [
    { step: 'resamplePerClass', rows: 'all', samplesPerClass: 500, replace: true },
    { step: 'trainTestSplit', testSize: 0.2, stratify: false },
  ],
  images: { widthPx: 32, heightPx: 32, divideBy: 255 },
  training: {
    optimizer: { name: 'adam', learningRate: 1e-3 },
    loss: 'categoricalCrossentropy',
    epochs: 50,
    batchSize: 32,
  },
  reported: {
    source: 'A made-up source',
    metric: 'accuracy',
    value: 0.752,
    on: 'validation, 700 rows',
  },
};

export const cnnGrouped: Experiment = {
  ...withoutReported(cnn),
  name: 'synthetic-cnn-grouped',
  title: 'CNN, leak-free',
  steps: [
    { step: 'stratifiedGroupKFold', nSplits: 5, fold: 0 },
    { step: 'resamplePerClass', rows: 'train', samplesPerClass: 400, replace: true },
  ],
  leakFreeTwinOf: 'synthetic-cnn',
};

export const mlp: Experiment = {
  ...cnn,
  name: 'synthetic-mlp',
  title: 'MLP',
  model: 'mlp',
  reported: {
    source: 'A made-up source',
    metric: 'accuracy',
    value: 0.7057,
    on: 'validation, 700 rows',
  },
};

export const mlpGrouped: Experiment = {
  ...cnnGrouped,
  name: 'synthetic-mlp-grouped',
  title: 'MLP, leak-free',
  model: 'mlp',
  leakFreeTwinOf: 'synthetic-mlp',
};

export const experiments = [cnn, mlp, cnnGrouped, mlpGrouped];

const leakySplit: SplitSummary = {
  description: 'all rows resampled to 500 a class, then split 80/20 by row',
  trainRows: 2800,
  testRows: 700,
  testRowsWithImageInTrain: 433,
  testRowsWithLesionInTrain: 489,
  testRowsPerClass: Object.fromEntries(
    CLASSES.map((label, i) => [label, [97, 104, 93, 110, 98, 89, 109][i] ?? 0]),
  ),
};

const groupedSplit: SplitSummary = {
  description:
    'fold 0 of 5, stratified, grouped by lesion, then training rows resampled to 400 a class',
  trainRows: 2800,
  testRows: 2004,
  testRowsWithImageInTrain: 0,
  testRowsWithLesionInTrain: 0,
  testRowsPerClass: Object.fromEntries(
    CLASSES.map((label, i) => [label, [66, 103, 221, 23, 222, 1341, 28][i] ?? 0]),
  ),
};

function estimate(value: number, halfWidth: number): Estimate {
  return { value, low: value - halfWidth, high: value + halfWidth };
}

function withoutReported(experiment: Experiment): Experiment {
  const copy: { -readonly [Key in keyof Experiment]: Experiment[Key] } = { ...experiment };
  delete copy.reported;
  return copy;
}

/** Curves that rise and wobble the way a real history does. */
function history(epochs: number, finalAccuracy: number): EpochLog[] {
  return Array.from({ length: epochs }, (_, index) => {
    const rise = 1 - Math.exp(-(index + 1) / 12);
    const wobble = 0.012 * Math.sin(index * 2.3);
    return {
      epoch: index + 1,
      loss: 1.95 - 1.25 * rise,
      accuracy: 0.18 + (finalAccuracy - 0.16) * rise,
      valLoss: 1.93 - 1.1 * rise - 3 * wobble,
      valAccuracy: 0.2 + (finalAccuracy - 0.2) * rise + wobble,
    };
  });
}

function confusion(split: SplitSummary, recall: number): number[][] {
  return CLASSES.map((label, row) => {
    const total = split.testRowsPerClass[label] ?? 0;
    const right = Math.round(total * (recall + 0.05 * Math.cos(row * 2)));
    const wrong = total - right;
    const share: number[] = CLASSES.map((_, column) =>
      column === row ? 0 : 1 + ((row * 3 + column * 5) % 4),
    );
    const sum = share.reduce((a, b) => a + b, 0);
    const cells = share.map((part) => Math.floor((wrong * part) / sum));
    const rest = wrong - cells.reduce((a, b) => a + b, 0);
    return cells.map((cell, column) =>
      column === row ? right : cell + (column === (row + 1) % 7 ? rest : 0),
    );
  });
}

const REPORT_TEXT = `              precision    recall  f1-score   support

       akiec       0.68      0.70      0.69        97
         bcc       0.66      0.69      0.67       104
         bkl       0.57      0.54      0.55        93
          df       0.83      0.93      0.88       110
         mel       0.54      0.46      0.50        98
          nv       0.70      0.66      0.68        89
        vasc       0.93      0.98      0.96       109

    accuracy                           0.73       700
   macro avg       0.70      0.71      0.70       700
weighted avg       0.71      0.73      0.72       700
`;

/** A finished run of an experiment, all numbers made up. */
export function syntheticRun(experiment: Experiment, changes: Partial<RunResult> = {}): RunResult {
  const grouped = experiment.leakFreeTwinOf !== undefined;
  const split = grouped ? groupedSplit : leakySplit;
  const accuracy = grouped ? 0.551 : 0.727;
  const logs = history(changes.quick === true ? 2 : 50, accuracy);
  const last = logs.at(-1)?.valAccuracy ?? NaN;
  const best = logs.reduce((most, log) => (log.valAccuracy > most.valAccuracy ? log : most));
  return {
    id: `${experiment.name}-3f9a1c`,
    experiment,
    classes: CLASSES,
    quick: false,
    data: {
      name: 'HAM10000',
      description: 'HAM10000, 10,015 images of 96×72 pixels from data/ham10000/ham10000-96x72.zip',
      sha256: 'c0ffee'.repeat(10) + 'c0ff',
      images: 10_015,
      missingImages: 0,
    },
    engine: { description: 'TensorFlow 2.21.0 (CPU, compiled steps)', fallback: false },
    split,
    history: logs,
    last: {
      accuracy: estimate(last, grouped ? 0.022 : 0.033),
      balancedAccuracy: estimate(grouped ? 0.532 : 0.724, 0.035),
      macroF1: estimate(grouped ? 0.411 : 0.718, 0.034),
      rocAuc: estimate(grouped ? 0.864 : 0.943, 0.012),
      logLoss: { value: 0.8123, low: 0.7411, high: 0.8902 },
      cohenKappa: { value: 0.6814, low: 0.6402, high: 0.7213 },
      matthews: { value: 0.6829, low: 0.6417, high: 0.7226 },
      confusionMatrix: confusion(split, last),
      perClass: {},
      classificationReport: REPORT_TEXT,
    },
    best: { epoch: best.epoch, accuracy: estimate(best.valAccuracy, 0.033) },
    parameters: 378_535,
    ...changes,
  };
}

/** A disc on skin: stands for a lesion's image without being one. */
async function syntheticImage(seed: number): Promise<string> {
  const hue = 15 + ((seed * 7) % 20);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="72">
    <rect width="96" height="72" fill="hsl(${hue},55%,82%)"/>
    <ellipse cx="${42 + (seed % 5) * 3}" cy="36" rx="${14 + (seed % 4) * 4}" ry="${12 + (seed % 3) * 4}"
      fill="hsl(${hue},45%,${30 + (seed % 4) * 7}%)"/></svg>`;
  const bytes = await sharp(Buffer.from(svg)).jpeg().toBuffer();
  return `data:image/jpeg;base64,${bytes.toString('base64')}`;
}

async function syntheticSamples() {
  const images = CLASSES.flatMap((label, row) =>
    [0, 1, 2].map(async (column) => ({
      label,
      imageId: `SYNTHETIC_${row}${column}`,
      dataUri: await syntheticImage(row * 3 + column),
      widthPx: 96,
      heightPx: 72,
    })),
  );
  return Promise.all(images);
}

const rows = (counts: Record<string, number>) =>
  Object.entries(counts).map(([value, count]) => ({ value, count }));

/** The data section's input; the counts are HAM10000's own, the images are drawn. */
export async function syntheticData(
  changes: Partial<DataDescription> = {},
): Promise<DataDescription> {
  return {
    name: 'HAM10000',
    description: 'HAM10000, 10,015 images of 96×72 pixels from data/ham10000/ham10000-96x72.zip',
    sha256: 'c0ffee'.repeat(10) + 'c0ff',
    images: 10_015,
    lesions: 7470,
    lesionsWithSeveralImages: 1956,
    classes: CLASSES.map((label, index) => ({ label, name: NAMES[index] ?? '' })),
    attribution: 'Images: made up after HAM10000 by Tschandl et al., CC BY-NC-SA 4.0.',
    counts: {
      dx: CLASSES.map((value, index) => ({ value, count: DX[index] ?? 0 })).sort(
        (a, b) => b.count - a.count,
      ),
      dxType: rows({ histo: 5340, follow_up: 3704, consensus: 902, confocal: 69 }),
      localization: rows({
        back: 2192,
        'lower extremity': 2077,
        trunk: 1404,
        'upper extremity': 1118,
        abdomen: 1022,
        face: 745,
        chest: 407,
        foot: 319,
        unknown: 234,
        neck: 168,
        scalp: 128,
        hand: 90,
        ear: 56,
        genital: 48,
        acral: 7,
      }),
      sex: rows({ male: 5406, female: 4552, unknown: 57 }),
    },
    age: {
      bins: [121, 169, 464, 1463, 2507, 2191, 1594, 1005, 404, 40].map((count, index) => ({
        from: index * 10,
        to: index * 10 + 10,
        count,
      })),
      missing: 57,
    },
    samples: await syntheticSamples(),
    notices: ['Images are reduced to 96×72 pixels from the published 600×450.'],
    ...changes,
  };
}

/** A whole report, all runs finished. */
export async function syntheticReport(changes: Partial<ReportInput> = {}): Promise<ReportInput> {
  return {
    experiments,
    runs: experiments.map((experiment) => syntheticRun(experiment)),
    data: await syntheticData(),
    versions: { dermlab: '0.1.0', Node: '20.20.2', TensorFlow: '2.21.0' },
    command: 'npm start',
    notices: ['Every number on this page is made up: it is a test of the page.'],
    ...changes,
  };
}
