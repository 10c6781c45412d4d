import type { SplitAudit } from '../audit/index.js';
import { predictsOneClass, type RunResult } from '../experiments/index.js';
import { auditLine, runWarnings } from '../report/index.js';
import { count, percent, percentWithInterval, scoreWithInterval } from './figures.js';
import { plainSpaces, textTable } from './text-table.js';

const HEADER = ['model', 'rows', 'reported', 'accuracy', 'best', 'balanced accuracy', 'macro-F1'];

/**
 * Lays results out as a text table; every figure with its 95 % interval, test rows in each line, and
 * below it what the test rows of each share with training.
 *
 * @param results - finished runs
 * @param audits - by run id, where near-duplicates were looked for
 * @returns lines of text
 */
export function resultsTable(
  results: readonly RunResult[],
  audits: ReadonlyMap<string, SplitAudit>,
): string {
  const quick = '* quick run of few epochs: shows the way, says nothing about the model';
  const notes = [
    ...(results.some((result) => result.quick) ? [quick] : []),
    ...results.flatMap(warnings),
  ];
  return [
    ...textTable([HEADER, ...results.map(cells)]),
    ...results.map(({ id, experiment, split }) =>
      plainSpaces(`${experiment.title}. ${auditLine(split, audits.get(id))}`),
    ),
    ...notes,
    '95 % intervals by bootstrap over lesions. Accuracies are of the last epoch, or of the one whose weights were put back; best is over epochs, on the rows that are watched, and so optimistic.',
  ].join('\n');
}

/** That a run is a quick one is said of the whole table. */
function warnings(result: RunResult): string[] {
  const { title } = result.experiment;
  return [
    ...runWarnings({ ...result, quick: false }).map((text) => `${title}: ${text}`),
    ...(predictsOneClass(result.last) ? [`${title}: try another --seed`] : []),
  ];
}

function cells({ experiment, quick, split, last, best }: RunResult): string[] {
  return [
    `${experiment.title}${quick ? ' *' : ''}`,
    `${count(split.testRows)} test`,
    experiment.reported ? percent(experiment.reported.value) : '',
    percentWithInterval(last.accuracy),
    `${percent(best.accuracy.value)} (epoch ${best.epoch})`,
    percentWithInterval(last.balancedAccuracy),
    scoreWithInterval(last.macroF1),
  ];
}
