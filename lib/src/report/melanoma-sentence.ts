import { formatCount, formatPercent } from '../charts/index.js';
import type { RunResult } from '../experiments/index.js';
import { percentText } from './metric-format.js';

/**
 * How many melanomas a run's model finds, and at what price, in words.
 *
 * @param run - a finished run
 * @returns sentences of plain text; none where no class is melanoma, or the run is an old one
 * @example
 * melanomaSentence(run); // 'Of the 222 melanomas among the test rows it finds 61.3 % [54.9–67.4 %] …'
 */
export function melanomaSentence({ last, split, quick }: RunResult): string {
  const { melanomaSensitivity: found } = last;
  if (!found) return '';
  const { label, melanomaRows, atSpecificity, chosenOn, specificity } = found;
  const kept = formatPercent(atSpecificity, 0);
  const others = formatCount(split.testRows - melanomaRows);
  const where =
    chosenOn === 'validation'
      ? `The threshold was chosen on validation rows to keep ${kept} there`
      : `The threshold was chosen on these very rows to keep ${kept}, which is slightly optimistic`;
  return (
    `Of the ${formatCount(melanomaRows)} melanomas (${label}) among the test rows it finds ` +
    `${percentText(found)}${quick ? ' (quick run)' : ''}, where ${percentText(specificity)} of the ${others} ` +
    `others are not called melanoma. ${where}.`
  );
}
