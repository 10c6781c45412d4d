import { baseLayout, fixedAxis } from './base-layout.js';
import type { ChartOptions, Figure } from './figure.js';
import { formatCount } from './number-format.js';

/** One bin of ages. */
export interface AgeBinRow {
  /** Youngest age of the bin, in years, inclusive. */
  readonly from: number;
  /** Upper end of the bin, in years. */
  readonly to: number;
  /** Images whose patient's age falls into the bin. */
  readonly count: number;
}

/** Options of {@link ageHistogramChart}. */
export interface AgeHistogramChartOptions extends ChartOptions {
  /** Images whose patient's age is not recorded: named under the title, in no bar. */
  readonly missing?: number;
  /** Height in pixels. */
  readonly heightPx?: number;
}

/**
 * Histogram of the patients' ages, a bar a bin.
 *
 * @param bins - bins in ascending order, in years
 * @param options - title, missing count and size
 * @returns a Plotly figure with one bar trace
 * @example
 * ageHistogramChart([{ from: 0, to: 10, count: 160 }, { from: 10, to: 20, count: 169 }]);
 */
export function ageHistogramChart(
  bins: readonly AgeBinRow[],
  options: AgeHistogramChartOptions = {},
): Figure {
  const { title = 'Age', missing = 0, heightPx = 300 } = options;
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  const missingNote = missing > 0 ? `; ${formatCount(missing)} more without an age` : '';
  return {
    data: [
      {
        type: 'bar',
        name: 'images',
        x: bins.map((bin) => (bin.from + bin.to) / 2),
        width: bins.map((bin) => 0.92 * (bin.to - bin.from)),
        customdata: bins.map((bin) => `${bin.from}–${bin.to}`),
        y: bins.map((bin) => bin.count),
        text: bins.map((bin) => formatCount(bin.count)),
        textposition: 'outside',
        textfont: { size: 11 },
        textangle: 0,
        constraintext: 'none',
        cliponaxis: false,
        hoverinfo: 'none',
      },
    ],
    layout: {
      ...baseLayout({
        ...options,
        title,
        subtitle: `n = ${formatCount(total)} images${missingNote}`,
        heightPx,
      }),
      xaxis: { ...fixedAxis, title: { text: 'age (years)' }, dtick: 10, showgrid: false },
      yaxis: {
        ...fixedAxis,
        title: { text: 'images' },
        rangemode: 'tozero',
        nticks: 5,
        tickformat: ',',
      },
    },
  };
}
