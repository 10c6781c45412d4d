import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { HonestRow } from '../audit/index.js';
import { MEDICAL_NOTICE } from '../core/index.js';
import { predictsOneClass, type RunResult } from '../experiments/index.js';
import { honestSection, honestTitle } from './honest-section.js';
import { html } from './html.js';
import { page } from './page.js';
import { plotlyBundle } from './plotly-bundle.js';

/** What an honest table's page shows. */
export interface HonestPage {
  /** From `honestTable`. */
  readonly rows: readonly HonestRow[];
  /** Titles of models that are still to come. */
  readonly pending: readonly string[];
  /** What a reader must know, a sentence each. */
  readonly notices: readonly string[];
  /** The command that makes the page again. */
  readonly command: string;
}

/**
 * Writes an honest table as one HTML file that opens from the disk, without a network.
 *
 * @param path - the file to write; its folder is made where it is missing
 * @param input - rows and data
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
 * @param input - rows and data
 * @returns the whole page
 */
export async function renderHonestTable(input: HonestPage): Promise<string> {
  const { rows, command } = input;
  const title = 'Published models on folds of lesions';
  const runs = rows.flatMap(({ result }) => result.folds);
  const body = html`<a class="skip" href="#results">Skip to the results</a>
    <header>
      <p class="kicker">dermlab</p>
      <h1>${title}</h1>
      <p class="lede">What each published model is worth where no lesion stands on both sides.</p>
      <p class="medical"><strong>${MEDICAL_NOTICE}</strong></p>
      <noscript><p class="notice note">Charts need JavaScript; the table under each has its
        numbers.</p></noscript>
    </header>
    <main>
      <section class="notices" aria-label="Read this first"><ul>${[
        ...warningsOf(rows).map((text) => html`<li class="notice warning">${text}</li>`),
        ...[...pendingOf(input), ...input.notices].map(
          (text) => html`<li class="notice note">${text}</li>`,
        ),
      ]}</ul></section>
      ${honestSection(rows)}
      <section id="runs" aria-labelledby="runs-heading">
        <h2 id="runs-heading">How each was trained</h2>
        ${rows.map(
          (row) => html`<h3>${honestTitle(row)}</h3>
          <p>${row.result.folds[0]?.split.description.replace(/^fold \d+ of (\d+)/, '$1 folds')}.
            Runs: ${row.result.folds.map(({ id }) => id).join(', ')}.</p>`,
        )}
      </section>
    </main>
    <footer><section id="provenance" aria-labelledby="provenance-heading">
      <h2 id="provenance-heading">Run it again</h2>
      <pre class="command">${command}</pre>
      <p>Engine: ${distinct(runs.map(({ engine }) => engine.description))}.
        Data: ${distinct(rows.map(({ dataset }) => dataset.description))}. ${distinct(
          rows.flatMap(({ dataset }) => dataset.attribution ?? []),
        )}</p></section></footer>`;
  return page({ title, body, plotly: await plotlyBundle() }).markup;
}

function warningsOf(rows: readonly HonestRow[]): string[] {
  const folds = (isSo: (run: RunResult) => boolean) =>
    rows
      .flatMap(({ result }) => result.folds)
      .filter(isSo)
      .map(({ experiment }) => experiment.title);
  const said = (titles: readonly string[], text: string) =>
    titles.length === 0 ? [] : [`${text}: ${titles.join('; ')}.`];
  return [
    ...(rows.some(({ result }) => result.quick)
      ? ['Quick run of few epochs: the numbers say nothing about the models.']
      : []),
    ...said(
      folds(({ last }) => predictsOneClass(last)),
      'Every test row got the same class, so the model of this fold has not learned',
    ),
    ...said(
      folds(({ base }) => base?.weights === 'random'),
      'The base was drawn at random and never learned anything',
    ),
    ...said(
      folds(({ engine }) => engine.fallback),
      'Computed by TensorFlow’s JavaScript stand-in',
    ),
  ];
}

function distinct(texts: readonly string[]): string {
  return [...new Set(texts)].join('; ');
}

function pendingOf({ pending }: HonestPage): string[] {
  if (pending.length === 0) return [];
  return [
    `Not finished yet: ${pending.join('; ')}. Where they were stopped, the command below goes on with them.`,
  ];
}
