import { ageHistogramChart, barCounts, type CountRow, formatCount } from '../charts/index.js';
import { figureHtml } from './figure-html.js';
import { type Html, html } from './html.js';
import type { DataDescription } from './report-input.js';
import { sampleGrid } from './sample-grid.js';

/**
 * The data set: what it holds, its columns as bars, and sample images.
 *
 * @param data - the data part of the report's input
 * @returns a section
 */
export function dataSection(data: DataDescription): Html {
  const { counts, age } = data;
  return html`<section id="data" aria-labelledby="data-heading">
    <h2 id="data-heading">The data</h2>
    <p>${data.description}. ${lesionSentences(data)}</p>
    <div class="charts">
      ${bars('figure-dx', 'Diagnosis (dx)', counts.dx)}
      <div class="stack">
        ${bars('figure-dx-type', 'How it was confirmed (dx_type)', counts.dxType)}
        ${bars('figure-sex', 'Sex', counts.sex)}
      </div>
      ${bars('figure-localization', 'Localization', counts.localization)}
      ${age && figureHtml('figure-age', ageHistogramChart(age.bins, { title: 'Age', missing: age.missing, heightPx: 380 }))}
    </div>
    ${data.samples.length > 0 && sampleGrid(data)}
  </section>`;
}

function lesionSentences({ images, lesions, lesionsWithSeveralImages }: DataDescription): string {
  if (lesionsWithSeveralImages === 0) {
    return `Nothing says which of the ${formatCount(images)} images show one lesion.`;
  }
  return (
    `The ${formatCount(images)} images show ${formatCount(lesions)} lesions, of which ` +
    `${formatCount(lesionsWithSeveralImages)} have more than one image. Images of one lesion look ` +
    'alike, so a split that puts them on both sides measures memory as well as skill.'
  );
}

function bars(id: string, title: string, rows: readonly CountRow[] | undefined): Html | false {
  return rows !== undefined && figureHtml(id, barCounts(rows, { title }));
}
