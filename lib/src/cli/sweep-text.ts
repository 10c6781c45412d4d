import {
  assignmentText,
  rankCandidates,
  type Sweep,
  type SweepScores,
  shortField,
  valueText,
} from '../experiments/index.js';
import { metricNaming, sweepSentences } from '../report/index.js';
import { count } from './figures.js';
import { textTable } from './text-table.js';

/** Metrics that stand beside the one that decides. */
const SHOWN = ['balancedAccuracy', 'accuracy', 'macroF1', 'rocAuc'] as const;

/**
 * A candidate that is done, in a line.
 *
 * @param sweep - as far as it has come
 * @param number - of the candidate, from 1
 * @param left - how long the others may take
 * @returns e.g. `Candidate 3 of 12: batchSize 16: Balanced accuracy 52.10 % …`
 */
export function candidateLine(sweep: Sweep, number: number, left: string): string {
  const { candidates, metric } = sweep;
  const { assignment, validation } = candidates[number - 1]!;
  const score = `${metricNaming(metric).name} ${scoreText(metric, validation!)}`;
  return [
    `Candidate ${number} of ${candidates.length}: ${assignmentText(assignment)}: ${score}, validation n = ${count(validation!.rows)}`,
    ...(left ? [left] : []),
  ].join('  ');
}

/**
 * A sweep as text: its candidates, best first, and what was chosen.
 *
 * @param sweep - one that is done
 * @returns lines of text
 */
export function sweepText(sweep: Sweep): string {
  const { candidates, metric, quick, winner } = sweep;
  const fields = [...new Set(candidates.flatMap(({ assignment }) => Object.keys(assignment)))];
  const metrics = [...new Set([metric, ...SHOWN])];
  const lines = rankCandidates(sweep).map((index) => {
    const { assignment, validation } = candidates[index]!;
    return [
      ...fields.map((field) =>
        Object.hasOwn(assignment, field)
          ? valueText(assignment[field as keyof typeof assignment])
          : '',
      ),
      ...metrics.map((name) => scoreText(name, validation!)),
      `${count(validation!.rows)}${validation!.predictsOneClass ? ' !' : ''}`,
    ];
  });
  const header = [
    ...fields.map(shortField),
    ...metrics.map((name) => metricNaming(name).name),
    'validation rows',
  ];
  return [
    ...textTable([header, ...lines]),
    '',
    ...sweepSentences(sweep).map((text) => text.replaceAll('\u00a0', ' ')),
    ...(winner?.test ? [testLine(winner.test, metrics.slice(1))] : []),
    '95 % intervals by bootstrap over lesions. No candidate was trained or scored on a test row.',
    ...(lines.some((cells) => cells.at(-1)!.endsWith('!'))
      ? ['! every row got the same class, so this model has not learned']
      : []),
    ...(quick ? ['Quick sweep of few epochs: shows the way, says nothing about the models.'] : []),
  ].join('\n');
}

function testLine(test: SweepScores, metrics: readonly Sweep['metric'][]): string {
  const scores = metrics.map((name) => `${metricNaming(name).name} ${scoreText(name, test)}`);
  return `The same test rows, n = ${count(test.rows)}: ${scores.join(', ')}.`;
}

function scoreText(metric: Sweep['metric'], { metrics }: SweepScores): string {
  const { format } = metricNaming(metric);
  const { value, low, high } = metrics[metric];
  return `${format.value(value)} [${format.interval(low, high)}]`.replaceAll('\u00a0', ' ');
}
