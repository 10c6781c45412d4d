import { ArgumentError } from '../core/index.js';
import { type ClassLabel, checkLength, type Labels } from './labels.js';
import { checkProbabilities } from './probabilities.js';
import { checkSampleWeight, type SampleWeightOptions } from './sample-weight.js';
import { encodeClasses, readScores, type ScoreMatrix, type Scores } from './score-matrix.js';
import { type WarningOptions, warnUndefined } from './undefined-metric-warning.js';

/** What the scores to be scaled are. */
export type ScoreKind = 'probabilities' | 'logits';

/** Options of `fitTemperature`. */
export interface TemperatureOptions extends SampleWeightOptions, WarningOptions {
  /** Classes in the order of the columns; default: those of `yTrue`, sorted. */
  readonly labels?: readonly ClassLabel[] | undefined;
  /** `'probabilities'` (default): what a softmax gave. `'logits'`: what it was given. */
  readonly from?: ScoreKind | undefined;
}

/** The natural logarithm of the temperature is sought between minus this and this. */
const LOG_RANGE = 10;
/** What stands for a probability that is 0 in float32: the least that it can hold. */
const LEAST_PROBABILITY = 2 ** -149;
const MAX_STEPS = 200;

/**
 * The temperature that makes a model's probabilities as likely as can be on rows that it was not
 * trained on. Divide the logits by it (`applyTemperature`): above 1 the model was too sure, below 1
 * not sure enough. No prediction changes, only how sure it is.
 *
 * @param yTrue - true labels of validation rows, strings or integers, one a row
 * @param scores - rows × classes, as an array of rows or one flat array
 * @param options - classes, weights, and whether the scores are probabilities or logits
 * @returns the temperature, above 0
 * @throws ArgumentError where labels and scores do not fit together
 * @remarks Guo et al., On Calibration of Modern Neural Networks, ICML 2017: least negative
 * log-likelihood, found by Newton's method on the inverse temperature, in which the likelihood has
 * one peak. Equals scikit-learn 1.9's `CalibratedClassifierCV(method='temperature')` within the 1e-6
 * to which that one searches. Where the likelihood grows up to the end of the range that is searched,
 * e^-10 to e^10, that end is returned with an `UndefinedMetricWarning`: so it is where all rows are
 * right (no temperature is low enough). A probability of 0 counts as 2^-149.
 * @example
 * ```ts
 * import { fitTemperature } from 'dermlab';
 *
 * const sure = [[0.99, 0.01], [0.98, 0.02], [0.03, 0.97], [0.99, 0.01]];
 * fitTemperature(['mel', 'mel', 'nv', 'nv'], sure).toFixed(2); // '4.37'
 * ```
 */
export function fitTemperature(
  yTrue: Labels,
  scores: Scores,
  { labels, sampleWeight, from = 'probabilities', onWarning }: TemperatureOptions = {},
): number {
  if (yTrue.length === 0) checkLength('scores', scores.length, 0);
  const { classes, codes } = encodeClasses(yTrue, labels);
  checkSampleWeight(sampleWeight, yTrue.length);
  const matrix = readScores('scores', scores, yTrue.length, classes);
  const logits = logitsOf(matrix, from, classes);
  const slope = (beta: number) => slopeOf(beta, logits, matrix.columns, codes, sampleWeight);
  const beta = rootOf(slope, Math.exp(-LOG_RANGE), Math.exp(LOG_RANGE));
  if (Math.abs(Math.log(beta)) >= LOG_RANGE) {
    const message = `The likelihood grows to the end of what was searched, ${String(1 / beta)}: these rows settle no temperature.`;
    warnUndefined(onWarning, 'temperature', message);
  }
  return 1 / beta;
}

