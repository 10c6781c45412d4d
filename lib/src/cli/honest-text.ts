import type { HonestRow } from '../audit/index.js';
import { predictsOneClass } from '../experiments/index.js';
import { asPercent, differenceText, honestSentence, honestTitle } from '../report/index.js';
import {
  count,
  percent,
  percentWithDeviation,
  percentWithInterval,
  scoreWithInterval,
} from './figures.js';
import { textTable } from './text-table.js';

const HEADER = [
  'model',
  'n',
  'reported',
  'balanced accuracy',
  'a fold',
  'accuracy',
  'macro-F1',
  'behind the best',
];

/**
 * Lays an honest table out as text.
 *
 * @param rows - from `honestTable`, at least one
 * @returns lines of text
 */
export function honestText(rows: readonly HonestRow[]): string {
  const collapsed = rows
    .flatMap(({ result }) => result.folds)
    .filter(({ last }) => predictsOneClass(last));
  return [
    ...textTable([HEADER, ...rows.map(cells)]),
    honestSentence(rows).replaceAll('\u00a0', ' '),
    ...(rows.some(({ result }) => result.quick)
      ? ['* quick run of few epochs: shows the way, says nothing about the model']
      : []),
    ...collapsed.map(
      ({ experiment }) =>
        `${experiment.title}: every test row got the same class, so this model has not learned`,
    ),
    '95 % intervals by bootstrap over lesions; ± is the standard deviation over the folds; behind the best in points of balanced accuracy, paired by lesion.',
  ].join('\n');
}

function cells(row: HonestRow): string[] {
  const { published, result, minusBest } = row;
  const { pooled, quick, balancedAccuracy } = result;
  return [
    `${honestTitle(row)}${quick ? ' *' : ''}`,
    count(pooled.testRows),
    published.reported ? percent(published.reported.value) : '',
    percentWithInterval(pooled.balancedAccuracy),
    percentWithDeviation(balancedAccuracy),
    percentWithInterval(pooled.accuracy),
    scoreWithInterval(pooled.macroF1),
    minusBest ? differenceText(minusBest.balancedAccuracy, asPercent) : 'the best',
  ];
}
