import { formatCount, formatPercent } from '../charts/index.js';
import type { SplitSummary } from '../experiments/index.js';
import { commonestClass } from './commonest-class.js';
import { type Html, html } from './html.js';
import type { ReproductionRow } from './reproduction-rows.js';

/** One sentence, in the numbers of the splits themselves, or two where models were split apart. */
export function whyTheyDiffer(rows: readonly ReproductionRow[]): Html {
  const sentences = rows.map(sentence).filter((text) => text !== null);
  const distinct = [...new Set(sentences)];
  return html`<div class="why">
    <p><strong>Why the two differ.</strong> ${
      distinct.length > 0
        ? distinct.join(' ')
        : 'The sentence comes with the first pair of runs, in the numbers of their own splits.'
    }</p>
  </div>`;
}

function sentence({ published, leakFree }: ReproductionRow): string | null {
  const source = published?.run?.split;
  const grouped = leakFree?.run?.split;
  if (source === undefined) return null;
  const opening = `In the source’s split ${copies(source)}, and ${mix(source)}`;
  if (grouped === undefined) return `${opening}; the lesion-grouped split has not been run yet.`;
  return `${opening}; in the lesion-grouped split ${copies(grouped)}, and ${mix(grouped)}.`;
}

function copies(split: SplitSummary): string {
  const image = formatCount(split.testRowsWithImageInTrain);
  const lesion = formatCount(split.testRowsWithLesionInTrain);
  return (
    `${image} of ${formatCount(split.testRows)} test rows show an image that is also a training ` +
    `row (${lesion} a lesion that is)`
  );
}

function mix(split: SplitSummary): string {
  const { label, share } = commonestClass(split);
  return `the commonest class, ${label}, is ${formatPercent(share)} of them`;
}
