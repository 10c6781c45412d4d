import { type ReliabilityBin, wilsonInterval } from '../metrics/index.js';
import { baseLayout, fixedAxis } from './base-layout.js';
import type { ChartOptions, Figure } from './figure.js';
import { formatCount, formatScore } from './number-format.js';

/** Options of {@link reliabilityDiagram}. */
export interface ReliabilityDiagramOptions extends ChartOptions {
  /** The expected calibration error of the same bins, for the line under the title. */
  readonly expectedCalibrationError?: number;
  /** Height in pixels. */
  readonly heightPx?: number;
}

const LARGEST_DOT_PX = 16;
const SMALLEST_DOT_PX = 5;

/**
 * Dots of how often a model is right against how sure it was, a dot a bin: on the dashed line it is
 * as often right as it says, below it is too sure of itself.
 *
 * @param bins - what `reliabilityBins` gave for unweighted rows
 * @param options - calibration error, title and size
 * @returns a Plotly figure with one trace; the area of a dot grows with its rows
 * @remarks Guo et al., On Calibration of Modern Neural Networks, ICML 2017. Intervals are Wilson's,
 * which take rows as independent: several images of one lesion make them a little too narrow.
 * @example
 * ```ts
 * const bins = reliabilityBins(['mel', 'nv', 'nv'], [[0.9, 0.1], [0.6, 0.4], [0.1, 0.9]]);
 * figureTable(reliabilityDiagram(bins)).rows.map(([bin]) => bin);
 * // ['0.53–0.60 (n = 1)', '0.87–0.93 (n = 2)']
 * ```
 */
export function reliabilityDiagram(
  bins: readonly ReliabilityBin[],
  options: ReliabilityDiagramOptions = {},
): Figure {
  const { title = 'Reliability: right against sure', heightPx = 380 } = options;
  const intervals = bins.map(({ rows, accuracy }) =>
    wilsonInterval(Math.round(rows * accuracy), Math.round(rows)),
  );
  const total = bins.reduce((sum, bin) => sum + bin.rows, 0);
  return {
    data: [
      {
        type: 'scatter',
        mode: 'markers',
        name: 'accuracy',
        x: bins.map((bin) => bin.confidence),
        y: bins.map((bin) => bin.accuracy),
        customdata: bins.map(binName),
        error_y: {
          type: 'data',
          symmetric: false,
          array: bins.map((bin, index) => intervals[index]!.high - bin.accuracy),
          arrayminus: bins.map((bin, index) => bin.accuracy - intervals[index]!.low),
          thickness: 1.5,
          width: 0,
        },
        marker: { size: bins.map((bin) => dotSize(bin.rows / total)), opacity: 1 },
        cliponaxis: false,
        hovertemplate: '%{customdata}<br>sure %{x:.1%}, right %{y:.1%}<extra></extra>',
      },
    ],
    layout: {
      ...baseLayout({ ...options, title, subtitle: subtitle(total, options), heightPx }),
      xaxis: shareAxis('mean confidence (%)'),
      yaxis: shareAxis('right (% of rows)'),
      shapes: [
        {
          type: 'line',
          layer: 'below',
          x0: 0,
          y0: 0,
          x1: 1,
          y1: 1,
          line: { width: 1.5, dash: 'dash' },
        },
      ],
    },
  };
}

function binName({ low, high, rows }: ReliabilityBin): string {
  return `${low.toFixed(2)}–${high.toFixed(2)} (n = ${formatCount(rows)})`;
}

function dotSize(share: number): number {
  return SMALLEST_DOT_PX + (LARGEST_DOT_PX - SMALLEST_DOT_PX) * Math.sqrt(share);
}

function subtitle(rows: number, { expectedCalibrationError }: ReliabilityDiagramOptions): string {
  const error =
    expectedCalibrationError === undefined
      ? ''
      : `; calibration error ${formatScore(expectedCalibrationError)}`;
  return `n = ${formatCount(rows)}${error}; lines: 95 % intervals`;
}

function shareAxis(title: string) {
  return {
    ...fixedAxis,
    title: { text: title },
    range: [0, 1.01],
    tickvals: [0, 0.25, 0.5, 0.75, 1],
    tickformat: '.0%',
  };
}
