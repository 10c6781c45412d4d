import { Command, Option } from 'commander';
import type { SplitAudit } from '../audit/index.js';
import {
  listRuns,
  predictsOneClass,
  type SplitSummary,
  type StoredRun,
  shortRunId,
} from '../experiments/index.js';
import { count, percentWithInterval } from './figures.js';
import { integerFrom } from './options.js';
import { readAudits } from './run-details.js';
import { ageText, epochsText, runSummary } from './run-summary.js';
import { type RunsOptions, withRunsOptions } from './runs-options.js';
import { textTable } from './text-table.js';

interface ListOptions extends RunsOptions {
  readonly experiment?: string;
  readonly seed?: number;
  readonly status?: string;
  readonly sort: keyof typeof ORDERS;
}

const HEADER = [
  'run',
  'experiment',
  'seed',
  'epochs',
  'data',
  'balanced accuracy',
  'test rows',
  'shared with training',
  'age',
];

/** Marks a run that was not audited by pixels. */
const UNLOOKED = '~';

/** Ways to sort; runs that are not done come last where a metric decides. */
const ORDERS = {
  age: (a: StoredRun, b: StoredRun) => compare(b.changedAt, a.changedAt),
  experiment: (a: StoredRun, b: StoredRun) => compare(a.id, b.id),
  seed: (a: StoredRun, b: StoredRun) => a.experiment.seed - b.experiment.seed,
  'balanced-accuracy': (a: StoredRun, b: StoredRun) => balancedAccuracy(b) - balancedAccuracy(a),
} as const;

const EXAMPLES = `
Examples:
  $ npx dermlab runs list
  $ npx dermlab runs list --experiment source-b --sort balanced-accuracy
  $ npx dermlab runs list --status stopped
  $ npx dermlab runs list --json | jq '.[] | select(.status == "done") | .id'`;

/**
 * `dermlab runs list`: the runs of an outputs folder as a table.
 *
 * @returns the command
 */
export function runsListCommand(): Command {
  const command = new Command('list')
    .description('the runs as a table, or as JSON')
    .option('--experiment <text>', 'only experiments whose name begins so, such as source-b')
    .option('--seed <number>', 'only runs of this seed', integerFrom(0, 2 ** 32 - 1))
    .addOption(
      new Option('--status <status>', 'only runs of this status').choices([
        'done',
        'stopped',
        'running',
        'damaged',
      ]),
    )
    .addOption(
      new Option('--sort <order>', 'newest first, or best first')
        .choices(Object.keys(ORDERS))
        .default('age'),
    );
  return withRunsOptions(command).addHelpText('after', EXAMPLES).action(list);
}

async function list(options: ListOptions): Promise<void> {
  const { out, json, experiment = '', seed, status, sort } = options;
  const runs = (await listRuns(out))
    .filter((run) => run.experiment.name.startsWith(experiment))
    .filter((run) => seed === undefined || run.experiment.seed === seed)
    .filter((run) => status === undefined || run.status === status)
    .sort((a, b) => ORDERS[sort](a, b) || compare(a.id, b.id));
  if (json) console.log(JSON.stringify(runs.map(runSummary), null, 2));
  else
    console.log(
      runs.length === 0 ? noRuns(out, options) : table(runs, await readAudits(out, runs)),
    );
}

function noRuns(out: string, { experiment, seed, status }: ListOptions): string {
  const filtered = [experiment, seed, status].some((filter) => filter !== undefined);
  return filtered
    ? `No run in ${out} is like that.`
    : `No run in ${out} yet. npx dermlab reproduce makes some; --out names another folder.`;
}

function table(runs: readonly StoredRun[], audits: ReadonlyMap<string, SplitAudit>): string {
  const now = new Date();
  const lines = runs.map((run) => cells(run, audits.get(run.id), now));
  return [...textTable([HEADER, ...lines]), '', ...notes(runs, lines.flat())].join('\n');
}

function cells(run: StoredRun, audit: SplitAudit | undefined, now: Date): string[] {
  const { id, experiment, result, environment, changedAt } = run;
  return [
    shortRunId(id),
    experiment.name,
    String(experiment.seed),
    epochsText(run),
    (result?.data ?? environment?.data)?.name ?? '',
    ...(result
      ? [
          percentWithInterval(result.last.balancedAccuracy) + marks(run),
          count(result.split.testRows),
          shared(result.split, audit),
        ]
      : ['', '', '']),
    ageText(changedAt, now),
  ];
}

function shared({ testRows, testRowsWithLesionInTrain }: SplitSummary, audit?: SplitAudit): string {
  const { rows, clean } = audit?.test ?? {
    rows: testRows,
    clean: testRows - testRowsWithLesionInTrain,
  };
  const mark = audit?.test.nearDuplicate === undefined ? ` ${UNLOOKED}` : '';
  return (clean === rows ? 'nothing' : `${count(rows - clean)} rows`) + mark;
}

function marks({ result }: StoredRun): string {
  if (!result) return '';
  return `${result.quick ? ' *' : ''}${predictsOneClass(result.last) ? ' !' : ''}`;
}

function notes(runs: readonly StoredRun[], cells: readonly string[]): string[] {
  const marked = runs.map(marks).join('');
  return [
    'Balanced accuracy on the test rows with its 95 % interval by bootstrap over lesions; shared with training: test rows whose image, lesion or near-duplicate is there, too.',
    ...(cells.some((cell) => cell.endsWith(` ${UNLOOKED}`))
      ? [
          `${UNLOOKED} pixels were not compared, so near-duplicates are not known; npx dermlab audit does`,
        ]
      : []),
    ...(marked.includes('*')
      ? ['* quick run of few epochs: shows the way, says nothing about the model']
      : []),
    ...(marked.includes('!')
      ? ['! every test row got the same class, so this model has not learned']
      : []),
    ...runs.flatMap(({ id, damage }) => (damage ? [`${shortRunId(id)}: ${damage}`] : [])),
  ];
}

function balancedAccuracy({ result }: StoredRun): number {
  return result?.last.balancedAccuracy.value ?? -1;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
