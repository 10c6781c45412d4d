/** Run folders with few made-up predictions, for tests of what reads them. */
import { evaluate } from '../../lib/src/experiments/evaluate.js';
import {
  type Experiment,
  type Prediction,
  RunFolder,
  type RunResult,
  sourceBCnn,
} from '../../lib/src/experiments/index.js';

const CLASSES = ['mel', 'nv'];

/** One prediction a lesion; a letter of `predicted` each, `m` or `n`. */
export function madeUpPredictions(predicted: string, firstImage = 0): Prediction[] {
  return Array.from(predicted, (letter, index) => ({
    imageId: `ISIC_${String(firstImage + index).padStart(4, '0')}`,
    lesionId: `HAM_${String(firstImage + index).padStart(4, '0')}`,
    label: index % 3 === 0 ? 'mel' : 'nv',
    predicted: letter === 'm' ? 'mel' : 'nv',
    probabilities: letter === 'm' ? [0.75, 0.25] : [0.25, 0.75],
  }));
}

/** What a made-up run is like. */
export interface MadeUpRun {
  readonly id: string;
  readonly predictions: readonly Prediction[];
  readonly experiment?: Partial<Experiment>;
  readonly result?: Partial<RunResult>;
  readonly finishedAt?: string;
}

/** Writes the folder of a finished run of two epochs. */
export async function writeMadeUpRun(outputs: string, run: MadeUpRun): Promise<RunFolder> {
  const { id, predictions, finishedAt = '2026-01-01T01:00:00.000Z' } = run;
  const experiment: Experiment = { ...sourceBCnn, ...run.experiment };
  const folder = new RunFolder(outputs, id);
  await folder.writeJson('config.json', experiment);
  await folder.writeJson('environment.json', {
    dermlab: '0.1.0',
    commit: 'c'.repeat(40),
    engine: 'TensorFlow, made up',
    startedAt: '2026-01-01T00:00:00.000Z',
    finishedAt,
  });
  await folder.writePredictions(CLASSES, predictions);
  await folder.finish(madeUpResult(run, experiment));
  return folder;
}

function madeUpResult({ id, predictions, result }: MadeUpRun, experiment: Experiment): RunResult {
  const last = evaluate(predictions, CLASSES, { seed: 42, nResamples: 50 });
  const epoch = { loss: 1, accuracy: 0.5, valLoss: 1, valAccuracy: 0.5 };
  return {
    id,
    experiment,
    classes: CLASSES,
    quick: false,
    data: {
      name: 'Made up',
      description: 'made-up rows',
      sha256: 'a'.repeat(64),
      images: predictions.length,
      missingImages: 0,
    },
    engine: { description: 'TensorFlow, made up', fallback: false },
    split: {
      description: 'made up',
      trainRows: 10,
      testRows: predictions.length,
      testRowsWithImageInTrain: 0,
      testRowsWithLesionInTrain: 0,
      testRowsPerClass: {},
    },
    history: [
      { epoch: 1, ...epoch },
      { epoch: 2, ...epoch },
    ],
    last,
    best: { epoch: 1, accuracy: last.accuracy },
    parameters: 10,
    ...result,
  };
}
