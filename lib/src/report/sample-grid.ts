import { formatCount } from '../charts/index.js';
import { type Html, html } from './html.js';
import type { DataDescription, SampleImage } from './report-input.js';

/**
 * The sample images, class by class, as part of the page itself.
 *
 * @param data - the data part of the report's input
 * @returns a heading and a grid
 */
export function sampleGrid(data: DataDescription): Html {
  return html`<h3 id="samples">Sample images</h3>
    <p class="note">${formatCount(data.samples.length)} images, taken by their place in the
      metadata and not for their looks, each of another lesion.</p>
    <div class="samples">${data.classes.map((entry) => classSamples(data, entry))}</div>`;
}

function classSamples(
  data: DataDescription,
  { label, name }: DataDescription['classes'][number],
): Html {
  const samples = data.samples.filter((sample) => sample.label === label);
  const count = data.counts.dx.find((row) => row.value === label)?.count ?? 0;
  return html`<figure class="class-samples">
    <figcaption><strong>${label}</strong> ${name} <span class="n">n = ${formatCount(count)}</span></figcaption>
    <div class="thumbnails">${samples.map((sample) => sampleImage(sample, name))}</div>
  </figure>`;
}

function sampleImage(sample: SampleImage, name: string): Html {
  const { imageId, label, dataUri, widthPx, heightPx } = sample;
  return html`<img src="${dataUri}" width="${widthPx}" height="${heightPx}"
    alt="${imageId}: ${label}, ${name}" title="${imageId}">`;
}
