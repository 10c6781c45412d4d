import { ageHistogramChart, barCounts, formatCount } from '../charts/index.js';
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
    <p>${data.description}. The metadata lists ${formatCount(data.images)} images of
      ${formatCount(data.lesions)} lesions, of which ${formatCount(data.lesionsWithSeveralImages)}
      have more than one image. Images of one lesion look alike, so a split that puts them on both
      sides measures memory as well as skill.</p>
    <div class="charts">
      ${figureHtml('figure-dx', barCounts(counts.dx, { title: 'Diagnosis (dx)' }))}
      <div class="stack">
        ${figureHtml('figure-dx-type', barCounts(counts.dxType, { title: 'How it was confirmed (dx_type)' }))}
        ${figureHtml('figure-sex', barCounts(counts.sex, { title: 'Sex' }))}
      </div>
      ${figureHtml('figure-localization', barCounts(counts.localization, { title: 'Localization' }))}
      ${figureHtml('figure-age', ageHistogramChart(age.bins, { title: 'Age', missing: age.missing, heightPx: 380 }))}
    </div>
    ${sampleGrid(data)}
  </section>`;
}
