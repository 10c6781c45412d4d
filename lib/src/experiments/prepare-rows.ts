import { ArgumentError } from '../core/index.js';
import type { LabelledRow } from '../datasets/index.js';
import type { DataStep, SplitStep } from './data-step.js';
import { type Pool, sampleRows } from './sample-rows.js';
import { splitRows } from './split-rows.js';

/** Row indices into the data set's rows; an index occurs as often as the row was drawn. */
export interface PreparedRows {
  /** Training rows. */
  readonly train: Int32Array;
  /** Rows that steer training; absent where the test rows are watched in their place. */
  readonly validation?: Int32Array;
  /** Test rows. */
  readonly test: Int32Array;
}

/**
 * Runs an experiment's data steps in the order they are written.
 *
 * @param rows - the data set's rows, in file order
 * @param classes - class labels in class order
 * @param steps - the steps; one of them splits off the test rows
 * @param seed - scikit-learn's `random_state`, handed afresh to each call as the sources do
 * @returns row indices of the sides, in scikit-learn's order, index by index
 * @throws ArgumentError where the steps split a side off twice or never, or resample a side before
 * there is one
 * @remarks scikit-learn 1.9.1's `resample`, `train_test_split`, `StratifiedKFold` and
 * `StratifiedGroupKFold`.
 */
export function prepareRows(
  rows: readonly LabelledRow[],
  classes: readonly string[],
  steps: readonly DataStep[],
  seed: number,
): PreparedRows {
  const start: Pool = { train: Int32Array.from(rows.keys()) };
  const { train, validation, test } = steps.reduce(
    (pool, step) => applyStep(pool, step, rows, classes, seed),
    start,
  );
  if (!test) throw new ArgumentError('data steps never split; add trainTestSplit');
  return { train, test, ...(validation ? { validation } : {}) };
}

function applyStep(
  pool: Pool,
  step: DataStep,
  rows: readonly LabelledRow[],
  classes: readonly string[],
  seed: number,
): Pool {
  if (step.step === 'dropAugmented') return dropAugmented(pool, step.from, rows);
  if (step.step === 'withholdTest') return withholdTest(pool);
  if ('rows' in step) return { ...pool, train: sampleRows(pool, step, rows, classes, seed) };
  checkNotThere(pool, step);
  return { ...pool, ...splitRows(pool.train, step, rows, seed) };
}

function withholdTest({ test, ...others }: Pool): Pool {
  if (test) return others;
  throw new ArgumentError('withholdTest comes before a test side is split off');
}

function dropAugmented(
  pool: Pool,
  from: 'validation' | 'test',
  rows: readonly LabelledRow[],
): Pool {
  const side = pool[from];
  if (!side) throw new ArgumentError(`dropAugmented comes before a ${from} side is split off`);
  return { ...pool, [from]: side.filter((row) => rows[row]?.isAugmented !== true) };
}

function checkNotThere(pool: Pool, step: SplitStep): void {
  const sides =
    step.step === 'givenSplit' ? (['test', 'validation'] as const) : [step.into ?? 'test'];
  const again = sides.find((side) => pool[side]);
  if (again) throw new ArgumentError(`data step ${step.step} splits a second time into ${again}`);
}
