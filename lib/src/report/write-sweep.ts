import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { formatCount } from '../charts/index.js';
import { MEDICAL_NOTICE } from '../core/index.js';
import {
  assignmentText,
  experimentSettings,
  rankCandidates,
  type Sweep,
  type SweepScores,
} from '../experiments/index.js';
import { metricNaming } from './compared-metrics.js';
import { type Html, html } from './html.js';
import { emptyCell, metricCell, quickMark } from './metric-cell.js';
import { page } from './page.js';
import { plotlyBundle } from './plotly-bundle.js';
import { sweepCharts } from './sweep-charts.js';
import { sweepSentences } from './sweep-sentences.js';

/** What a sweep's page says beside the sweep. */
export interface SweepPage {
  /** The sweep, as far as it has come. */
  readonly sweep: Sweep;
  /** The command that makes the page again. */
  readonly command: string;
}

/** Metrics that stand beside the one that decides. */
const SHOWN = ['balancedAccuracy', 'accuracy', 'macroF1', 'rocAuc'] as const;

/** What the page's heading and chosen section say already, or what is not the sweep's. */
const HEADING = ['name', 'title', 'leakFreeTwinOf'];

/**
 * Writes a sweep as one HTML file that opens from the disk, without a network.
 *
 * @param path - the file to write; its folder is made where it is missing
 * @param input - the sweep
 * @remarks Atomic. Equal input gives equal bytes.
 */
export async function writeSweepReport(path: string, input: SweepPage): Promise<void> {
  const text = await renderSweep(input);
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, text);
}

/**
 * Makes the HTML of a sweep's page.
 *
 * @param input - the sweep
 * @returns the whole page
 */
export async function renderSweep({ sweep, command }: SweepPage): Promise<string> {
  const { experiment, data, quick } = sweep;
  const title = `Sweep: ${experiment.title}`;
  const body = html`<a class="skip" href="#chosen">Skip to what was chosen</a>
    <header>
      <p class="kicker">dermlab</p>
      <h1>${title}</h1>
      <p class="lede">${formatCount(sweep.candidates.length)} candidates on ${data.name}, seed ${experiment.seed}.
        What decides, on validation rows: ${metricNaming(sweep.metric).name}.</p>
      <p class="medical"><strong>${MEDICAL_NOTICE}</strong></p>
      <nav aria-label="Sections"><ul>
        <li><a href="#chosen">What was chosen</a></li><li><a href="#candidates">Candidates</a></li>
        <li><a href="#settings">Settings</a></li>
      </ul></nav>
      <noscript><p class="notice note">Charts need JavaScript; the table under each has its
        numbers.</p></noscript>
    </header>
    <main>
      ${quick && quickNotice}
      ${chosenSection(sweep)}
      ${candidatesSection(sweep)}
    </main>
    <footer>${settingsSection(sweep, command)}</footer>`;
  return page({ title, body, plotly: await plotlyBundle() }).markup;
}

const quickNotice = html`<section class="notices" aria-label="Read this first"><ul>
  <li class="notice warning">A quick sweep of few epochs: its numbers say nothing about the models.</li>
</ul></section>`;

function chosenSection(sweep: Sweep): Html {
  const { winner, candidates } = sweep;
  const chosen = winner && candidates[winner.candidate];
  return html`<section id="chosen" aria-labelledby="chosen-heading">
    <h2 id="chosen-heading">What was chosen</h2>
    ${sweepSentences(sweep).map((sentence) => html`<p>${sentence}</p>`)}
    ${
      chosen?.validation &&
      scoresTable(
        sweep,
        [
          ['Validation (optimistic)', chosen.validation],
          ['Test, looked at once', winner?.test],
        ],
        `The chosen candidate, ${assignmentText(chosen.assignment)}.`,
      )
    }
  </section>`;
}

function candidatesSection(sweep: Sweep): Html {
  const { candidates } = sweep;
  const ranked = rankCandidates(sweep);
  const open = [...candidates.keys()].filter((index) => !ranked.includes(index));
  const lines = [...ranked, ...open].map((index): [string, SweepScores | undefined] => [
    assignmentText(candidates[index]!.assignment),
    candidates[index]!.validation,
  ]);
  return html`<section id="candidates" aria-labelledby="candidates-heading">
    <h2 id="candidates-heading">Candidates</h2>
    ${ranked.length > 0 && html`<div class="charts">${sweepCharts(sweep)}</div>`}
    <h3>All of them</h3>
    ${scoresTable(sweep, lines, 'All candidates on the validation rows, best first. None was given a test row.')}
    <p class="note">Intervals are 95 % percentile intervals of a bootstrap that draws whole lesions. They say
      how far a score would move with other lesions, not with another seed.</p>
  </section>`;
}

function scoresTable(
  { metric, quick }: Sweep,
  lines: readonly (readonly [string, SweepScores | undefined])[],
  caption: string,
): Html {
  const metrics = [...new Set([metric, ...SHOWN])];
  const names = metrics.map((name) => metricNaming(name).name);
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table class="results cards" role="table">
      <caption>${caption}</caption>
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Rows or values</th>
        ${names.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr></thead>
      <tbody role="rowgroup">${lines.map(
        ([label, scores]) =>
          html`<tr role="row"><th role="rowheader" scope="row">${label}</th>${metrics.map((name) =>
            scoreCell(name, scores, quick),
          )}</tr>`,
      )}</tbody>
    </table></div>`;
}

function scoreCell(metric: Sweep['metric'], scores: SweepScores | undefined, quick: boolean): Html {
  const { name: label, format } = metricNaming(metric);
  if (!scores) return emptyCell(label, 'not finished yet');
  const { metrics, rows: testRows, predictsOneClass } = scores;
  const caution = predictsOneClass ? { caution: 'one class for all: not trained' } : {};
  return metricCell({ label, estimate: metrics[metric], format, quick, testRows, ...caution });
}

function settingsSection(sweep: Sweep, command: string): Html {
  const { id, experiment, space, data, engine, quick, candidates } = sweep;
  const isShared = (field: string) =>
    !candidates.every(({ assignment }) => Object.hasOwn(assignment, field));
  const shared = experimentSettings(experiment).filter(
    ([name]) => !HEADING.includes(name) && isShared(name),
  );
  const facts = [
    ['Sweep', id],
    ['Data', data.description],
    ['Data SHA-256', data.sha256],
    ['Engine', engine],
    ...shared.map(([name, value]) => [name, String(value)]),
  ];
  return html`<section id="settings" aria-labelledby="settings-heading">
    <h2 id="settings-heading">Settings ${quick && quickMark}</h2>
    <p>What was tried:</p>
    <div class="scroll" role="region" aria-label="What was tried" tabindex="0"><pre>${JSON.stringify(space, null, 2)}</pre></div>
    <p>What holds where a candidate sets nothing else:</p>
    <dl class="facts">${facts.map(([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>
    <h3>Make this page again</h3>
    <div class="scroll" role="region" aria-label="Command" tabindex="0"><pre>${command}</pre></div>
  </section>`;
}
