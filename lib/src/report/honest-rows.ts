import { formatCount, formatPercent } from '../charts/index.js';
import type { Estimate } from '../experiments/index.js';
import { commonestClass } from './commonest-class.js';
import { differenceText } from './compared-metrics.js';
import type { HonestSummary } from './honest-summary.js';
import { asPercent, asScore, type MetricFormat } from './metric-format.js';

/** A model of an honest table, as a line of text. */
export interface HonestTableRow {
  /** The model; marked where its runs were quick ones. */
  readonly model: string;
  /** Test rows of all folds. */
  readonly n: string;
  /** Accuracy that its source reported, without an interval. */
  readonly reported: string;
  /** Mean of the recalls, with its 95 % interval. */
  readonly 'balanced accuracy': string;
  /** The same a fold: mean ± standard deviation over the folds. */
  readonly 'a fold': string;
  /** Share of right rows, with its 95 % interval. */
  readonly accuracy: string;
  /** Mean of the F1 scores, with its 95 % interval. */
  readonly 'macro-F1': string;
  /** Balanced accuracy minus the best model's, with its 95 % interval. */
  readonly 'behind the best': string;
}

/**
 * An honest table as text, for a terminal or a notebook.
 *
 * @param summaries - from `honestSummary`, or of a file that `dermlab honest --json` wrote
 * @returns one row a model
 */
export function honestTableRows(summaries: readonly HonestSummary[]): HonestTableRow[] {
  return summaries.map((summary) => {
    const { mean, standardDeviation } = summary.balancedAccuracyOfFolds;
    return {
      model: summary.quick ? `${summary.model} (quick run)` : summary.model,
      n: formatCount(summary.testRows),
      reported: summary.reported ? asPercent.value(summary.reported.value) : '',
      'balanced accuracy': withInterval(summary.balancedAccuracy, asPercent),
      'a fold': `${formatPercent(mean)} ± ${(100 * standardDeviation).toFixed(1)}`,
      accuracy: withInterval(summary.accuracy, asPercent),
      'macro-F1': withInterval(summary.macroF1, asScore),
      'behind the best': summary.minusBest
        ? differenceText(summary.minusBest.balancedAccuracy, asPercent)
        : withoutDifference(summary),
    };
  });
}

/**
 * What stands in the place of a difference to the best model.
 *
 * @param summary - of a model that has none
 * @returns words
 */
export function withoutDifference({ isBest }: HonestSummary): string {
  return isBest ? 'the best' : 'other test rows';
}

function withInterval({ value, low, high }: Estimate, format: MetricFormat): string {
  return `${format.value(value)} [${format.interval(low, high)}]`;
}

/**
 * What the test rows of an honest table share with training rows, and what always naming the commonest
 * class would score.
 *
 * @param summaries - from `honestSummary`, at least one
 * @returns sentences of plain text
 */
export function honestSentence(summaries: readonly HonestSummary[]): string {
  const leaky = summaries.filter(({ shared }) => shared.clean < shared.rows);
  const compared = summaries.every(({ shared }) => shared.nearDuplicate !== undefined);
  const share =
    leaky.length === 0
      ? `No test row of any fold shares an image, a lesion${compared ? ' or a near-duplicate' : ''} with the rows its model was trained on.`
      : `Test rows that share something with training: ${leaky.map(({ model, shared: { rows, clean } }) => `${model} ${formatCount(rows - clean)} of ${formatCount(rows)}`).join('; ')}.`;
  const [first] = summaries as readonly [HonestSummary];
  const { label, share: commonest } = commonestClass(first);
  const chance = 1 / Object.keys(first.testRowsPerClass).length;
  return `${share} Always naming ${label} is right for ${formatPercent(commonest)} (n = ${formatCount(first.testRows)}), with a balanced accuracy of ${formatPercent(chance)}.`;
}
