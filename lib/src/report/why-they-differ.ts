import { formatCount, formatPercent } from '../charts/index.js';
import type { SplitSummary } from '../experiments/index.js';
import { commonestClass } from './commonest-class.js';
import { type Html, html } from './html.js';
import type { ReproductionRow } from './reproduction-rows.js';

/**
 * Why the two numbers of each model differ, in the numbers of the splits themselves.
 *
 * @param rows - models with their runs, from `reproductionRows`
 * @returns one sentence; one a model where models were split apart; none before the first run
 * @example
 * whyTheyDifferSentences(rows)[0]; // 'The source’s split leaks: 401 of 700 test rows are …'
 */
export function whyTheyDifferSentences(rows: readonly ReproductionRow[]): string[] {
  const complete = rows.filter((row) => row.published?.run && row.leakFree?.run);
  const sentences = (complete.length > 0 ? complete : rows).map(sentence);
  return [...new Set(sentences.filter((text) => text !== null))];
}

/**
 * The same as a paragraph of the report.
 *
 * @param rows - the main table's rows
 * @returns a paragraph in a box
 */
export function whyTheyDiffer(rows: readonly ReproductionRow[]): Html {
  const sentences = whyTheyDifferSentences(rows);
  return html`<div class="why">
    <p><strong>Why the two differ.</strong> ${
      sentences.length > 0
        ? sentences.join(' ')
        : 'The sentence comes with the first run, in the numbers of its own split.'
    }</p>
  </div>`;
}

function sentence({ published, leakFree }: ReproductionRow): string | null {
  const source = published?.run?.split;
  const grouped = leakFree?.run?.split;
  if (source === undefined) return null;
  if (grouped === undefined) {
    return `In the source’s split ${copies(source)}, and ${mix(source)}; the lesion-grouped split has not been run yet.`;
  }
  if (imageShare(source) <= imageShare(grouped)) {
    return `In the source’s split ${copies(source)}, and ${mix(source)}; in the lesion-grouped split ${copies(grouped)}, and ${mix(grouped)}.`;
  }
  return (
    `The source’s split leaks: ${copies(source)}, against ${against(grouped)} in the ` +
    'lesion-grouped split; and it tests on another mix of classes: ' +
    `${mix(source)}, while in the lesion-grouped split, which keeps the natural mix, ${mix(grouped)}.`
  );
}

function imageShare(split: SplitSummary): number {
  return split.testRowsWithImageInTrain / split.testRows;
}

function copies(split: SplitSummary): string {
  const image = formatCount(split.testRowsWithImageInTrain);
  const lesion = formatCount(split.testRowsWithLesionInTrain);
  return (
    `${image} of ${formatCount(split.testRows)} test rows are copies of an image that the model ` +
    `was trained on (${lesion} show a lesion that it was trained on)`
  );
}

function against(split: SplitSummary): string {
  const image = formatCount(split.testRowsWithImageInTrain);
  const lesion = formatCount(split.testRowsWithLesionInTrain);
  return `${image} (and ${lesion}) of ${formatCount(split.testRows)}`;
}

function mix(split: SplitSummary): string {
  const { label, share } = commonestClass(split);
  return `its commonest class, ${label}, is ${formatPercent(share)} of the test rows`;
}
