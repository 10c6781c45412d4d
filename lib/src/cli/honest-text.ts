import { type HonestSummary, honestSentence, honestTableRows } from '../report/index.js';
import { textTable } from './text-table.js';

/**
 * Lays an honest table out as text.
 *
 * @param summaries - from `honestSummary`
 * @returns lines of text
 */
export function honestText(summaries: readonly HonestSummary[]): string {
  if (summaries.length === 0) return 'No model was run.';
  const rows = honestTableRows(summaries);
  const lines = [
    ...textTable([Object.keys(rows[0]!), ...rows.map((row) => Object.values(row) as string[])]),
    honestSentence(summaries),
    ...(summaries.some(({ quick }) => quick)
      ? ['Quick run of few epochs: shows the way, says nothing about the models.']
      : []),
    ...summaries.flatMap(({ warnings }) => warnings),
    '95 % intervals by bootstrap over lesions; ± is the standard deviation over the folds; behind the best: balanced accuracy, paired by lesion, and the best is the best by these very figures.',
  ];
  // What a terminal shows is searched and copied.
  return lines.join('\n').replaceAll('\u00a0', ' ');
}
