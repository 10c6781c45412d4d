import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { SplitAudit } from '../audit/index.js';
import { curvesOfRuns, formatCount, type RunCurves } from '../charts/index.js';
import { MEDICAL_NOTICE } from '../core/index.js';
import {
  type DoneRun,
  predictsOneClass,
  type RunComparison,
  type RunDifference,
  shortRunId,
} from '../experiments/index.js';
import { auditList } from './audit-list.js';
import {
  type ComparedMetric,
  comparedMetrics,
  differenceText,
  leavesOutZero,
} from './compared-metrics.js';
import { configTable } from './config-table.js';
import { figureHtml } from './figure-html.js';
import { type Html, html } from './html.js';
import { emptyCell, metricCell, quickMark } from './metric-cell.js';
import { page } from './page.js';
import { plotlyBundle } from './plotly-bundle.js';
import { splitSentence } from './split-sentence.js';

/** What a comparison page says beside the comparison. */
export interface ComparisonPage {
  /** Runs beside each other, from `compareRuns`. */
  readonly comparison: RunComparison;
  /** The command that makes the page again. */
  readonly command: string;
  /** Audits by run id, where near-duplicates were looked for. */
  readonly audits?: ReadonlyMap<string, SplitAudit>;
}

/**
 * Writes a comparison of runs as one HTML file that opens from the disk, without a network.
 *
 * @param path - the file to write; its folder is made where it is missing
 * @param input - the comparison
 * @remarks Atomic. Equal input gives equal bytes.
 */
export async function writeComparison(path: string, input: ComparisonPage): Promise<void> {
  const text = await renderComparison(input);
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, text);
}

/**
 * Makes the comparison's HTML.
 *
 * @param input - the comparison
 * @returns the whole page
 */
export async function renderComparison(input: ComparisonPage): Promise<string> {
  const { comparison, command, audits } = input;
  const { runs } = comparison;
  const title = `${runs.length} runs compared`;
  const body = html`<a class="skip" href="#metrics">Skip to the metrics</a>
    <header>
      <p class="kicker">dermlab</p>
      <h1>${title}</h1>
      <p class="lede">${runs.map(nameOf).join('; ')}.</p>
      <p class="medical"><strong>${MEDICAL_NOTICE}</strong></p>
      <nav aria-label="Sections"><ul>
        <li><a href="#metrics">Metrics</a></li><li><a href="#differences">Differences</a></li>
        <li><a href="#curves">Curves</a></li><li><a href="#settings">Settings</a></li>
        <li><a href="#runs">Runs</a></li>
      </ul></nav>
      <noscript><p class="notice note">Charts need JavaScript; the table under each has its
        numbers.</p></noscript>
    </header>
    <main>
      ${noticesOf(comparison)}
      ${metricsSection(comparison, audits)}
      ${differencesSection(comparison)}
      ${curvesSection(runs)}
      ${settingsSection(comparison)}
    </main>
    <footer>${runsSection(runs, command, audits)}</footer>`;
  return page({ title, body, plotly: await plotlyBundle() }).markup;
}

/** A run's title with what tells it from another of the same experiment. */
function nameOf({ id, experiment }: DoneRun): string {
  return `${experiment.title} (seed ${experiment.seed}, ${shortRunId(id)})`;
}

function noticesOf({ runs, differences }: RunComparison): Html | false {
  const notices = [
    ...runs
      .filter(({ result }) => predictsOneClass(result.last))
      .map((run) => `${nameOf(run)}: every test row got the same class, so it has not learned.`),
    ...runs
      .filter(({ result }) => result.quick)
      .map((run) => `${nameOf(run)} is a quick run: its numbers say nothing about the model.`),
    ...runs.filter(({ result }) => result.split.testRowsWithLesionInTrain > 0).map(leakNotice),
    ...differences.flatMap((difference, index) =>
      difference.paired ? [] : [unpairedSentence(difference, runs[index + 1]!, runs[0]!)],
    ),
  ];
  return (
    notices.length > 0 &&
    html`<section class="notices" aria-label="Read this first"><ul>${notices.map(
      (text) => html`<li class="notice warning">${text}</li>`,
    )}</ul></section>`
  );
}

function leakNotice(run: DoneRun): string {
  const { testRows, testRowsWithLesionInTrain: leaked } = run.result.split;
  return `${nameOf(run)} leaks: ${formatCount(leaked)} of its ${formatCount(testRows)} test rows show a lesion that it was trained on.`;
}

/**
 * Says that two runs were not tested on the same rows, and what that makes of their difference.
 *
 * @param difference - one that is not paired
 * @param run - the run
 * @param first - the one it is held against
 * @returns sentences of plain text
 */
export function unpairedSentence(
  { unpairedBecause = '', commonImages }: RunDifference,
  run: DoneRun,
  first: DoneRun,
): string {
  const common =
    commonImages === undefined
      ? ''
      : ` (${formatCount(commonImages)} images are among the test rows of both)`;
  return `${nameOf(run)} and ${nameOf(first)} cannot be paired: ${unpairedBecause}${common}. Their difference is one of rows as much as of models.`;
}

