import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { MEDICAL_NOTICE } from '../core/index.js';
import type { RunResult } from '../experiments/index.js';
import { html } from './html.js';
import { page } from './page.js';
import { plotlyBundle } from './plotly-bundle.js';
import type { RunDetails } from './run-details.js';
import { runSection } from './run-section.js';
import { runWarnings } from './run-warnings.js';

/**
 * Writes the report of one run as one HTML file that opens from the disk, without a network.
 *
 * @param path - the file to write; its folder is made where it is missing
 * @param run - a finished run
 * @param details - audit, predictions and subgroups, as far as they are there
 * @remarks Atomic. Equal input gives equal bytes.
 */
export async function writeRunReport(
  path: string,
  run: RunResult,
  details?: RunDetails,
): Promise<void> {
  const text = await renderRunReport(run, details);
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, text);
}

/**
 * Makes the HTML of one run's report.
 *
 * @param run - a finished run
 * @param details - audit, predictions and subgroups, as far as they are there
 * @returns the whole page
 */
export async function renderRunReport(run: RunResult, details?: RunDetails): Promise<string> {
  const { experiment, data } = run;
  const warnings = runWarnings(run);
  const body = html`<header>
      <p class="kicker">dermlab</p>
      <h1>${experiment.title}</h1>
      <p class="lede">One run on ${data.name}, seed ${experiment.seed}.</p>
      <p class="medical"><strong>${MEDICAL_NOTICE}</strong></p>
      <noscript><p class="notice note">Charts need JavaScript; the table under each has its
        numbers.</p></noscript>
    </header>
    <main>
      ${
        warnings.length > 0 &&
        html`<section class="notices" aria-label="Read this first"><ul>${warnings.map(
          (text) => html`<li class="notice warning">${text}</li>`,
        )}</ul></section>`
      }
      <section aria-labelledby="run-heading"><h2 id="run-heading">The run</h2>${runSection(run, details)}</section>
    </main>`;
  return page({ title: experiment.title, body, plotly: await plotlyBundle() }).markup;
}
