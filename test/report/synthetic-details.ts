/** What made-up models said of made-up rows, for the folded parts of a run's section. */
import { evaluate } from '../../lib/src/experiments/evaluate.js';
import {
  calibrate,
  type Prediction,
  type RunResult,
  runSubgroups,
} from '../../lib/src/experiments/index.js';
import { RandomState } from '../../lib/src/random/index.js';
import type { RunDetails } from '../../lib/src/report/index.js';

const N_RESAMPLES = 40;
const SITES = ['back', 'lower extremity', 'trunk', 'face', 'ear', 'genital'];

/** A run that has all that a run of today has, and what its section shows beside it. */
export function syntheticDetails(
  run: RunResult,
  validationRows?: number,
): { readonly run: RunResult; readonly details: RunDetails } {
  const predictions = madeUp(run, 300, 1);
  const validation = validationRows === undefined ? undefined : madeUp(run, validationRows, 2);
  const options = { seed: 42, nResamples: N_RESAMPLES, validation };
  const { melanomaSensitivity, expectedCalibrationError, brierScore } = evaluate(
    predictions,
    run.classes,
    options,
  );
  const whole: RunResult = {
    ...run,
    split: {
      ...run.split,
      testRows: predictions.length,
      ...(validation
        ? { validationRows: validation.length, validationRowsWithLesionInTrain: 0 }
        : {}),
    },
    last: { ...run.last, melanomaSensitivity, expectedCalibrationError, brierScore },
    ...(validation
      ? { calibration: calibrate(predictions, validation, run.classes, options) }
      : {}),
  } as RunResult;
  return {
    run: whole,
    details: { predictions, subgroups: runSubgroups(whole, predictions, rowsOf(predictions)) },
  };
}

/** Surer of themselves than they are right. */
function madeUp({ classes }: RunResult, n: number, seed: number): Prediction[] {
  const random = new RandomState(seed);
  return Array.from({ length: n }, (_, row) => {
    const label = classes[row % classes.length]!;
    const logits = Float64Array.from(random.randomSample(classes.length), (draw, index) =>
      Math.exp(6 * draw + (classes[index] === label ? 1.5 : 0)),
    );
    const total = logits.reduce((sum, value) => sum + value, 0);
    const probabilities = Array.from(logits, (value) => value / total);
    return {
      imageId: `SYNTHETIC_${seed}_${row}`,
      lesionId: `LESION_${seed}_${row >> 1}`,
      label,
      predicted: classes[probabilities.indexOf(Math.max(...probabilities))]!,
      probabilities,
    };
  });
}

function rowsOf(predictions: readonly Prediction[]) {
  return predictions.map(({ imageId, lesionId, label }, row) => ({
    image_id: imageId,
    lesion_id: lesionId,
    dx: label,
    dx_type: row % 3 === 0 ? 'histo' : 'follow_up',
    age: row % 29 === 0 ? null : (row * 7) % 90,
    sex: row % 2 === 0 ? 'female' : 'male',
    localization: SITES[Math.floor(Math.log2(1 + (row % 63)))]!,
  }));
}
