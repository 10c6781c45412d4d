import { formatCount } from '../charts/index.js';
import { assignmentText, isLoss, type Sweep, type SweepScores } from '../experiments/index.js';
import { metricNaming } from './compared-metrics.js';

/**
 * What a sweep has chosen and how far its numbers can be trusted, in words.
 *
 * @param sweep - as far as it has come
 * @returns sentences of plain text
 */
export function sweepSentences(sweep: Sweep): string[] {
  const { candidates, metric, winner } = sweep;
  const done = candidates.filter(({ validation }) => validation);
  const { name, format } = metricNaming(metric);
  const text = ({ metrics, rows }: SweepScores) => {
    const { value, low, high } = metrics[metric];
    return `${format.value(value)} [${format.interval(low, high)}], n = ${formatCount(rows)}`;
  };
  const chosen = winner && candidates[winner.candidate];
  if (!winner || !chosen?.validation) {
    return [
      `${done.length} of ${candidates.length} candidates are done; the same command goes on.`,
    ];
  }
  const best = isLoss(metric) ? 'lowest' : 'highest';
  return [
    `Chosen of ${formatCount(candidates.length)}: ${assignmentText(chosen.assignment)}. ${name} on validation rows: ${text(chosen.validation)}. It is the ${best} of ${formatCount(candidates.length)} and so optimistic.`,
    winner.test
      ? `${name} on the test rows, looked at once, by the chosen one alone: ${text(winner.test)}.`
      : 'The chosen one has not been tested yet; the same command goes on.',
    ...(winner.test?.predictsOneClass
      ? ['Every test row got the same class, so this model has not learned; try another seed.']
      : []),
  ];
}
