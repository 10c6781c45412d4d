import { ArgumentError } from '../core/index.js';
import type { LabelledRow } from '../datasets/index.js';
import { RandomState, resample } from '../random/index.js';
import type { SamplingStep } from './data-step.js';

/** Row indices as far as the steps have come: all are training rows until a side is split off. */
export interface Pool {
  /** All rows, or the training rows. */
  readonly train: Int32Array;
  /** Rows split off to steer training. */
  readonly validation?: Int32Array;
  /** Rows split off for the end. */
  readonly test?: Int32Array;
}

/**
 * Draws rows anew, class by class.
 *
 * @param pool - rows before the step
 * @param step - how to draw
 * @param rows - the data set's rows
 * @param classes - class labels in class order
 * @param seed - seed of the draw
 * @returns the rows drawn
 * @throws ArgumentError where the step is on the wrong side of the split, or a class has no row
 * @remarks scikit-learn 1.9.1's `resample`; imbalanced-learn's `RandomOverSampler` keeps all rows in
 * their order and appends copies class by class, its `RandomUnderSampler` puts classes one after
 * another.
 */
export function sampleRows(
  pool: Pool,
  step: SamplingStep,
  rows: readonly LabelledRow[],
  classes: readonly string[],
  seed: number,
): Int32Array {
  if ((step.rows === 'all') === (pool.test !== undefined)) {
    throw new ArgumentError(`${step.step} of ${step.rows} rows is on the wrong side of the split`);
  }
  const from = pool.train;
  const byClass = classes.map((label) => {
    const ofClass = from.filter((row) => rows[row]?.dx === label);
    if (ofClass.length > 0) return ofClass;
    throw new ArgumentError(
      `class ${label} has no row to resample; expected at least one of each class`,
    );
  });
  return Int32Array.from(sampled(step, from, byClass, seed));
}

function sampled(
  step: SamplingStep,
  from: Int32Array,
  byClass: readonly Int32Array[],
  seed: number,
): number[] {
  const counts = byClass.map(({ length }) => length);
  const randomState = new RandomState(seed);
  switch (step.step) {
    case 'resamplePerClass': {
      const { replace, samplesPerClass: nSamples } = step;
      return byClass.flatMap((ofClass) => [
        ...resample(ofClass, { replace, nSamples, randomState: new RandomState(seed) }),
      ]);
    }
    case 'randomOverSample': {
      const most = Math.max(...counts);
      const copies = byClass
        .filter(({ length }) => length < most)
        .flatMap((ofClass) => [
          ...resample(ofClass, { nSamples: most - ofClass.length, randomState }),
        ]);
      return [...from, ...copies];
    }
    case 'randomUnderSample': {
      const nSamples = Math.min(...counts);
      // Of several smallest classes the first stays as it is; the others are put in a random order.
      const smallest = counts.indexOf(nSamples);
      return byClass.flatMap((ofClass, index) =>
        index === smallest
          ? [...ofClass]
          : [...resample(ofClass, { replace: false, nSamples, randomState })],
      );
    }
  }
}
