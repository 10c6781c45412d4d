import type { ClassScores } from './classification-report.js';
import { alignRight, formatFixed, formatRepr, lengthOf } from './python-format.js';

const HEADERS = ['precision', 'recall', 'f1-score', 'support'];
const COLUMN_WIDTH = 9;

/** All that the text shows. */
export interface ReportTable {
  /** Name and scores of each class. */
  readonly classes: readonly (readonly [name: string, scores: ClassScores])[];
  /** The micro average, whose F1 is the accuracy where all classes are shown. */
  readonly microAvg: ClassScores;
  /** Plain mean over classes. */
  readonly macroAvg: ClassScores;
  /** Mean over classes, weighted by support. */
  readonly weightedAvg: ClassScores;
  /** True where every label of the data is shown, so that the micro average is the accuracy. */
  readonly microIsAccuracy: boolean;
  /** True where supports are written as floats. */
  readonly floatSupport: boolean;
  /** Decimals of the scores. */
  readonly digits: number;
}

/** The report's text, byte for byte as scikit-learn writes it. */
export function classificationReportText(table: ReportTable): string {
  const names = table.classes.map(([name]) => lengthOf(name));
  const width = Math.max(...names, 'weighted avg'.length, table.digits);
  const line = (name: string, cells: readonly string[]) =>
    `${alignRight(name, width)} ${cells.map((cell) => ` ${alignRight(cell, COLUMN_WIDTH)}`).join('')}\n`;
  const row = (name: string, scores: ClassScores) => line(name, cellsOf(scores, table));
  const [, , accuracy = '', support = ''] = cellsOf(table.microAvg, table);
  return [
    line('', HEADERS),
    '\n',
    ...table.classes.map(([name, scores]) => row(name, scores)),
    '\n',
    table.microIsAccuracy
      ? line('accuracy', ['', '', accuracy, support])
      : row('micro avg', table.microAvg),
    row('macro avg', table.macroAvg),
    row('weighted avg', table.weightedAvg),
  ].join('');
}

function cellsOf({ precision, recall, f1, support }: ClassScores, table: ReportTable): string[] {
  const scores = [precision, recall, f1].map((score) => formatFixed(score, table.digits));
  return [...scores, table.floatSupport ? formatRepr(support) : String(support)];
}
