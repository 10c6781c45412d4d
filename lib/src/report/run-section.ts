import type { SplitAudit } from '../audit/index.js';
import {
  confusionMatrixHeatmap,
  formatCount,
  fractionMisclassifiedPerClass,
  trainingCurves,
} from '../charts/index.js';
import type { RunResult } from '../experiments/index.js';
import { figureHtml } from './figure-html.js';
import { type Html, html } from './html.js';
import { learningSentence } from './learning-sentence.js';
import { quickMark } from './metric-cell.js';
import { runMetricsTable } from './run-metrics-table.js';
import { splitSentence } from './split-sentence.js';

/**
 * One finished run: what was run on what, its curves, its errors and its metrics.
 *
 * @param run - a finished run
 * @param audit - of its split, where near-duplicates were looked for
 * @returns a section
 */
export function runSection(run: RunResult, audit?: SplitAudit): Html {
  const { experiment, split, quick } = run;
  const id = `run-${experiment.name}`;
  return html`<section class="run" id="${id}" aria-labelledby="${id}-heading">
    <h3 id="${id}-heading">${experiment.title} ${quick && quickMark}</h3>
    <p>${splitSentence(split, audit)}</p>
    <div class="charts">${runFigures(run, id)}</div>
    <p>${learningSentence(run)}</p>
    <div class="columns">
      <div>
        <h4>Metrics at the last epoch ${quick && quickMark}</h4>
        ${runMetricsTable(run)}
      </div>
      <div>
        <h4>Classification report ${quick && quickMark}</h4>
        <div class="scroll" role="region" aria-label="${experiment.title}: classification report" tabindex="0">
          <pre>${run.last.classificationReport}</pre></div>
        <p class="note">n = ${formatCount(split.testRows)} test rows; support is n per class; no
          intervals in this table.</p>
      </div>
    </div>
    ${runFacts(run)}
    <details><summary>Configuration (JSON)</summary>
      <div class="scroll" role="region" aria-label="${experiment.title}: configuration" tabindex="0">
        <pre>${JSON.stringify(experiment, null, 2)}</pre></div>
    </details>
  </section>`;
}

/**
 * One run not finished yet.
 *
 * @param name - the experiment's name
 * @param title - what a table row calls it
 * @returns a section without a number
 */
export function pendingRunSection(name: string, title: string): Html {
  return html`<section class="run" id="run-${name}" aria-labelledby="run-${name}-heading">
    <h3 id="run-${name}-heading">${title}</h3>
    <p class="none">not finished yet</p>
  </section>`;
}

function runFigures(run: RunResult, id: string): Html[] {
  const { history, best, last, classes, quick, split } = run;
  const { testRows, validationRows } = split;
  const watched = validationRows === undefined ? { testRows } : { validationRows };
  const curves = { bestEpoch: best.epoch, ...watched, quick };
  return [
    figureHtml(`${id}-accuracy`, trainingCurves(history, { ...curves, metric: 'accuracy' })),
    figureHtml(`${id}-loss`, trainingCurves(history, { ...curves, metric: 'loss' })),
    figureHtml(`${id}-confusion`, confusionMatrixHeatmap(last.confusionMatrix, classes, { quick })),
    figureHtml(
      `${id}-misclassified`,
      fractionMisclassifiedPerClass(last.confusionMatrix, classes, { quick, barHeightPx: 47 }),
    ),
  ];
}

function runFacts(run: RunResult): Html {
  const { data, engine, experiment } = run;
  const facts: [string, string][] = [
    ['Run', run.id],
    ['Engine', engine.description + (engine.fallback ? ' (JavaScript stand-in)' : '')],
    ['Data', data.description],
    ['Data SHA-256', data.sha256],
    ['Images missing', formatCount(data.missingImages)],
    ['Seed', String(experiment.seed)],
    ['Epochs', `${run.history.length}${run.quick ? ' (quick run)' : ''}`],
    ['Parameters', formatCount(run.parameters)],
    ...(run.base ? [['Pretrained base', run.base.description] satisfies [string, string]] : []),
  ];
  return html`<dl class="facts">${facts.map(
    ([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`,
  )}</dl>`;
}
