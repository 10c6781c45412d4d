import type { Layout } from 'plotly.js';
import type { Interval } from '../metrics/index.js';
import { baseLayout, fixedAxis } from './base-layout.js';
import type { ScoredCandidate } from './candidate-scores.js';
import type { ChartOptions, Figure } from './figure.js';
import { formatCount } from './number-format.js';

/** A candidate of a sweep at its value of one field. */
export interface ValuedCandidate extends ScoredCandidate {
  /** Its value of the field. */
  readonly value: number | string;
}

/** Options of {@link scoresByValue}. */
export interface ScoresByValueOptions extends ChartOptions {
  /** The field, e.g. `learningRate`. */
  readonly field: string;
  /** What the axis calls the score, with its direction where lower is better. */
  readonly axisTitle: string;
  /** Validation rows. */
  readonly validationRows: number;
}

/** Values of a field further apart than this stand on a logarithmic axis. */
const LOG_FROM = 8;

/**
 * Dots with 95 % intervals: the scores of a sweep's candidates over the values of one field, whatever
 * else they set.
 *
 * @param candidates - each with its value and score
 * @param options - names and rows
 * @returns a Plotly figure with one trace; the axis is logarithmic where the values are far apart
 * @example
 * ```ts
 * const score = { value: 0.5, low: 0.4, high: 0.6 };
 * const options = { field: 'batchSize', axisTitle: 'accuracy', validationRows: 1602 };
 * scoresByValue([{ label: 'batchSize 16', value: 16, score }], options).data.length; // 1
 * ```
 */
export function scoresByValue(
  candidates: readonly ValuedCandidate[],
  options: ScoresByValueOptions,
): Figure {
  const { field, axisTitle, validationRows, title = `By ${field}` } = options;
  const values = candidates.map(({ value }) => value);
  const scores = candidates.map(({ score }) => score);
  return {
    data: [
      {
        type: 'scatter',
        mode: 'markers',
        name: 'validation',
        x: values,
        y: scores.map(({ value }) => (Number.isFinite(value) ? value : null)),
        customdata: candidates.map(({ label }) => label),
        error_y: {
          type: 'data',
          symmetric: false,
          array: scores.map(({ value, high }: Interval) => high - value),
          arrayminus: scores.map(({ value, low }: Interval) => value - low),
          thickness: 1.5,
          width: 0,
        },
        marker: { size: 9 },
        hovertemplate: '%{customdata}: %{y:.3f}<extra></extra>',
      },
    ],
    layout: {
      ...baseLayout({
        ...options,
        title,
        subtitle: `a dot a candidate, validation n = ${formatCount(validationRows)}; lines: 95 % intervals`,
        heightPx: 320,
      }),
      xaxis: { ...fixedAxis, ...valueAxis(values), title: { text: field } },
      yaxis: { ...fixedAxis, title: { text: axisTitle }, nticks: 6 },
    },
  };
}

function valueAxis(values: readonly (number | string)[]): Partial<Layout['xaxis']> {
  const numbers = values.filter((value) => typeof value === 'number');
  const distinct = [...new Set(values)];
  if (numbers.length < values.length) return { type: 'category', categoryarray: distinct };
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const ticks = { tickvals: distinct, ticktext: distinct.map((value) => short(Number(value))) };
  const shown = distinct.length <= 6 ? ticks : {};
  return low > 0 && high / low >= LOG_FROM
    ? { type: 'log', ...(distinct.length <= 6 ? ticks : { dtick: 1 }) }
    : { type: 'linear', ...shown };
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
