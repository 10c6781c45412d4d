import { subgroupForest } from '../charts/index.js';
import type { RunResult, SubgroupMetrics } from '../experiments/index.js';
import { figureHtml } from './figure-html.js';
import { type Html, html } from './html.js';
import { quickMark } from './metric-cell.js';
import { SUBGROUPS_NOTE, type SubgroupLine, subgroupLines } from './subgroup-lines.js';

/**
 * A run's metrics by sex, age, localisation and dx_type, folded: a chart, and all numbers in a table.
 *
 * @param run - a finished run
 * @param id - of the run's section
 * @param subgroups - from `runSubgroups`; absent where the run has kept none
 * @returns a details element, or a sentence where there are no groups
 */
export function subgroupsSection(
  run: RunResult,
  id: string,
  subgroups?: readonly SubgroupMetrics[],
): Html {
  if (!subgroups) {
    return html`<p class="note">Subgroups: not kept by this run. The command that made it shows it
      again, and keeps them.</p>`;
  }
  if (subgroups.length === 0) {
    return html`<p class="note">Subgroups: the data name nothing to tell groups apart by.</p>`;
  }
  const { last, quick, experiment } = run;
  // What a column is named leaves the chart more room than what it means.
  const sections = subgroups.map(({ heading, groups }) => ({
    heading: /\((\w+)\)$/.exec(heading)?.[1] ?? heading,
    subgroups: groups,
  }));
  const figure = subgroupForest(sections, {
    metric: 'balancedAccuracy',
    title: 'Balanced accuracy by subgroup',
    axisTitle: 'balanced accuracy (higher is better)',
    overall: last.balancedAccuracy,
    quick,
  });
  return html`<details class="more">
    <summary>Subgroups: ${subgroups.map(({ heading }) => heading).join(', ')} ${quick && quickMark}</summary>
    ${figureHtml(`${id}-subgroups`, figure)}
    <div class="scroll" role="region" aria-label="${experiment.title}: subgroups" tabindex="0">
      <table class="subgroups">${subgroups.map((kind) => kindRows(kind))}</table>
    </div>
    <ul class="note">${subgroups.flatMap(noteLines)}</ul>
    <p class="note">${SUBGROUPS_NOTE}</p>
  </details>`;
}

function kindRows(kind: SubgroupMetrics): Html {
  const lines = subgroupLines(kind);
  const columns = Object.keys(lines[0]?.metrics ?? {});
  return html`<tbody>
    <tr class="kind"><th scope="col">${kind.heading}</th><th scope="col">images</th>
      <th scope="col">lesions</th>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr>
    ${lines.map((line) => groupRow(line, columns))}
  </tbody>`;
}

function groupRow(line: SubgroupLine, columns: readonly string[]): Html {
  return html`<tr${line.tooSmall && html` class="too-small"`}><th scope="row">${line.group}</th>
    <td>${line.images}</td><td>${line.lesions}</td>
    ${columns.map((name) => html`<td>${line.metrics[name]}</td>`)}</tr>`;
}

function noteLines(kind: SubgroupMetrics): Html[] {
  return subgroupLines(kind)
    .filter((line) => line.notes.length > 0)
    .map((line) => html`<li>${kind.heading}, ${line.name}: ${line.notes.join('; ')}</li>`);
}
