import { formatCount, formatPercent, formatPercentInterval } from '../charts/index.js';
import { type Estimate, predictsOneClass, type RunResult } from '../experiments/index.js';
import { commonestClass } from './commonest-class.js';

/**
 * How good a run's model is, in words: the last epoch's accuracy with interval and n, beside the
 * reported one or, for a split without leaks, beside always answering the commonest class.
 *
 * @param run - a finished run
 * @returns sentences of plain text; those of a quick run say so
 * @example
 * accuracySentence(run); // 'CNN: after the last epoch it is right on 72.57 % [68.2–76.3 %] of …'
 */
export function accuracySentence(run: RunResult): string {
  const { experiment, last, split, quick } = run;
  const rows = formatCount(split.testRows);
  const mark = quick ? ' (quick run)' : '';
  return [
    `${experiment.title}${mark}: ${whenTested(run)} it is right on ` +
      `${withInterval(last.accuracy)} of ${rows} test rows.`,
    besideReported(run),
    besideCommonest(run),
    ...(predictsOneClass(last)
      ? ['Every test row got the same class, so this model has not learned.']
      : []),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function whenTested({ restoredEpoch }: RunResult): string {
  if (restoredEpoch === undefined) return 'after the last epoch';
  return `with the weights of epoch ${restoredEpoch}, which were put back at the end,`;
}

function besideReported({ experiment: { reported }, last: { accuracy }, quick }: RunResult) {
  if (!reported) return '';
  const { value } = reported;
  const source = `The source reports ${formatPercent(value, 2)} (${reported.on})`;
  if (quick) return `${source}, after all epochs.`;
  if (value > accuracy.high) return `${source}, which lies above this interval.`;
  if (value < accuracy.low) return `${source}, which lies below this interval.`;
  return `${source}, which lies within this interval.`;
}

function besideCommonest({ last, split }: RunResult): string {
  const { label, share } = commonestClass(split);
  const always = `Always answering ${label} would be right on ${formatPercent(share)}`;
  return `${always}; balanced accuracy, in which each class counts alike, is ${withInterval(last.balancedAccuracy)}.`;
}

function withInterval({ value, low, high }: Estimate): string {
  return `${formatPercent(value, 2)} [${formatPercentInterval(low, high)}]`;
}
