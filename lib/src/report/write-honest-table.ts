import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { MEDICAL_NOTICE } from '../core/index.js';
import { honestSection } from './honest-section.js';
import type { HonestSummary } from './honest-summary.js';
import { html } from './html.js';
import { page } from './page.js';
import { plotlyBundle } from './plotly-bundle.js';

const TITLE = 'Published models on folds of lesions';

/** What an honest table's page shows. */
export interface HonestPage {
  /** The models that are finished. */
  readonly summaries: readonly HonestSummary[];
  /** Titles of models that are still to come. */
  readonly pending: readonly string[];
  /** What a reader must know about the data, a sentence each. */
  readonly notices: readonly string[];
  /** The command that makes the page again. */
  readonly command: string;
}

/**
 * Writes an honest table as one HTML file that opens from the disk, without a network.
 *
 * @param path - the file to write; its folder is made where it is missing
 * @param input - models and data
 * @remarks Atomic. Equal input gives equal bytes.
 */
export async function writeHonestTable(path: string, input: HonestPage): Promise<void> {
  const text = await renderHonestTable(input);
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, text);
}

/**
 * Makes an honest table's HTML.
 *
 * @param input - models and data
 * @returns the whole page
 */
export async function renderHonestTable(input: HonestPage): Promise<string> {
  const { summaries, command } = input;
  const body = html`<a class="skip" href="#results">Skip to the results</a>
    <header>
      <p class="kicker">dermlab</p>
      <h1>${TITLE}</h1>
      <p class="lede">What each published model is worth where no lesion stands on both sides.</p>
      <p class="medical"><strong>${MEDICAL_NOTICE}</strong></p>
      <noscript><p class="notice note">Charts need JavaScript; the table under each has its
        numbers.</p></noscript>
    </header>
    <main>
      <section class="notices" aria-label="Read this first"><ul>${[
        ...warningsOf(summaries).map((text) => html`<li class="notice warning">${text}</li>`),
        ...notesOf(input).map((text) => html`<li class="notice note">${text}</li>`),
      ]}</ul></section>
      ${honestSection(summaries)}
      <section id="runs" aria-labelledby="runs-heading">
        <h2 id="runs-heading">How each was trained</h2>
        ${summaries.map(
          ({ model, steps, runs }) => html`<h3>${model}</h3>
          <p>${steps}.</p><p class="note">Runs: ${runs.join(', ')}.</p>`,
        )}
      </section>
    </main>
    <footer><section id="provenance" aria-labelledby="provenance-heading">
      <h2 id="provenance-heading">Run it again</h2>
      <div class="scroll" role="region" aria-label="Command" tabindex="0"><pre>${command}</pre></div>
      <p>Engine: ${distinct(summaries.map(({ engine }) => engine))}.
        Data: ${distinct(summaries.map(({ data }) => data.description))}.
        ${distinct(summaries.flatMap(({ data }) => data.attribution ?? []))}</p></section></footer>`;
  return page({ title: TITLE, body, plotly: await plotlyBundle() }).markup;
}

function warningsOf(summaries: readonly HonestSummary[]): string[] {
  return [
    ...(summaries.some(({ quick }) => quick)
      ? ['Quick run of few epochs: the numbers say nothing about the models.']
      : []),
    ...summaries.flatMap(({ warnings }) => warnings),
  ];
}

function notesOf({ pending, notices }: HonestPage): string[] {
  return [
    ...(pending.length > 0
      ? [
          `Not finished yet: ${pending.join('; ')}. Where they were stopped, the command below goes on with them.`,
        ]
      : []),
    ...notices,
  ];
}

function distinct(texts: readonly string[]): string {
  return [...new Set(texts)].join('; ');
}
