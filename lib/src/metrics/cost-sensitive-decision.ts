import { ArgumentError } from '../core/index.js';
import { type ClassLabel, checkClasses, checkLabels, checkLength, type Labels } from './labels.js';
import { checkProbabilities } from './probabilities.js';
import { checkSampleWeight, type SampleWeightOptions } from './sample-weight.js';
import { encodeClasses, readScores } from './score-matrix.js';
import { weightedMean } from './sums.js';

/** What each decision costs, in one unit of the user's own. */
export interface DecisionCosts<Decision extends ClassLabel = ClassLabel> {
  /** The classes, in the order of the probabilities. */
  readonly classes: readonly ClassLabel[];
  /** What can be decided, e.g. the classes themselves, or `['leave', 'excise']`. */
  readonly decisions: readonly Decision[];
  /** Row i, column j: the cost of decision j where class i is true; finite, any unit. */
  readonly costs: readonly (readonly number[])[];
}

/**
 * The decision of each row that is expected to cost least: where missing a melanoma costs twenty
 * times an excision too many, one is excised from a probability of 1/21 on, not of 1/2.
 *
 * @param yProba - probabilities in [0, 1], rows × classes, each row summing to 1; well calibrated
 * ones, since the rule takes them at their word (see `fitTemperature`)
 * @param given - classes, decisions, and the cost of each decision for each class
 * @returns a decision a row; of equally cheap ones the first
 * @throws ArgumentError where probabilities or costs do not fit the classes and decisions
 * @remarks Bayes' rule of least risk; Elkan, The Foundations of Cost-Sensitive Learning, IJCAI 2001.
 * The costs are a judgement of people, and no result of the data.
 * @example
 * ```ts
 * import { costSensitiveDecision } from 'dermlab';
 *
 * const given = {
 *   classes: ['mel', 'nv'],
 *   decisions: ['leave', 'excise'],
 *   costs: [[20, 0], [0, 1]],
 * } as const;
 * costSensitiveDecision([[0.02, 0.98], [0.06, 0.94]], given); // ['leave', 'excise']
 * ```
 */
export function costSensitiveDecision<const Decision extends ClassLabel>(
  yProba: ArrayLike<ArrayLike<number>>,
  given: DecisionCosts<Decision>,
): Decision[] {
  checkCosts(given);
  const { classes, decisions, costs } = given;
  if (yProba.length === 0) return [];
  const scores = readScores('yProba', yProba, yProba.length, classes);
  checkProbabilities(scores, classes);
  return Array.from({ length: yProba.length }, (_, row) => {
    const expected = decisions.map((_, j) =>
      classes.reduce<number>((sum, _, i) => sum + yProba[row]![i]! * costs[i]![j]!, 0),
    );
    return decisions[expected.indexOf(Math.min(...expected))]!;
  });
}

/**
 * What decisions cost on rows whose truth is known, on average; lower is better.
 *
 * @param yTrue - true labels, one a row, all of them among the classes
 * @param decided - a decision a row, e.g. of `costSensitiveDecision`
 * @param given - classes, decisions, and the cost of each decision for each class
 * @param options - weights of the rows
 * @returns the mean cost of a row, in the unit of the costs
 * @throws ArgumentError where labels, decisions or costs do not fit together
 * @example
 * ```ts
 * import { meanDecisionCost } from 'dermlab';
 *
 * const given = {
 *   classes: ['mel', 'nv'],
 *   decisions: ['leave', 'excise'],
 *   costs: [[20, 0], [0, 1]],
 * } as const;
 * meanDecisionCost(['mel', 'nv', 'nv', 'nv'], ['leave', 'excise', 'leave', 'leave'], given); // 5.25
 * ```
 */
export function meanDecisionCost<const Decision extends ClassLabel>(
  yTrue: Labels,
  decided: ArrayLike<Decision>,
  given: DecisionCosts<Decision>,
  { sampleWeight }: SampleWeightOptions = {},
): number {
  checkCosts(given);
  checkLength('decided', decided.length, yTrue.length);
  checkSampleWeight(sampleWeight, yTrue.length);
  const { codes } = encodeClasses(yTrue, given.classes);
  const costs = Float64Array.from(codes, (code, row) => {
    const decision = given.decisions.indexOf(decided[row]!);
    if (decision >= 0) return given.costs[code]![decision]!;
    throw new ArgumentError(
      `decided[${String(row)}] is ${JSON.stringify(decided[row])}, expected one of ${given.decisions.join(', ')}.`,
    );
  });
  return weightedMean(costs, sampleWeight);
}

function checkCosts({ classes, decisions, costs }: DecisionCosts): void {
  checkLabels('classes', classes);
  checkLabels('decisions', decisions);
  checkClasses(classes, classes);
  checkClasses(decisions, decisions);
  const fits =
    costs.length === classes.length && costs.every((row) => row.length === decisions.length);
  if (!fits) {
    throw new ArgumentError(
      `costs has ${String(costs.length)} rows of ${costs.map((row) => row.length).join(', ')} columns, expected ` +
        `${String(classes.length)} rows (one a class) of ${String(decisions.length)} columns (one a decision).`,
    );
  }
  for (const [i, row] of costs.entries()) {
    const j = row.findIndex((cost) => !Number.isFinite(cost));
    if (j < 0) continue;
    throw new ArgumentError(
      `costs, row ${String(i)}, column ${String(j)} is ${String(row[j])}, expected a finite number.`,
    );
  }
}
