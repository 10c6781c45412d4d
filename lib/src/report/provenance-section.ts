import { type Html, html } from './html.js';
import type { ReportInput } from './report-input.js';

/**
 * Where the numbers and the images come from, under which terms, and how to make them again.
 *
 * @param input - the report's input
 * @returns a section
 */
export function provenanceSection({ data, versions, command, experiments }: ReportInput): Html {
  const sources = [...new Set(experiments.flatMap(({ reported }) => reported?.source ?? []))];
  const facts: [string, string][] = [
    ['Data', data.description],
    ['Data SHA-256', data.sha256],
    ...Object.entries(versions),
  ];
  return html`<section id="provenance" aria-labelledby="provenance-heading">
    <h2 id="provenance-heading">Provenance and licences</h2>
    <h3>Run it again</h3>
    <pre class="command">${command}</pre>
    <p>With the same seed, data and versions, every number comes out the same.</p>
    <dl class="facts">${facts.map(
      ([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`,
    )}</dl>
    <h3>Licences</h3>
    <p>${data.attribution ?? 'Images: as their owner says; nothing about it is known here.'} The sample
      images in this page are scaled copies under the same terms. Code: MIT. Charts: Plotly.js, MIT.</p>
    ${sources.length > 0 && html`<p>Reported figures: ${sources.map((source) => `“${source}”`).join(', ')}.</p>`}
  </section>`;
}
