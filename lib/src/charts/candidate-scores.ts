import type { Annotations, Data } from 'plotly.js';
import type { Interval } from '../metrics/index.js';
import { baseLayout, fixedAxis } from './base-layout.js';
import type { ChartOptions, Figure } from './figure.js';
import { formatCount, formatScoreWithInterval } from './number-format.js';

/** A candidate of a sweep with its score. */
export interface ScoredCandidate {
  /** What it sets, e.g. `learningRate 0.001, batchSize 16`; unique. */
  readonly label: string;
  /** Its score on the validation rows, with the 95 % interval. */
  readonly score: Interval;
}

/** Options of {@link candidateScores}. */
export interface CandidateScoresOptions extends ChartOptions {
  /** What the axis calls the score, with its direction where lower is better. */
  readonly axisTitle: string;
  /** Validation rows. */
  readonly validationRows: number;
  /** The first candidate's score on the test rows; absent until it has been tested. */
  readonly tested?: {
    /** The score with its 95 % interval. */
    readonly score: Interval;
    /** Test rows. */
    readonly rows: number;
  };
}

const LINE_PX = 17;
const GAP_PX = 22;

/**
 * Dots with 95 % intervals: the score of each candidate of a sweep on the validation rows, and of the
 * chosen one on the test rows.
 *
 * @param candidates - the best first; they stand from top to bottom
 * @param options - names, rows, and the chosen one's test score
 * @returns a Plotly figure with a trace for the validation rows, and one for the test rows
 * @example
 * ```ts
 * const score = { value: 0.5, low: 0.4, high: 0.6 };
 * const options = { axisTitle: 'balanced accuracy', validationRows: 1602 };
 * const figure = candidateScores([{ label: 'batchSize 16', score }], options);
 * figureTable(figure).rows; // [['batchSize 16', 0.5, 0.4, 0.6]]
 * ```
 */
export function candidateScores(
  candidates: readonly ScoredCandidate[],
  options: CandidateScoresOptions,
): Figure {
  const { axisTitle, validationRows, tested, title = 'Candidates, best first' } = options;
  const [first] = candidates;
  const linesOfText = Math.max(1, ...candidates.map(({ label }) => label.split(', ').length));
  const rowPx = GAP_PX + LINE_PX * linesOfText;
  const testScore = tested && first ? [{ label: first.label, score: tested.score }] : [];
  const all = [...candidates, ...testScore];
  return {
    data: [
      dots('validation', candidates, 'circle'),
      ...(testScore.length > 0 ? [dots('test', testScore, 'diamond-open')] : []),
    ],
    layout: {
      ...baseLayout({
        ...options,
        title,
        subtitle: subtitle(validationRows, tested?.rows),
        heightPx: 136 + rowPx * candidates.length,
      }),
      margin: { l: 8, r: 136, t: 84, b: 48 },
      xaxis: {
        ...fixedAxis,
        title: { text: axisTitle },
        range: rangeOf(all.map(({ score }) => score)),
        nticks: 6,
      },
      yaxis: {
        ...fixedAxis,
        type: 'category',
        categoryarray: candidates.map(({ label }) => label),
        tickvals: candidates.map(({ label }) => label),
        ticktext: candidates.map(({ label }) => label.replaceAll(', ', '<br>')),
        range: [candidates.length - 0.4, -0.6],
        ticksuffix: '  ',
      },
      annotations: candidates.map(valueLabel),
    },
  };
}

function subtitle(validationRows: number, testRows: number | undefined): string {
  const dots = `dots: validation, n = ${formatCount(validationRows)}; lines: 95 % intervals`;
  return testRows === undefined
    ? dots
    : `${dots}; diamond: test rows of the chosen one, n = ${formatCount(testRows)}`;
}

function dots(name: string, candidates: readonly ScoredCandidate[], symbol: string): Data {
  const scores = candidates.map(({ score }) => score);
  return {
    type: 'scatter',
    mode: 'markers',
    name,
    x: scores.map(({ value }) => (Number.isFinite(value) ? value : null)),
    y: candidates.map(({ label }) => label),
    error_x: {
      type: 'data',
      symmetric: false,
      array: scores.map(({ value, high }) => high - value),
      arrayminus: scores.map(({ value, low }) => value - low),
      thickness: name === 'test' ? 1 : 2,
      width: 0,
    },
    marker: { size: name === 'test' ? 13 : 9, symbol },
    cliponaxis: false,
    hoverinfo: 'none',
  };
}

function rangeOf(scores: readonly Interval[]): [number, number] {
  const ends = scores.flatMap(({ value, low, high }) => [value, low, high]).filter(Number.isFinite);
  const [low, high] = ends.length > 0 ? [Math.min(...ends), Math.max(...ends)] : [0, 1];
  const room = 0.05 * (high - low || 1);
  return [low - room, high + room];
}

// Value and interval at the right edge, one under the other for all candidates.
function valueLabel({ score }: ScoredCandidate, index: number): Partial<Annotations> {
  return {
    xref: 'paper',
    x: 1,
    y: index,
    xanchor: 'left',
    xshift: 6,
    align: 'left',
    text: formatScoreWithInterval(score, 3),
    showarrow: false,
  };
}
