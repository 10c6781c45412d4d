import { formatCount, formatPercent, formatScore } from '../charts/index.js';
import type { Calibration, MelanomaDecisions, RunResult } from '../experiments/index.js';
import { asScore, percentText, scoreText } from './metric-format.js';

const HIGHEST = 1000;

/** One metric before and after a temperature. */
export interface CalibrationRow {
  /** What it is; all are better lower. */
  readonly metric: string;
  /** Of the model as it was trained. */
  readonly 'as trained': string;
  /** With its logits divided by the temperature. */
  readonly 'at the temperature': string;
  /** Test rows. */
  readonly n: number;
}

/**
 * Whether a run's model was too sure of itself, in words.
 *
 * @param run - a finished run
 * @returns sentences of plain text; why it was not calibrated, where it was not
 * @example
 * calibrationSentence(run); // 'Temperature 1.42 [1.31–1.55], fitted on 1,595 validation rows: …'
 */
export function calibrationSentence({ split, calibration }: RunResult): string {
  if (split.validationRows === undefined) {
    return 'No validation rows: not calibrated, and no threshold by cost.';
  }
  const rows = formatCount(split.validationRows);
  if (!calibration) {
    return `Not calibrated: this run is from before predictions of its ${rows} validation rows were kept; --rerun trains it anew.`;
  }
  const { temperature } = calibration;
  if (!temperature) {
    return `Not calibrated: its ${rows} validation rows settle no temperature, as where all of them are right or all get one answer.`;
  }
  return `Temperature ${temperatureText(temperature)}, fitted on ${rows} validation rows: ${verdict(temperature)}.${leak(split)}`;
}

// Some draws of few rows settle none: they stand at the end of what is searched.
function temperatureText(temperature: NonNullable<Calibration['temperature']>): string {
  const { value, low, high } = temperature;
  if (high < HIGHEST) return scoreText(temperature, 2);
  return `${formatScore(value, 2)} [${formatScore(low, 2)} or more]`;
}

function verdict({ low, high }: NonNullable<Calibration['temperature']>): string {
  if (low > 1) return 'the model is too sure of itself';
  if (high < 1) return 'the model is not as sure as it may be';
  return 'these rows do not say that the model is too sure or not sure enough';
}

function leak({ validationRowsWithLesionInTrain: shared = 0 }: RunResult['split']): string {
  if (shared === 0) return '';
  return ` ${formatCount(shared)} of them show a lesion that it was trained on, which makes the temperature too low.`;
}

/**
 * What a temperature does to the metrics of the test rows.
 *
 * @param run - a finished run
 * @returns one row a metric; none where the model was not calibrated
 */
export function calibrationRows({ last, calibration, split }: RunResult): CalibrationRow[] {
  const { after } = calibration ?? {};
  if (!after) return [];
  const named = {
    expectedCalibrationError: 'Expected calibration error',
    logLoss: 'Log loss',
    brierScore: 'Brier score',
  } as const;
  return (['expectedCalibrationError', 'logLoss', 'brierScore'] as const).flatMap((name) => {
    const before = last[name];
    if (!before) return [];
    return [
      {
        metric: named[name],
        'as trained': withInterval(before),
        'at the temperature': withInterval(after[name]),
        n: split.testRows,
      },
    ];
  });
}

/**
 * Whom to refer where a missed melanoma has a cost, and what comes of it, in words.
 *
 * @param run - a finished run
 * @returns sentences of plain text; none where the model was not calibrated, or there is no melanoma
 */
export function decisionSentence({ calibration, split, quick }: RunResult): string {
  const { decisions } = calibration ?? {};
  if (!decisions) return '';
  const { label, missedMelanomaCost: cost, threshold, referred, sensitivity } = decisions;
  const { melanomaRows, specificity } = decisions;
  const n = formatCount(split.testRows);
  return (
    `An example, and no advice${quick ? ' (quick run)' : ''}: where a missed melanoma costs ${cost} needless ` +
    `referrals, an image is referred from a probability of melanoma (${label}) of ${formatPercent(threshold)} on, ` +
    `at the temperature. Of the ${n} test rows that is ${percentText(referred)}, with ` +
    `${percentText(sensitivity)} of the ${formatCount(melanomaRows)} melanomas; ` +
    `${percentText(specificity)} of the ${formatCount(split.testRows - melanomaRows)} others are left. ` +
    `${costText(decisions)} Other cancers count as what need not be referred.`
  );
}

function costText(decisions: MelanomaDecisions): string {
  const { meanCost, meanCostReferringAll: all, meanCostReferringNone: none } = decisions;
  return (
    `A row costs ${scoreText(meanCost)} needless referrals on average, ` +
    `${scoreText(all)} where all are referred, ${scoreText(none)} where none is.`
  );
}

function withInterval({ value, low, high }: { value: number; low: number; high: number }): string {
  return `${formatScore(value)} [${asScore.interval(low, high)}]`;
}
