import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { MEDICAL_NOTICE } from '../core/index.js';
import { dataSection } from './data-section.js';
import { type Html, html } from './html.js';
import { noticesSection } from './notices-section.js';
import { page } from './page.js';
import { plotlyBundle } from './plotly-bundle.js';
import { provenanceSection } from './provenance-section.js';
import type { ReportInput } from './report-input.js';
import { reproductionRows } from './reproduction-rows.js';
import { resultsSection } from './results-section.js';
import { pendingRunSection, runSection } from './run-section.js';

/**
 * Writes the report as one HTML file that opens from the disk, without a network.
 *
 * @param path - the file to write; its folder is made where it is missing
 * @param input - plan, finished runs and data
 * @throws ArgumentError where a run does not fit the plan; see {@link reproductionRows}
 * @remarks Atomic: a reader sees the old file or the new one, never a part. Equal input gives equal
 * bytes.
 * @example
 * await writeReport('outputs/report.html', { experiments, runs, data, versions, command: 'npm start' });
 */
export async function writeReport(path: string, input: ReportInput): Promise<void> {
  const text = await renderReport(input);
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, text);
}

/**
 * Makes the report's HTML.
 *
 * @param input - plan, finished runs and data
 * @returns the whole page
 * @throws ArgumentError where a run does not fit the plan; see {@link reproductionRows}
 */
export async function renderReport(input: ReportInput): Promise<string> {
  const { title = 'Skin-lesion classification, reproduced' } = input;
  const rows = reproductionRows(input.experiments, input.runs);
  const body = html`<a class="skip" href="#results">Skip to the results</a>
    ${head(title, input)}
    <main>
      ${noticesSection(input)}
      ${resultsSection(rows, input.details)}
      ${dataSection(input.data)}
      ${runsSection(input)}
    </main>
    <footer>${provenanceSection(input)}</footer>`;
  return page({ title, body, plotly: await plotlyBundle() }).markup;
}

function head(title: string, input: ReportInput): Html {
  const { data, experiments, runs } = input;
  return html`<header>
    <p class="kicker">dermlab</p>
    <h1>${title}</h1>
    <p class="lede">${lede(input)}</p>
    <p class="medical"><strong>${MEDICAL_NOTICE}</strong></p>
    <p class="note">${runs.length} of ${experiments.length} runs finished.</p>
    <nav aria-label="Sections"><ul>
      <li><a href="#results">Results</a></li>
      <li><a href="#data">Data</a></li>
      ${data.samples.length > 0 && html`<li><a href="#samples">Samples</a></li>`}
      ${experiments.map(({ name, title: model }) => html`<li><a href="#run-${name}">${model}</a></li>`)}
      <li><a href="#provenance">Provenance</a></li>
    </ul></nav>
    <noscript><p class="notice note">Charts need JavaScript; the table under each has its
      numbers.</p></noscript>
  </header>`;
}

function lede({ data, experiments }: ReportInput): string {
  const reported = experiments.some((experiment) => experiment.reported);
  const twins = experiments.some((experiment) => experiment.leakFreeTwinOf !== undefined);
  const beside = [
    ...(reported ? ['beside the accuracy their authors reported'] : []),
    ...(twins ? ['beside the same models on a split that keeps each lesion on one side'] : []),
  ].join(' and ');
  const models = reported ? 'Published models run again' : 'Models trained';
  return `${models} on ${data.name}${beside === '' ? '' : `, ${beside}`}.`;
}

function runsSection({ experiments, runs, details }: ReportInput): Html {
  return html`<section id="runs" aria-labelledby="runs-heading">
    <h2 id="runs-heading">Run by run</h2>
    ${experiments.map(({ name, title }) => {
      const run = runs.find((candidate) => candidate.experiment.name === name);
      return run ? runSection(run, details?.get(run.id)) : pendingRunSection(name, title);
    })}
  </section>`;
}
