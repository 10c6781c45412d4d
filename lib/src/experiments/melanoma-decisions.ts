import { ArgumentError } from '../core/index.js';
import {
  bootstrapIntervals,
  costSensitiveDecision,
  type DecisionCosts,
  meanDecisionCost,
  oneVsRestMetrics,
  type PredictedRow,
} from '../metrics/index.js';
import { RandomState } from '../random/index.js';
import { melanomaPoint } from './melanoma-sensitivity.js';
import type { Estimate } from './run-result.js';

/** What can be done about an image: nothing, or to have a doctor look. */
export const DECISIONS = ['leave', 'refer'] as const;

/** What follows of a cost: whom to refer, and what comes of it on the test rows. */
export interface MelanomaDecisions {
  /** The class that is melanoma, e.g. `mel`. */
  readonly label: string;
  /** How many needless referrals a missed melanoma costs: a judgement of people, and no result. */
  readonly missedMelanomaCost: number;
  /** Probability of melanoma above which referring is expected to cost less than leaving. */
  readonly threshold: number;
  /** Share of the test rows that are referred. */
  readonly referred: Estimate;
  /** Share of the melanomas that are referred. */
  readonly sensitivity: Estimate;
  /** Share of the other rows that are left. */
  readonly specificity: Estimate;
  /** Mean cost of a test row, in needless referrals; lower is better. */
  readonly meanCost: Estimate;
  /** The same where every row is referred. */
  readonly meanCostReferringAll: Estimate;
  /** The same where none is. */
  readonly meanCostReferringNone: Estimate;
  /** Test rows that show melanoma. */
  readonly melanomaRows: number;
}

/** How decisions are made, and intervals drawn. */
export interface MelanomaDecisionsOptions {
  /** How many needless referrals a missed melanoma costs, above 0. */
  readonly missedMelanomaCost: number;
  /** Seed of the bootstrap. */
  readonly seed: number;
  /** Bootstrap resamples of lesions. */
  readonly nResamples: number;
}

/**
 * Refers each row where that is expected to cost less than leaving it, and counts what comes of it.
 *
 * @param rows - test rows as predicted, calibrated: the rule takes probabilities at their word
 * @param classes - class labels in class order
 * @param options - the cost, seed and number of resamples
 * @returns threshold, rates and costs; undefined where no test row is melanoma, or all are
 * @throws ArgumentError where the cost is not above 0
 * @remarks Elkan, The Foundations of Cost-Sensitive Learning, IJCAI 2001. Other cancers count as
 * what need not be referred, for melanoma alone.
 */
export function melanomaDecisions(
  rows: readonly PredictedRow[],
  classes: readonly string[],
  { missedMelanomaCost, seed, nResamples }: MelanomaDecisionsOptions,
): MelanomaDecisions | undefined {
  if (!(missedMelanomaCost > 0 && missedMelanomaCost < Infinity)) {
    throw new ArgumentError(
      `missedMelanomaCost is ${String(missedMelanomaCost)}, expected a finite number above 0: how many needless referrals a missed melanoma costs.`,
    );
  }
  const { label, melanomaRows } = melanomaPoint(rows, classes) ?? {};
  if (label === undefined || melanomaRows === undefined) return undefined;
  const costs: DecisionCosts<(typeof DECISIONS)[number]> = {
    classes,
    decisions: DECISIONS,
    costs: classes.map((of) => (of === label ? [missedMelanomaCost, 0] : [0, 1])),
  };
  const yTrue = rows.map((row) => row.label);
  const decided = costSensitiveDecision(
    rows.map((row) => row.probabilities),
    costs,
  );
  const costOf = (decisions: readonly (typeof DECISIONS)[number][]) => (weights: Float64Array) =>
    meanDecisionCost(yTrue, decisions, costs, { sampleWeight: weights });
  const threshold = 1 / (1 + missedMelanomaCost);
  const { sensitivity, specificity } = oneVsRestMetrics(rows, classes, {
    posLabel: label,
    threshold,
  });
  const found = bootstrapIntervals(
    {
      sensitivity,
      specificity,
      referred: shareOf(decided.map((decision) => decision === 'refer')),
      meanCost: costOf(decided),
      meanCostReferringAll: costOf(decided.map(() => 'refer')),
      meanCostReferringNone: costOf(decided.map(() => 'leave')),
    },
    {
      nRows: rows.length,
      groups: rows.map((row) => row.lesionId),
      nResamples,
      random: new RandomState(seed),
    },
  );
  const estimate = (name: keyof typeof found): Estimate => {
    const { value, low, high } = found[name];
    return { value, low, high };
  };
  return {
    label,
    missedMelanomaCost,
    threshold,
    referred: estimate('referred'),
    sensitivity: estimate('sensitivity'),
    specificity: estimate('specificity'),
    meanCost: estimate('meanCost'),
    meanCostReferringAll: estimate('meanCostReferringAll'),
    meanCostReferringNone: estimate('meanCostReferringNone'),
    melanomaRows,
  };
}

function shareOf(isSo: readonly boolean[]): (weights: Float64Array) => number {
  return (weights) => {
    let [so, all] = [0, 0];
    for (const [row, weight] of weights.entries()) {
      all += weight;
      if (isSo[row]) so += weight;
    }
    return so / all;
  };
}
