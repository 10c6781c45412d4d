import { ArgumentError } from '../core/index.js';
import { RandomState, resample, StratifiedGroupKFold, trainTestSplit } from '../random/index.js';
import type { DataStep } from './experiment.js';

/** A labelled row of metadata, as far as the data steps look at it. */
export interface LabelledRow {
  /** Diagnosis, the label. */
  readonly dx: string;
  /** The lesion that the image shows. */
  readonly lesion_id: string;
  /** The image. */
  readonly image_id: string;
}

/** Row indices into the data set's rows; an index occurs as often as the row was drawn. */
export interface PreparedRows {
  /** Training rows. */
  readonly train: Int32Array;
  /** Test rows. */
  readonly test: Int32Array;
}

interface State {
  readonly all: Int32Array;
  readonly split?: PreparedRows;
}

/**
 * Runs an experiment's data steps in the order they are written.
 *
 * @param rows - the data set's rows, in file order
 * @param classes - class labels in class order
 * @param steps - the steps; exactly one of them splits
 * @param seed - scikit-learn's `random_state`, handed afresh to each call as the source does
 * @returns row indices of both sides, in scikit-learn's order, index by index
 * @throws ArgumentError where the steps split twice or never, or resample a side before there is one
 * @remarks scikit-learn 1.9.1's `resample`, `train_test_split` and `StratifiedGroupKFold`.
 */
export function prepareRows(
  rows: readonly LabelledRow[],
  classes: readonly string[],
  steps: readonly DataStep[],
  seed: number,
): PreparedRows {
  let state: State = { all: Int32Array.from(rows.keys()) };
  for (const step of steps) state = applyStep(state, step, rows, classes, seed);
  if (!state.split) throw new ArgumentError('data steps never split; add trainTestSplit');
  return state.split;
}

function applyStep(
  state: State,
  step: DataStep,
  rows: readonly LabelledRow[],
  classes: readonly string[],
  seed: number,
): State {
  if (step.step === 'resamplePerClass') return resampleRows(state, step, rows, classes, seed);
  if (state.split) throw new ArgumentError(`data step ${step.step} splits a second time`);
  return { all: state.all, split: splitRows(state.all, step, rows, seed) };
}

function resampleRows(
  state: State,
  step: Extract<DataStep, { step: 'resamplePerClass' }>,
  rows: readonly LabelledRow[],
  classes: readonly string[],
  seed: number,
): State {
  const from = step.rows === 'all' ? state.all : state.split?.train;
  if (!from || (step.rows === 'all' && state.split)) {
    throw new ArgumentError(
      `resamplePerClass of ${step.rows} rows is on the wrong side of the split`,
    );
  }
  const drawn = classes.flatMap((label) => {
    const ofClass = from.filter((row) => rows[row]?.dx === label);
    if (ofClass.length === 0) {
      throw new ArgumentError(
        `class ${label} has no row to resample; expected at least one of each class`,
      );
    }
    const { replace, samplesPerClass: nSamples } = step;
    return [...resample(ofClass, { replace, nSamples, randomState: new RandomState(seed) })];
  });
  const resampled = Int32Array.from(drawn);
  return state.split
    ? { all: state.all, split: { train: resampled, test: state.split.test } }
    : { all: resampled };
}

function splitRows(
  all: Int32Array,
  step: Exclude<DataStep, { step: 'resamplePerClass' }>,
  rows: readonly LabelledRow[],
  seed: number,
): PreparedRows {
  const labels = Array.from(all, (row) => rows[row]?.dx ?? '');
  const randomState = new RandomState(seed);
  const { train, test } =
    step.step === 'trainTestSplit'
      ? trainTestSplit(all.length, {
          testSize: step.testSize,
          randomState,
          ...(step.stratify ? { stratify: labels } : {}),
        })
      : groupFold(
          step,
          labels,
          Array.from(all, (row) => rows[row]?.lesion_id ?? ''),
          randomState,
        );
  const pick = (positions: Int32Array) => positions.map((position) => all[position] ?? -1);
  return { train: pick(train), test: pick(test) };
}

function groupFold(
  step: Extract<DataStep, { step: 'stratifiedGroupKFold' }>,
  labels: readonly string[],
  lesions: readonly string[],
  randomState: RandomState,
): PreparedRows {
  const { nSplits, fold } = step;
  const folds = [
    ...new StratifiedGroupKFold({ nSplits, shuffle: true, randomState }).split(labels, lesions),
  ];
  const chosen = folds[fold];
  if (!chosen) throw new ArgumentError(`fold ${fold} of ${nSplits}; expected 0 to ${nSplits - 1}`);
  return chosen;
}