function metricsSection(comparison: RunComparison, audits: ComparisonPage['audits']): Html {
  const { runs } = comparison;
  return html`<section id="metrics" aria-labelledby="metrics-heading">
    <h2 id="metrics-heading">Metrics</h2>
    <div class="scroll" role="region" aria-label="Metrics by run" tabindex="0">
    <table class="results cards" role="table">
      <caption>Each run on its own test rows. Under each value: its 95 % interval, and n, the test
        rows. Higher is better where nothing else is said.</caption>
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Metric</th>
        ${runs.map((run) => html`<th role="columnheader" scope="col">${nameOf(run)}</th>`)}</tr></thead>
      <tbody role="rowgroup">${comparedMetrics(comparison).map((metric) => metricRow(metric, runs))}</tbody>
    </table></div>
    ${auditList(runs.map((run) => ({ name: nameOf(run), split: run.result.split, audit: audits?.get(run.id) })))}
    <p class="note">Intervals are 95 % percentile intervals of a bootstrap that draws whole
      lesions.</p>
  </section>`;
}

function metricRow({ name, estimates, format }: ComparedMetric, runs: readonly DoneRun[]): Html {
  return html`<tr role="row"><th role="rowheader" scope="row">${name}</th>${runs.map(
    (run, index) => {
      const label = nameOf(run);
      const estimate = estimates[index];
      if (!estimate) return emptyCell(label, 'not measured by this run');
      const { split, quick } = run.result;
      return metricCell({ label, estimate, format, quick, testRows: split.testRows });
    },
  )}</tr>`;
}

function differencesSection(comparison: RunComparison): Html {
  const [first, ...others] = comparison.runs;
  return html`<section id="differences" aria-labelledby="differences-heading">
    <h2 id="differences-heading">Differences</h2>
    <div class="scroll" role="region" aria-label="Differences by run" tabindex="0">
    <table class="results cards" role="table">
      <caption>Each run minus ${nameOf(first!)}, with 95 % intervals. Bold where the interval leaves
        out 0.</caption>
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Metric</th>
        ${others.map((run) => html`<th role="columnheader" scope="col">${nameOf(run)}</th>`)}</tr></thead>
      <tbody role="rowgroup">${comparedMetrics(comparison).map(
        ({ name, differences, format }) => html`<tr role="row">
        <th role="rowheader" scope="row">${name}</th>${others.map((run, index) =>
          differenceCell(run, differences[index], comparison.differences[index]!, format),
        )}</tr>`,
      )}</tbody>
    </table></div>
    <p class="note">Paired: 1,000 bootstrap draws of whole lesions, both runs scored on each. Unpaired:
      made of the intervals of the two, as if their test rows had nothing in common. The intervals say
      how far a difference would move with other test lesions, not with other seeds. Many metrics are
      many looks: decide beforehand which one counts.</p>
  </section>`;
}

function differenceCell(
  run: DoneRun,
  difference: ComparedMetric['differences'][number],
  { paired }: RunDifference,
  format: ComparedMetric['format'],
): Html {
  const label = nameOf(run);
  if (!difference) return emptyCell(label, 'not measured by both');
  const text = differenceText(difference, format);
  const how = paired ? 'paired' : 'unpaired: other test rows';
  return html`<td role="cell" data-kind="difference" data-label="${label}"><span class="cell">
    <span>${leavesOutZero(difference) ? html`<strong>${text}</strong>` : text}</span>
    <span class="n">${how}, n = ${formatCount(run.result.split.testRows)}</span>
    ${run.result.quick && quickMark}</span></td>`;
}

function curvesSection(runs: readonly DoneRun[]): Html {
  const curves = runs.map((run): RunCurves => {
    const { history, split } = run.result;
    const { validationRows, testRows } = split;
    const name = `${run.experiment.title}, ${shortRunId(run.id)}`;
    return validationRows === undefined
      ? { name, history, watched: 'test', rows: testRows }
      : { name, history, watched: 'validation', rows: validationRows };
  });
  const quick = runs.some(({ result }) => result.quick);
  return html`<section id="curves" aria-labelledby="curves-heading">
    <h2 id="curves-heading">Curves</h2>
    <div class="charts">
      ${figureHtml('figure-accuracy', curvesOfRuns(curves, { metric: 'accuracy', quick }))}
      ${figureHtml('figure-loss', curvesOfRuns(curves, { metric: 'loss', quick }))}
    </div>
  </section>`;
}

function settingsSection({ runs, config }: RunComparison): Html {
  return html`<section id="settings" aria-labelledby="settings-heading">
    <h2 id="settings-heading">What was set otherwise</h2>
    ${configTable(config, runs.map(nameOf))}
  </section>`;
}

function runsSection(
  runs: readonly DoneRun[],
  command: string,
  audits: ComparisonPage['audits'],
): Html {
  return html`<section id="runs" aria-labelledby="runs-heading">
    <h2 id="runs-heading">The runs</h2>
    ${runs.map(
      (run) => html`<h3>${nameOf(run)} ${run.result.quick && quickMark}</h3>
      <p>${splitSentence(run.result.split, audits?.get(run.id))}</p>
      <dl class="facts">${facts(run).map(
        ([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`,
      )}</dl>`,
    )}
    <h3>Make this page again</h3>
    <div class="scroll" role="region" aria-label="Command" tabindex="0"><pre>${command}</pre></div>
  </section>`;
}

function facts({ id, experiment, environment, result }: DoneRun): [string, string][] {
  const { dermlab, commit, uncommittedChanges = false } = environment ?? {};
  return [
    ['Run', id],
    ['Data', result.data.description],
    ['Data SHA-256', result.data.sha256],
    ['Engine', result.engine.description],
    ['Epochs', `${result.history.length} of ${experiment.training.epochs} at most`],
    ...(dermlab ? [['dermlab', dermlab] satisfies [string, string]] : []),
    ...(commit
      ? [
          [
            'Commit',
            `${commit}${uncommittedChanges ? ', with uncommitted changes' : ''}`,
          ] satisfies [string, string],
        ]
      : []),
  ];
}
