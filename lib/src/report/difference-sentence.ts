import { formatCount, formatScore } from '../charts/index.js';
import type { Estimate, RunResult } from '../experiments/index.js';

/**
 * Whether one model is better than another on the same rows, in words.
 *
 * @param first - a finished run
 * @param second - a finished run on the same test rows
 * @param difference - of their accuracies, first minus second, from `accuracyDifference`
 * @returns sentences of plain text; those of a quick run say so
 * @example
 * differenceSentence(cnnRun, mlpRun, difference); // 'CNN minus MLP: 2.3 points [-1.4 to 5.9] on …'
 */
export function differenceSentence(
  first: RunResult,
  second: RunResult,
  { value, low, high }: Estimate,
): string {
  const names = [first.experiment.title, second.experiment.title];
  const points = (fraction: number) => formatScore(100 * fraction, 1);
  const mark = first.quick || second.quick ? ' (quick run)' : '';
  const better = value > 0 ? names[0] : names[1];
  const verdict =
    low <= 0 && high >= 0
      ? 'The interval holds 0, so these rows do not say which of the two is better.'
      : `The interval does not hold 0: on these rows ${better ?? ''} is the better one.`;
  return (
    `${names.join(' minus ')}${mark}: ${points(value)} points of accuracy ` +
    `[${points(low)} to ${points(high)}] on the same ${formatCount(first.split.testRows)} test rows. ${verdict}`
  );
}
