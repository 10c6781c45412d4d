import { Command } from 'commander';
import { readRunAudit, type SplitAudit } from '../audit/index.js';
import { ArgumentError } from '../core/index.js';
import {
  findRuns,
  listRuns,
  type RunEnvironment,
  type RunResult,
  type StoredRun,
  secondsTaken,
} from '../experiments/index.js';
import {
  auditLine,
  calibrationSentence,
  decisionSentence,
  learningSentence,
  melanomaSentence,
  runMetricRows,
  splitSentence,
  writeRunReport,
} from '../report/index.js';
import { htmlFile } from './options.js';
import { readRunDetails } from './run-details.js';
import { durationText, epochsText } from './run-summary.js';
import { type RunsOptions, withRunsOptions } from './runs-options.js';
import { textTable } from './text-table.js';

interface ShowOptions extends RunsOptions {
  readonly html?: string;
}

const EXAMPLES = `
Examples:
  $ npx dermlab runs show source-b-cnn-seed42
  $ npx dermlab runs show 25e3
  $ npx dermlab runs show 25e3 --html run.html
  $ npx dermlab runs show 25e3 --json | jq .result.last`;

/**
 * `dermlab runs show`: one run in full.
 *
 * @returns the command
 */
export function runsShowCommand(): Command {
  const command = new Command('show')
    .description('one run in full: settings, code, data, time, metrics')
    .argument('<run>', 'name of its folder, or a part of it that no other run has')
    .option('--html <file>', 'write a page with curves, which opens without a network', htmlFile);
  return withRunsOptions(command).addHelpText('after', EXAMPLES).action(show);
}

async function show(name: string, { out, json, html }: ShowOptions): Promise<void> {
  const run = findRuns(await listRuns(out), [name])[0]!;
  const audit = await readRunAudit(out, run.id);
  if (html !== undefined) {
    if (!run.result)
      throw new ArgumentError(`${run.id} is ${run.status}; a page needs a finished run.`);
    await writeRunReport(html, run.result, await readRunDetails(out, run.result));
    console.error(`Report: ${html}`);
  }
  console.log(json ? JSON.stringify(run, null, 2) : describe(run, audit));
}

function describe(run: StoredRun, audit?: SplitAudit): string {
  const { id, experiment, result, environment, processId, damage } = run;
  const quick = (result?.quick ?? environment?.quick) ? ' (quick run)' : '';
  return [
    `${experiment.title}${quick}: ${id}`,
    '',
    ...textTable([
      ['Status', processId === undefined ? run.status : `running, process ${processId}`],
      ['Epochs', epochsText(run)],
      ['Seed', String(experiment.seed)],
      ...dataLines(result?.data ?? environment?.data),
      ...(environment ? environmentLines(environment) : []),
      ...(damage ? [['Damage', damage]] : []),
    ]),
    ...(result ? ['', ...resultLines(result, audit)] : []),
    '',
    'Settings',
    JSON.stringify(experiment, null, 2),
  ].join('\n');
}

function dataLines(data: RunEnvironment['data']): string[][] {
  if (!data) return [];
  return [
    ['Data', data.description],
    ['Data SHA-256', data.sha256],
  ];
}

function environmentLines(environment: RunEnvironment): string[][] {
  const { dermlab, commit, uncommittedChanges, engine, node, tfjs, startedAt, finishedAt } =
    environment;
  const seconds = secondsTaken(environment);
  return [
    ['Code', `dermlab ${dermlab}${commitText(commit, uncommittedChanges)}`],
    ['Engine', `${engine}, Node ${node}, tfjs ${tfjs}`],
    ['Machine', `${environment.platform}, ${environment.cores} cores, ${environment.cpu}`],
    ['Started', startedAt],
    ...(finishedAt ? [['Finished', finishedAt]] : []),
    ...(seconds === undefined ? [] : [['Took', durationText(seconds)]]),
  ];
}

function commitText(commit: string | undefined, uncommittedChanges = false): string {
  if (commit === undefined) return '';
  return `, commit ${commit}${uncommittedChanges ? ' with uncommitted changes' : ''}`;
}

function resultLines(result: RunResult, audit?: SplitAudit): string[] {
  const rows = runMetricRows(result).map((row) => Object.values(row).map(String));
  return [
    auditLine(result.split, audit),
    splitSentence(result.split, audit),
    '',
    ...textTable([['metric', 'value', '95 % interval', 'n'], ...rows]),
    'Intervals by bootstrap over lesions.',
    '',
    ...[melanomaSentence(result), calibrationSentence(result), decisionSentence(result)].filter(
      Boolean,
    ),
    learningSentence(result),
    '',
    result.last.classificationReport.trimEnd(),
  ];
}
