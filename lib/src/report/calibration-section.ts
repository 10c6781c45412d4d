import { formatCount, reliabilityDiagram } from '../charts/index.js';
import { atTemperature, type Prediction, type RunResult } from '../experiments/index.js';
import { reliabilityBins } from '../metrics/index.js';
import { calibrationRows, calibrationSentence, decisionSentence } from './calibration-sentences.js';
import { figureHtml } from './figure-html.js';
import { type Html, html } from './html.js';
import { quickMark } from './metric-cell.js';
import { scoreText } from './metric-format.js';

/**
 * How sure a run's model was against how often it was right, folded: before and after a temperature,
 * and whom to refer at a cost.
 *
 * @param run - a finished run
 * @param id - of the run's section
 * @param predictions - what it said of the test rows; absent: words and table without the diagrams
 * @returns a details element
 */
export function calibrationSection(
  run: RunResult,
  id: string,
  predictions?: readonly Prediction[],
): Html {
  const { last, quick, experiment } = run;
  const { expectedCalibrationError: error } = last;
  const rows = calibrationRows(run);
  const decisions = decisionSentence(run);
  return html`<details class="more">
    <summary>Calibration${
      error &&
      html`: expected calibration error ${scoreText(error)},
      n = ${formatCount(run.split.testRows)}`
    } ${quick && quickMark}</summary>
    <p>${calibrationSentence(run)}</p>
    ${predictions && html`<div class="charts">${diagrams(run, id, predictions)}</div>`}
    ${
      rows.length > 0 &&
      html`<div class="scroll" role="region" aria-label="${experiment.title}: calibration" tabindex="0">
      <table><thead><tr><th scope="col">Metric (lower is better)</th><th scope="col">As trained</th>
        <th scope="col">At the temperature</th><th scope="col">n</th></tr></thead>
      <tbody>${rows.map(
        (row) => html`<tr><th scope="row">${row.metric} ${quick && quickMark}</th>
        <td>${row['as trained']}</td><td>${row['at the temperature']}</td>
        <td>${formatCount(row.n)}</td></tr>`,
      )}</tbody></table></div>
      <p class="note">95 % intervals by bootstrap over lesions; that of the calibration error lies too
        high. No prediction changes by a temperature, only how sure it is.</p>`
    }
    ${decisions !== '' && html`<p>${decisions}</p>`}
  </details>`;
}

function diagrams(run: RunResult, id: string, predictions: readonly Prediction[]): Html[] {
  const { calibration, last } = run;
  const { temperature, after } = calibration ?? {};
  const before = last.expectedCalibrationError;
  return [
    figureHtml(`${id}-reliability`, diagram(run, predictions, 'as trained', before?.value)),
    ...(temperature && after
      ? [
          figureHtml(
            `${id}-reliability-after`,
            diagram(
              run,
              atTemperature(predictions, temperature.value),
              'at the temperature',
              after.expectedCalibrationError.value,
            ),
          ),
        ]
      : []),
  ];
}

function diagram(
  { classes, quick }: RunResult,
  predictions: readonly Prediction[],
  which: string,
  expectedCalibrationError: number | undefined,
) {
  const bins = reliabilityBins(
    predictions.map((row) => row.label),
    predictions.map((row) => row.probabilities),
    { labels: classes },
  );
  return reliabilityDiagram(bins, {
    title: `Right against sure, ${which}`,
    quick,
    ...(expectedCalibrationError === undefined ? {} : { expectedCalibrationError }),
  });
}
