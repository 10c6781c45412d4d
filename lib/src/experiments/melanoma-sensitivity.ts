import { melanomaLabel } from '../datasets/index.js';
import {
  oneVsRestMetrics,
  type PredictedRow,
  sensitivityAtSpecificity,
  type WeightedMetric,
} from '../metrics/index.js';
import type { Estimate } from './run-result.js';

/** Of ten rows that show no melanoma, nine are to be left alone. */
const SPECIFICITY = 0.9;

/** Where melanoma begins: the probability from which upwards a row is called so. */
export interface MelanomaPoint {
  /** The class that is melanoma, e.g. `mel`. */
  readonly label: string;
  /** The specificity that the threshold keeps on the rows that it was chosen on. */
  readonly atSpecificity: number;
  /**
   * The rows that it was chosen on. `test`: the very rows that it is measured on, for want of
   * validation rows with melanomas and others, which is slightly optimistic.
   */
  readonly chosenOn: 'validation' | 'test';
  /** The probability; null where none keeps the specificity, so that no row is called melanoma. */
  readonly threshold: number | null;
  /** Test rows that show melanoma. */
  readonly melanomaRows: number;
}

/** How many melanomas are found, and at what price; the estimate itself is the sensitivity. */
export interface MelanomaSensitivity extends Estimate, MelanomaPoint {
  /** Share of the other test rows that are not called melanoma. */
  readonly specificity: Estimate;
}

/** The rates at a point. */
export type MelanomaMetric = 'sensitivity' | 'specificity';

/**
 * Where to call a row melanoma so that nine of ten other rows are not called so.
 *
 * @param rows - test rows as predicted
 * @param classes - class labels in class order
 * @param validation - validation rows as predicted, where there are any
 * @returns the point; undefined where no class, no test row or every test row is melanoma
 */
export function melanomaPoint(
  rows: readonly PredictedRow[],
  classes: readonly string[],
  validation: readonly PredictedRow[] = [],
): MelanomaPoint | undefined {
  const label = melanomaLabel(classes);
  if (label === undefined || !hasBothSides(rows, label)) return undefined;
  const chosenOn = hasBothSides(validation, label) ? 'validation' : 'test';
  const column = classes.indexOf(label);
  const from = chosenOn === 'validation' ? validation : rows;
  const { threshold } = sensitivityAtSpecificity(
    from.map((row) => row.label),
    from.map(({ probabilities }) => probabilities[column]!),
    { posLabel: label, specificity: SPECIFICITY },
  );
  return {
    label,
    atSpecificity: SPECIFICITY,
    chosenOn,
    threshold: threshold === Infinity ? null : threshold,
    melanomaRows: rows.filter((row) => row.label === label).length,
  };
}

/**
 * Both rates at a point, made ready for the bootstrap: a threshold of the test rows is chosen anew on
 * every draw, one of validation rows stays.
 *
 * @param rows - test rows as predicted
 * @param classes - class labels in class order
 * @param point - from {@link melanomaPoint}
 * @returns of each name a function of the rows' weights
 */
export function melanomaMetrics(
  rows: readonly PredictedRow[],
  classes: readonly string[],
  { label, atSpecificity, chosenOn, threshold }: MelanomaPoint,
): Record<MelanomaMetric, WeightedMetric> {
  const choice =
    chosenOn === 'test' ? { specificity: atSpecificity } : { threshold: threshold ?? Infinity };
  const { sensitivity, specificity } = oneVsRestMetrics(rows, classes, {
    posLabel: label,
    ...choice,
  });
  return { sensitivity, specificity };
}

function hasBothSides(rows: readonly PredictedRow[], label: string): boolean {
  return rows.some((row) => row.label === label) && rows.some((row) => row.label !== label);
}
