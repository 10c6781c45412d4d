import { formatCount, formatPercent } from '../charts/index.js';
import type { RunResult } from '../experiments/index.js';

interface Recall {
  readonly label: string;
  readonly found: number;
  readonly testRows: number;
}

interface Mistake {
  readonly label: string;
  readonly predicted: string;
  readonly count: number;
}

/**
 * Where a run's model errs, in words: the classes found most and least often, and the commonest
 * mistake, each with its n.
 *
 * @param run - a finished run
 * @returns sentences of plain text; those of a quick run say so
 * @example
 * errorsSentence(run); // 'Found most often: vasc, 88 of its 90 test rows (98 %); least often: …'
 */
export function errorsSentence({ classes, last, quick }: RunResult): string {
  const recalls = classes
    .map((label, row): Recall => {
      const counts = last.confusionMatrix[row] ?? [];
      const testRows = counts.reduce((sum, count) => sum + count, 0);
      return { label, found: counts[row] ?? 0, testRows };
    })
    .filter(({ testRows }) => testRows > 0)
    .sort((a, b) => b.found / b.testRows - a.found / a.testRows);
  const [best, worst] = [recalls[0], recalls.at(-1)];
  if (!best || !worst) return 'There are no test rows.';
  const mark = quick ? ' (quick run)' : '';
  return (
    `Found most often${mark}: ${recallText(best)}; least often: ${recallText(worst)}. ` +
    mistakeText(commonestMistake(classes, last.confusionMatrix))
  );
}

function recallText({ label, found, testRows }: Recall): string {
  const share = formatPercent(found / testRows, 0);
  return `${label}, ${formatCount(found)} of its ${formatCount(testRows)} test rows (${share})`;
}

function mistakeText({ label, predicted, count }: Mistake): string {
  if (count === 0) return 'No test row was taken for another class.';
  return `The commonest mistake is ${label} taken for ${predicted}, ${formatCount(count)} times.`;
}

function commonestMistake(
  classes: readonly string[],
  matrix: RunResult['last']['confusionMatrix'],
): Mistake {
  const mistakes = classes.flatMap((label, row) =>
    classes.map((predicted, column) => ({
      label,
      predicted,
      count: row === column ? 0 : (matrix[row]?.[column] ?? 0),
    })),
  );
  return mistakes.reduce((most, mistake) => (mistake.count > most.count ? mistake : most));
}