/**
 * Probabilities at another temperature: the softmax of the logits divided by it.
 *
 * @param scores - rows × classes, as an array of rows
 * @param temperature - above 0, as `fitTemperature` found it; 1 changes nothing
 * @param options - `from`: whether the scores are `'probabilities'` (default) or `'logits'`
 * @returns probabilities, an array a row, each summing to 1
 * @throws ArgumentError where the temperature is not above 0, or scores are no such scores
 * @remarks Guo et al., On Calibration of Modern Neural Networks, ICML 2017.
 * @example
 * ```ts
 * import { applyTemperature } from 'dermlab';
 *
 * const [cooler] = applyTemperature([[0.8, 0.2]], 2);
 * Array.from(cooler!, (p) => p.toFixed(3)); // ['0.667', '0.333']
 * ```
 */
export function applyTemperature(
  scores: ArrayLike<ArrayLike<number>>,
  temperature: number,
  { from = 'probabilities' }: { readonly from?: ScoreKind } = {},
): Float64Array[] {
  if (!(temperature > 0 && temperature < Infinity)) {
    throw new ArgumentError(
      `temperature is ${String(temperature)}, expected a finite number above 0.`,
    );
  }
  if (scores.length === 0) return [];
  const classes = Array.from({ length: scores[0]!.length }, (_, i) => i);
  const { columns, ...matrix } = readScores('scores', scores, scores.length, classes);
  const logits = logitsOf({ columns, ...matrix }, from, classes);
  return Array.from({ length: scores.length }, (_, row) => {
    const ofRow = logits.subarray(row * columns, (row + 1) * columns);
    return softmax(ofRow.map((logit) => logit / temperature));
  });
}

function logitsOf(
  scores: ScoreMatrix,
  from: ScoreKind,
  classes: readonly ClassLabel[],
): Float64Array {
  if (scores.columns < 2) {
    throw new ArgumentError('scores has one column, expected one a class, at least two.');
  }
  if (from === 'logits') return Float64Array.from(scores.values);
  checkProbabilities(scores, classes, 'scores');
  return Float64Array.from(scores.values, (value) => Math.log(Math.max(value, LEAST_PROBABILITY)));
}

function softmax(logits: Float64Array): Float64Array {
  const highest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const powers = logits.map((logit) => Math.exp(logit - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** First and second derivative of the negative log-likelihood by the inverse temperature. */
type Slope = readonly [first: number, second: number];

function slopeOf(
  beta: number,
  logits: Float64Array,
  columns: number,
  codes: Int32Array,
  sampleWeight: ArrayLike<number> | undefined,
): Slope {
  let [first, second] = [0, 0];
  for (let i = 0; i < codes.length; i++) {
    const start = i * columns;
    const own = logits[start + codes[i]!]!;
    let highest = -Infinity;
    for (let j = start; j < start + columns; j++) highest = Math.max(highest, logits[j]!);
    // Measured from the true class's logit, so that large logits cost no digits.
    let [total, mean, square] = [0, 0, 0];
    for (let j = start; j < start + columns; j++) {
      const power = Math.exp(beta * (logits[j]! - highest));
      const gap = logits[j]! - own;
      total += power;
      mean += power * gap;
      square += power * gap * gap;
    }
    mean /= total;
    const weight = sampleWeight ? sampleWeight[i]! : 1;
    first += weight * mean;
    second += weight * (square / total - mean * mean);
  }
  return [first, second];
}

/** Where a rising slope crosses 0: Newton's steps, halving where one leaves the bracket. */
function rootOf(slope: (x: number) => Slope, least: number, greatest: number): number {
  if (slope(least)[0] >= 0) return least;
  if (slope(greatest)[0] <= 0) return greatest;
  let [low, high, x] = [least, greatest, 1];
  for (let step = 0; step < MAX_STEPS; step++) {
    const [first, second] = slope(x);
    if (first < 0) low = x;
    else high = x;
    const newton = x - first / second;
    const next = newton > low && newton < high ? newton : Math.sqrt(low * high);
    if (Math.abs(next - x) <= 4 * Number.EPSILON * x) return next;
    x = next;
  }
  return x;
}
