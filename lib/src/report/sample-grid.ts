import sharp from 'sharp';
import { formatCount } from '../charts/index.js';
import { type Html, html } from './html.js';
import type { DataDescription, SampleImage } from './report-input.js';

/** Width that sample images are scaled down to, so that the page stays small. */
export const SAMPLE_WIDTH_PX = 200;

/** The sample images, class by class, as part of the page itself. */
export async function sampleGrid(data: DataDescription): Promise<Html> {
  const classes = await Promise.all(data.classes.map((entry) => classSamples(data, entry)));
  return html`<h3 id="samples">Sample images</h3>
    <p class="note">${formatCount(data.samples.length)} images, chosen by their place in the
      metadata and not for their looks.</p>
    <div class="samples">${classes}</div>`;
}

async function classSamples(
  data: DataDescription,
  { label, name }: DataDescription['classes'][number],
): Promise<Html> {
  const samples = data.samples.filter((sample) => sample.label === label);
  const count = data.counts.dx.find((row) => row.value === label)?.count ?? 0;
  const images = await Promise.all(samples.map((sample) => sampleImage(sample, name)));
  return html`<figure class="class-samples">
    <figcaption><strong>${label}</strong> ${name} <span class="n">n = ${formatCount(count)}</span></figcaption>
    <div class="thumbnails">${images}</div>
  </figure>`;
}

async function sampleImage({ imageId, label, bytes }: SampleImage, name: string): Promise<Html> {
  const { data, info } = await sharp(bytes)
    .resize({ width: SAMPLE_WIDTH_PX, withoutEnlargement: true })
    .jpeg({ quality: 85 })
    .toBuffer({ resolveWithObject: true });
  return html`<img src="data:image/jpeg;base64,${data.toString('base64')}"
    width="${info.width}" height="${info.height}" alt="${imageId}: ${label}, ${name}" title="${imageId}">`;
}
