import {
  confusionMatrixHeatmap,
  formatCount,
  fractionMisclassifiedPerClass,
  trainingCurves,
} from '../charts/index.js';
import type { RunResult } from '../experiments/index.js';
import { auditLine } from './audit-line.js';
import { calibrationSection } from './calibration-section.js';
import { figureHtml } from './figure-html.js';
import { type Html, html } from './html.js';
import { learningSentence } from './learning-sentence.js';
import { melanomaSentence } from './melanoma-sentence.js';
import { quickMark } from './metric-cell.js';
import type { RunDetails } from './run-details.js';
import { runMetricsTable } from './run-metrics-table.js';
import { splitSentence } from './split-sentence.js';
import { subgroupsSection } from './subgroups-section.js';

/**
 * One finished run: what was run on what, its audit, curves, errors and metrics, how sure it was, and
 * its subgroups.
 *
 * @param run - a finished run
 * @param details - audit, predictions and subgroups, as far as they are there
 * @returns a section
 */
export function runSection(run: RunResult, details: RunDetails = {}): Html {
  const { experiment, split, quick } = run;
  const { audit, predictions, subgroups } = details;
  const melanomas = melanomaSentence(run);
  const id = `run-${experiment.name}`;
  return html`<section class="run" id="${id}" aria-labelledby="${id}-heading">
    <h3 id="${id}-heading">${experiment.title} ${quick && quickMark}</h3>
    <p class="audit">${auditLine(split, audit)}</p>
    <p>${splitSentence(split, audit)}</p>
    <div class="charts">${runFigures(run, id)}</div>
    <p>${learningSentence(run)}</p>
    ${melanomas !== '' && html`<p>${melanomas}</p>`}
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
    ${calibrationSection(run, id, predictions)}
    ${subgroupsSection(run, id, subgroups)}
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
