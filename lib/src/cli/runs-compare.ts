import { Command } from 'commander';
import type { SplitAudit } from '../audit/index.js';
import { ArgumentError } from '../core/index.js';
import {
  compareRuns,
  type DoneRun,
  type Estimate,
  findRuns,
  isDone,
  isSameButSeed,
  listRuns,
  predictsOneClass,
  type RunComparison,
  SEED_METRICS,
  shortRunId,
  summariseSeeds,
} from '../experiments/index.js';
import {
  auditLine,
  comparedMetrics,
  differenceText,
  leavesOutZero,
  metricNaming,
  unpairedSentence,
  writeComparison,
} from '../report/index.js';
import { count } from './figures.js';
import { htmlFile } from './options.js';
import { readAudits } from './run-details.js';
import { type RunsOptions, withRunsOptions } from './runs-options.js';
import { meanCells, seedsNote } from './seeds-text.js';
import { plainSpaces, textTable } from './text-table.js';

interface CompareOptions extends RunsOptions {
  readonly html?: string;
}

const EXAMPLES = `
Examples:
  $ npx dermlab runs compare source-b-cnn-grouped source-b-mlp-grouped
  $ npx dermlab runs compare c1d0 0b2b 25e3            the others against the first
  $ npx dermlab runs compare c1d0 0b2b --html comparison.html
  $ npx dermlab runs compare c1d0 0b2b --json | jq .differences`;

/**
 * `dermlab runs compare`: finished runs beside the first of them.
 *
 * @returns the command
 */
export function runsCompareCommand(): Command {
  const command = new Command('compare')
    .description(
      'metrics of two or more runs, their differences with intervals, and what was set otherwise',
    )
    .argument('<runs...>', 'names of their folders, or parts of them; the first is held against')
    .option('--html <file>', 'write a page with curves, which opens without a network', htmlFile);
  return withRunsOptions(command).addHelpText('after', EXAMPLES).action(compare);
}

async function compare(names: string[], { out, json, html }: CompareOptions): Promise<void> {
  const runs = checked(findRuns(await listRuns(out), names));
  const comparison = await compareRuns(runs);
  const audits = await readAudits(out, runs);
  if (html !== undefined) {
    const command = `npx dermlab runs compare ${runs.map(({ id }) => id).join(' ')} --html ${html}`;
    await writeComparison(html, { comparison, command, audits });
    console.error(`Comparison: ${html}`);
  }
  console.log(json ? JSON.stringify(comparison, null, 2) : comparisonText(comparison, audits));
}

function checked(runs: ReturnType<typeof findRuns>): DoneRun[] {
  const [first, second] = runs;
  if (!first || !second) throw new ArgumentError('one run was named, expected two or more.');
  const unfinished = runs.find((run) => !isDone(run));
  if (unfinished) {
    throw new ArgumentError(
      `${unfinished.id} is ${unfinished.status} and has no metrics to compare; finish it first.`,
    );
  }
  if (new Set(runs).size < runs.length) {
    throw new ArgumentError('a run was named twice; name different runs.');
  }
  return runs.filter(isDone);
}

function comparisonText(
  comparison: RunComparison,
  audits: ReadonlyMap<string, SplitAudit>,
): string {
  const { runs, differences, config } = comparison;
  const names = runs.map(({ id }) => shortRunId(id));
  const metrics = comparedMetrics(comparison);
  const [first, ...others] = names;
  return [
    ...runs.map(({ id, experiment }, index) => `${names[index]!}  ${experiment.title} (${id})`),
    '',
    ...textTable([
      ['metric, 95 % interval', ...names],
      ...metrics.map(({ name, format, estimates }) => [
        name,
        ...estimates.map((estimate) => valueText(estimate, format)),
      ]),
      ['test rows', ...runs.map(({ result }) => count(result.split.testRows))],
      ['of a lesion in training', ...runs.map(leaked)],
    ]),
    '',
    ...textTable([
      ['difference, 95 % interval', ...others.map((name) => `${name} − ${first!}`)],
      ...metrics.map(({ name, format, differences: estimates }) => [
        name,
        ...estimates.map((estimate) => markedDifference(estimate, format)),
      ]),
      ['intervals', ...differences.map(({ paired }) => (paired ? 'paired' : 'unpaired'))],
    ]),
    '* the interval leaves out 0',
    ...overSeeds(runs),
    ...runs.map(({ id, result }) =>
      plainSpaces(`${shortRunId(id)}: ${auditLine(result.split, audits.get(id))}`),
    ),
    ...runs.flatMap(notesOf),
    ...differences.flatMap((difference, index) =>
      difference.paired ? [] : [unpairedSentence(difference, runs[index + 1]!, runs[0]!)],
    ),
    '',
    ...(config.length === 0
      ? ['Nothing was set otherwise: experiment, data and code are the same.']
      : textTable([
          ['set otherwise', ...names],
          ...config.map(({ setting, values }) => [
            setting,
            ...values.map((value) => value ?? 'none'),
          ]),
        ])),
  ].join('\n');
}

/** Mean ± standard deviation, where nothing but the seed differs. */
function overSeeds(runs: readonly DoneRun[]): string[] {
  const results = runs.map(({ result }) => result);
  const isSame = results.every((result) => isSameButSeed(result, results[0]!));
  const seeds = new Set(results.map(({ experiment }) => experiment.seed));
  if (!isSame || seeds.size < results.length) return [];
  const summary = summariseSeeds(results);
  const names = SEED_METRICS.map((metric) => metricNaming(metric).name);
  return ['', ...textTable([['over seeds', ...names, ''], meanCells(summary)]), seedsNote(summary)];
}

type Format = ReturnType<typeof comparedMetrics>[number]['format'];

function valueText(estimate: Estimate | undefined, format: Format): string {
  if (!estimate) return 'not measured';
  return plainSpaces(
    `${format.value(estimate.value)} [${format.interval(estimate.low, estimate.high)}]`,
  );
}

function markedDifference(estimate: Estimate | undefined, format: Format): string {
  if (!estimate) return 'not measured';
  return `${differenceText(estimate, format)}${leavesOutZero(estimate) ? ' *' : ''}`;
}

function leaked({ result: { split } }: DoneRun): string {
  return count(split.testRowsWithLesionInTrain);
}

function notesOf({ id, result }: DoneRun): string[] {
  return [
    ...(result.quick ? [`${shortRunId(id)} is a quick run: it says nothing about the model`] : []),
    ...(predictsOneClass(result.last)
      ? [`${shortRunId(id)}: every test row got the same class, so it has not learned`]
      : []),
  ];
}
