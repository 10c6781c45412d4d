import { formatCount, reportedVersusReproduced } from '../charts/index.js';
import type { Evaluation } from '../experiments/index.js';
import { auditList } from './audit-list.js';
import { figureHtml } from './figure-html.js';
import { type Html, html } from './html.js';
import { emptyCell, metricCell } from './metric-cell.js';
import { asPercent, asScore, type MetricFormat } from './metric-format.js';
import { modelAccuracies } from './model-accuracies.js';
import type { PlannedRun, ReproductionRow } from './reproduction-rows.js';
import type { RunDetails } from './run-details.js';
import { whyTheyDiffer } from './why-they-differ.js';

/**
 * The main table, the sentence that says why its two halves differ, and its chart. Where no source
 * has reported anything, a plain table of the runs.
 *
 * @param rows - the table's rows
 * @param details - of each run, by run id
 * @returns a section
 */
export function resultsSection(
  rows: readonly ReproductionRow[],
  details?: ReadonlyMap<string, RunDetails>,
): Html {
  const isReproduction = rows.some(({ published }) => published?.experiment.reported);
  const hasTwins = rows.some(({ leakFree }) => leakFree);
  return html`<section id="results" aria-labelledby="results-heading">
    <h2 id="results-heading">${isReproduction ? 'Reported, reproduced, leak-free' : 'Results'}</h2>
    ${isReproduction ? resultsTable(rows) : runsTable(rows)}
    ${auditList(auditedRuns(rows, details))}
    ${hasTwins && whyTheyDiffer(rows)}
    ${isReproduction && accuraciesFigure(rows)}
    <p class="note">Intervals are 95 % percentile intervals of a bootstrap that draws whole lesions.
    The best epoch is chosen on the very rows it is scored on, so it is optimistic and never stands
    alone. Higher is better throughout.</p>
  </section>`;
}

function auditedRuns(rows: readonly ReproductionRow[], details?: ReadonlyMap<string, RunDetails>) {
  return rows
    .flatMap(({ published, leakFree }) => [published, leakFree])
    .flatMap((planned) => planned?.run ?? [])
    .map(({ id, experiment, split }) => {
      return { name: experiment.title, split, audit: details?.get(id)?.audit };
    });
}

function accuraciesFigure(rows: readonly ReproductionRow[]): Html {
  const quick = rows.some((row) => row.published?.run?.quick ?? row.leakFree?.run?.quick ?? false);
  const figure = reportedVersusReproduced(modelAccuracies(rows), { quick });
  return figureHtml('figure-results', figure);
}

// A line a run: as a source does it, then its leak-free twin.
function runsTable(rows: readonly ReproductionRow[]): Html {
  const planned = rows.flatMap(({ published, leakFree }) =>
    [published, leakFree].filter((run) => run !== undefined),
  );
  return html`<div class="scroll" role="region" aria-label="Results by run" tabindex="0">
  <table class="results cards" role="table">
    <caption>A line a run, each on test rows of its own. Under each value: its 95 % interval, and n,
      the rows.</caption>
    <thead role="rowgroup"><tr role="row">
      <th role="columnheader" scope="col">Model</th>
      <th role="columnheader" scope="col">Accuracy</th>
      <th role="columnheader" scope="col">Balanced accuracy</th>
      <th role="columnheader" scope="col">Macro-F1</th>
      <th role="columnheader" scope="col">Best epoch (optimistic)</th>
    </tr></thead>
    <tbody role="rowgroup">${planned.map(
      (run) => html`<tr role="row">
      <th role="rowheader" scope="row">${run.experiment.title}</th>
      ${lastCell('Accuracy', run, 'accuracy', asPercent)}
      ${lastCell('Balanced accuracy', run, 'balancedAccuracy', asPercent)}
      ${lastCell('Macro-F1', run, 'macroF1', asScore)}
      ${bestCell(run)}
    </tr>`,
    )}</tbody>
  </table></div>`;
}

function resultsTable(rows: readonly ReproductionRow[]): Html {
  return html`<div class="scroll" role="region" aria-label="Results by model" tabindex="0">
  <table class="results cards" role="table">
    <caption>Each model as published, and the same model on a split without leaks. Under each value:
      its 95 % interval, and n, the test rows.</caption>
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col" rowspan="2">Model</th>
        <th role="columnheader" scope="colgroup" colspan="3">The source’s split</th>
        <th role="columnheader" scope="colgroup" colspan="3" class="group">Lesion-grouped split,
          balanced after splitting</th>
      </tr>
      <tr role="row">
        <th role="columnheader" scope="col">Reported</th>
        <th role="columnheader" scope="col">Reproduced, last epoch</th>
        <th role="columnheader" scope="col">Best epoch (optimistic)</th>
        <th role="columnheader" scope="col" class="group">Accuracy</th>
        <th role="columnheader" scope="col">Balanced accuracy</th>
        <th role="columnheader" scope="col">Macro-F1</th>
      </tr>
    </thead>
    <tbody role="rowgroup">${rows.map(resultsRow)}</tbody>
  </table></div>`;
}

function resultsRow({ title, published, leakFree }: ReproductionRow): Html {
  return html`<tr role="row">
    <th role="rowheader" scope="row">${title}</th>
    ${reportedCell(published)}
    ${lastCell('Reproduced, last epoch', published, 'accuracy', asPercent)}
    ${bestCell(published)}
    ${lastCell('Leak-free: accuracy', leakFree, 'accuracy', asPercent)}
    ${lastCell('Leak-free: balanced accuracy', leakFree, 'balancedAccuracy', asPercent)}
    ${lastCell('Leak-free: macro-F1', leakFree, 'macroF1', asScore)}
  </tr>`;
}

function reportedCell(published: PlannedRun | undefined): Html {
  const reported = published?.experiment.reported;
  if (reported === undefined) return emptyCell('Reported', 'nothing reported');
  return html`<td role="cell" data-kind="reported" data-label="Reported">
    <span class="cell">
      <span class="value">${asPercent.value(reported.value)}</span>
      <span class="interval">no interval given</span>
      <span class="n">${reported.on}</span>
    </span>
  </td>`;
}

function lastCell(
  label: string,
  planned: PlannedRun | undefined,
  metric: keyof Pick<Evaluation, 'accuracy' | 'balancedAccuracy' | 'macroF1'>,
  format: MetricFormat,
): Html {
  if (planned?.run === undefined) return pendingCell(label, planned);
  const { last, split, quick, restoredEpoch } = planned.run;
  const caution =
    restoredEpoch === undefined ? {} : { caution: `weights of epoch ${restoredEpoch}` };
  const { testRows } = split;
  return metricCell({ label, estimate: last[metric], testRows, format, quick, ...caution });
}

function bestCell(planned: PlannedRun | undefined): Html {
  const label = 'Best epoch (optimistic)';
  if (planned?.run === undefined) return pendingCell(label, planned);
  const { best, split, quick, history } = planned.run;
  const { testRows, validationRows = testRows } = split;
  return metricCell({
    label,
    estimate: best.accuracy,
    testRows: validationRows,
    format: asPercent,
    quick,
    caution: `epoch ${best.epoch} of ${formatCount(history.length)}`,
  });
}

function pendingCell(label: string, planned: PlannedRun | undefined): Html {
  return emptyCell(label, planned === undefined ? 'not in this plan' : 'not finished yet');
}
