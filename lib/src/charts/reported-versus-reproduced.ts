import type { Annotations, Data, Shape } from 'plotly.js';
import { baseLayout, fixedAxis } from './base-layout.js';
import type { ChartOptions, Figure } from './figure.js';
import { formatPercent } from './number-format.js';

/** A measured accuracy with its interval and what it is measured against. */
export interface MeasuredAccuracy {
  /** Accuracy, in [0, 1]. */
  readonly value: number;
  /** Lower end of the 95 % interval. */
  readonly low: number;
  /** Upper end of the 95 % interval. */
  readonly high: number;
  /** Accuracy of always answering the test rows' commonest class. */
  readonly baseline: number;
  /** Test rows. */
  readonly testRows: number;
}

/** One model's accuracies: null is not finished yet, and what is absent gets no line. */
export interface ModelAccuracies {
  /** The model's name, e.g. `CNN`. */
  readonly model: string;
  /** The accuracy its source reported, in [0, 1]. */
  readonly reported?: number;
  /** Measured on the source's own split. */
  readonly reproduced?: MeasuredAccuracy | null;
  /** Measured on the lesion-grouped split. */
  readonly leakFree?: MeasuredAccuracy | null;
}

/** Options of {@link reportedVersusReproduced}. */
export interface ReportedVersusReproducedOptions extends ChartOptions {
  /** Height of one line of the chart, in pixels. */
  readonly rowHeightPx?: number;
}

/** One line of the chart. */
interface Line {
  readonly label: string;
  readonly model: string;
  readonly series: 'reported' | 'reproduced' | 'leak-free';
  readonly point: Partial<MeasuredAccuracy>;
}

/**
 * Dots with 95 % intervals: what each model was reported to reach, what it reaches when run again,
 * and what it reaches on a split without leaks; a tick marks always answering the commonest class.
 *
 * @param models - the models, from top to bottom
 * @param options - title and size
 * @returns a Plotly figure with a trace each for reported, reproduced, leak-free and baseline
 * @example
 * reportedVersusReproduced([{ model: 'CNN', reported: 0.752 }]);
 */
export function reportedVersusReproduced(
  models: readonly ModelAccuracies[],
  options: ReportedVersusReproducedOptions = {},
): Figure {
  const { title = 'Reported, reproduced and leak-free accuracy', rowHeightPx = 44 } = options;
  const lines = models.flatMap(modelLines);
  return {
    data: [
      dots(lines, 'reported', 'square'),
      dots(lines, 'reproduced', 'circle'),
      dots(lines, 'leak-free', 'diamond'),
      baselineTicks(lines),
    ],
    layout: {
      ...baseLayout({
        ...options,
        title,
        subtitle: 'lines: 95 % intervals; short bars: always answering the commonest class',
        heightPx: 112 + rowHeightPx * lines.length,
      }),
      xaxis: {
        ...fixedAxis,
        title: { text: 'accuracy (%)' },
        range: [0, 1.02],
        tickvals: [0, 0.25, 0.5, 0.75, 1],
        tickformat: '.0%',
      },
      yaxis: {
        ...fixedAxis,
        type: 'category',
        categoryarray: lines.map((line) => line.label),
        range: [lines.length - 0.4, -0.6],
        ticksuffix: '  ',
      },
      annotations: lines.map(lineLabel),
      shapes: lines.flatMap((line, index) =>
        index > 0 && lines[index - 1]?.model !== line.model ? [separator(index)] : [],
      ),
    },
  };
}

function modelLines({ model, reported, reproduced, leakFree }: ModelAccuracies): Line[] {
  const line = (series: Line['series'], point: Line['point'] | null | undefined): Line[] =>
    point === undefined
      ? []
      : [{ label: `${model}, ${series}`, model, series, point: point ?? {} }];
  return [
    ...line('reported', reported === undefined ? undefined : { value: reported }),
    ...line('reproduced', reproduced),
    ...line('leak-free', leakFree),
  ];
}

function dots(lines: readonly Line[], series: Line['series'], symbol: string): Data {
  const own = lines.filter((line) => line.series === series);
  const value = (line: Line) => line.point.value ?? NaN;
  const distance = (end: number | undefined, line: Line) =>
    end === undefined ? 0 : Math.abs(end - value(line));
  return {
    type: 'scatter',
    mode: 'markers',
    name: series,
    x: own.map((line) => line.point.value ?? null),
    y: own.map((line) => line.label),
    error_x: {
      type: 'data',
      symmetric: false,
      array: own.map((line) => distance(line.point.high, line)),
      arrayminus: own.map((line) => distance(line.point.low, line)),
      thickness: 2.5,
      width: 0,
    },
    marker: { size: 10, symbol },
    hoverinfo: 'none',
  };
}

function baselineTicks(lines: readonly Line[]): Data {
  const measured = lines.filter((line) => line.point.baseline !== undefined);
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'always the commonest class',
    x: measured.map((line) => line.point.baseline ?? null),
    y: measured.map((line) => line.label),
    marker: { size: 18, symbol: 'line-ns-open', line: { width: 2 } },
    hovertemplate: 'always the commonest class: %{x:.1%}<extra></extra>',
  };
}

// A rule between one model's lines and the next one's.
function separator(line: number): Partial<Shape> {
  return {
    type: 'line',
    xref: 'paper',
    x0: 0,
    x1: 1,
    y0: line - 0.5,
    y1: line - 0.5,
    opacity: 0.5,
    line: { width: 1 },
  };
}

// The value over its dot, or the words that stand for a run still to come.
function lineLabel({ point }: Line, index: number): Partial<Annotations> {
  const { value } = point;
  return {
    x: value ?? 0,
    y: index,
    xanchor: value === undefined ? 'left' : 'center',
    yshift: value === undefined ? 0 : 15,
    text: value === undefined ? 'not finished yet' : formatPercent(value),
    showarrow: false,
  };
}
