import { basename } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { readRunAudit, type SplitAudit } from '../audit/index.js';
import { formatCount } from '../charts/index.js';
import { fileSha256, MEDICAL_NOTICE } from '../core/index.js';
import type { ImageDataset } from '../datasets/index.js';
import {
  keepSubgroups,
  RunFolder,
  type RunResult,
  type SubgroupMetrics,
} from '../experiments/index.js';
import { auditLine } from './audit-line.js';
import { calibrationRows, calibrationSentence, decisionSentence } from './calibration-sentences.js';
import { learningSentence } from './learning-sentence.js';
import { melanomaSentence } from './melanoma-sentence.js';
import { asPercent } from './metric-format.js';
import { runMetricRows } from './run-metrics.js';
import { runWarnings } from './run-warnings.js';
import { splitSentence } from './split-sentence.js';
import { SUBGROUPS_NOTE, subgroupLines } from './subgroup-lines.js';

/** What a model card is made of. */
export interface ModelCardInput {
  /** The finished run that trained the model. */
  readonly run: RunResult;
  /** Its metrics by subgroup, from `runSubgroups`. */
  readonly subgroups: readonly SubgroupMetrics[];
  /** The data set: whose images these are. */
  readonly dataset: Pick<ImageDataset, 'attribution'>;
  /** Of its split, where near-duplicates were looked for. */
  readonly audit?: SplitAudit;
  /** Name and digest of the model file. */
  readonly model: { readonly name: string; readonly sha256: string };
}

/**
 * Writes the card of a run's model beside it: `model-card.md` beside `model.h5`.
 *
 * @param outputs - the outputs folder
 * @param run - a finished run
 * @param dataset - what it was run on
 * @param file - the model; default the run folder's own
 * @returns the card's path
 * @throws RunError where subgroups were not kept, and the run's predictions cannot be read
 * @remarks Atomic. Equal input gives equal bytes. What `dermlab audit` finds later comes into a card
 * that is written anew.
 */
export async function writeModelCard(
  outputs: string,
  run: RunResult,
  dataset: Pick<ImageDataset, 'rows' | 'attribution'>,
  file = new RunFolder(outputs, run.id).model,
): Promise<string> {
  const subgroups = await keepSubgroups(outputs, run, dataset.rows);
  const audit = await readRunAudit(outputs, run.id);
  const model = { name: basename(file), sha256: await fileSha256(file) };
  const path = file.replace(/(\.\w+)?$/, '-card.md');
  const input = { run, subgroups, dataset, model, ...(audit ? { audit } : {}) };
  await writeFileAtomic(path, modelCard(input));
  return path;
}

/**
 * Says of a trained model what whoever uses it must know: data, split and its audit, metrics,
 * calibration and subgroups with their intervals, limits, hashes.
 *
 * @param input - the run, its subgroups, its audit, and its data
 * @returns Markdown
 * @remarks After Mitchell et al., Model Cards for Model Reporting (2019).
 */
export function modelCard(input: ModelCardInput): string {
  const { run, subgroups, dataset, audit } = input;
  const { experiment, data, quick } = run;
  const sections = [
    `# ${experiment.title}${quick ? ' (quick run)' : ''}`,
    `**${MEDICAL_NOTICE}**`,
    runWarnings(run)
      .map((warning) => `> ${warning}`)
      .join('\n>\n'),
    '## The model',
    facts(run),
    '## Data',
    `${data.description}. ${dataset.attribution ?? 'Whose images these are is not known here.'}`,
    '## Split and leaks',
    auditLine(run.split, audit),
    splitSentence(run.split, audit),
    leakSentence(run, audit),
    '## Metrics',
    table(runMetricRows(run).map((row) => Object.entries(row))),
    '95 % intervals by bootstrap over lesions: how far a figure would move with other test lesions, not with other training rows or seeds.',
    melanomaSentence(run),
    learningSentence(run),
    ...calibration(run),
    '## Subgroups',
    ...subgroupTables(subgroups),
    '## Limits',
    limits(run),
    '## Hashes',
    hashes(input),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function facts({ experiment, classes, parameters, history, engine, base }: RunResult): string {
  const { images, training, seed, model, reported } = experiment;
  const channels = images.channels ?? 3;
  return list([
    `Family: ${model}, ${formatCount(parameters)} parameters${base ? `; base: ${base.description}` : ''}`,
    `Input: ${images.widthPx}×${images.heightPx} pixels, ${channels} ${channels === 1 ? 'channel' : 'channels'}`,
    `Output: a probability for each of ${classes.join(', ')}`,
    `Training: ${history.length} of at most ${training.epochs} epochs, batches of ${training.batchSize}, Adam ${training.optimizer.learningRate}, seed ${seed}`,
    `Computed by: ${engine.description}`,
    ...(reported
      ? [
          `After: “${reported.source}”, which reports an accuracy of ${asPercent.value(reported.value)} (${reported.on})`,
        ]
      : []),
  ]);
}

function leakSentence({ split }: RunResult, audit?: SplitAudit): string {
  const { rows, clean } = audit?.test ?? {
    rows: split.testRows,
    clean: split.testRows - split.testRowsWithLesionInTrain,
  };
  if (clean === rows) return '';
  return `**The metrics below are too good: ${formatCount(rows - clean)} of ${formatCount(rows)} test rows share something with what the model was trained on.**`;
}

function calibration(run: RunResult): string[] {
  const rows = calibrationRows(run);
  return [
    '## How sure it is',
    calibrationSentence(run),
    ...(rows.length > 0
      ? [
          table(rows.map((row) => Object.entries(row))),
          'All are better lower. No prediction changes by a temperature: divide the logits by it where the probabilities are used.',
        ]
      : []),
    decisionSentence(run),
  ];
}

function subgroupTables(subgroups: readonly SubgroupMetrics[]): string[] {
  if (subgroups.length === 0) return ['The data name nothing to tell groups apart by.'];
  return [
    ...subgroups.flatMap((kind) => {
      const lines = subgroupLines(kind);
      const notes = lines.filter((line) => line.notes.length > 0);
      return [
        `### By ${kind.heading}`,
        table(
          lines.map(({ group, images, lesions, metrics }) =>
            Object.entries({ group, images, lesions, ...metrics }),
          ),
        ),
        list(notes.map((line) => `${line.name}: ${line.notes.join('; ')}`)),
      ];
    }),
    SUBGROUPS_NOTE,
  ];
}

function limits({ data, split }: RunResult): string {
  return list([
    'No medical device, and not to be used as one: it was made to show how such numbers come about.',
    `Measured on ${formatCount(split.testRows)} rows of ${data.name} alone: how it does on other cameras, clinics and patients is not known.`,
    'Skin type is not in the data’s columns, so nothing can be said of how it differs by skin type.',
    'It answers with one of its classes whatever it is shown, healthy skin and other diseases included.',
    'One seed and one split: another seed gives another model.',
  ]);
}

function hashes({ run, model }: ModelCardInput): string {
  return list([
    `Run: ${run.id}`,
    `${model.name}, SHA-256: ${model.sha256}`,
    `Data, SHA-256: ${run.data.sha256}`,
  ]);
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

function table(rows: readonly (readonly (readonly [string, string | number])[])[]): string {
  const cells = (values: readonly (string | number)[]) =>
    `| ${values.map((value) => String(value).replaceAll('|', '\\|')).join(' | ')} |`;
  const header = (rows[0] ?? []).map(([name]) => name);
  return [
    cells(header),
    cells(header.map(() => '---')),
    ...rows.map((row) => cells(row.map(([, value]) => value))),
  ].join('\n');
}
