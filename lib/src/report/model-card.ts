import { basename } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { formatCount } from '../charts/index.js';
import { fileSha256, MEDICAL_NOTICE } from '../core/index.js';
import type { ImageDataset } from '../datasets/index.js';
import {
  type Prediction,
  predictsOneClass,
  RunFolder,
  type RunResult,
  readPredictions,
} from '../experiments/index.js';
import { evaluationMetrics, metricsBySubgroup, type Subgroup } from '../metrics/index.js';
import { RandomState } from '../random/index.js';
import { learningSentence } from './learning-sentence.js';
import { asPercent } from './metric-format.js';
import { runMetricRows } from './run-metrics.js';
import { splitSentence } from './split-sentence.js';
import { subgroupKinds } from './subgroup-kinds.js';

/** What a model card is made of. */
export interface ModelCardInput {
  /** The finished run that trained the model. */
  readonly run: RunResult;
  /** What the model said of the test rows. */
  readonly predictions: readonly Prediction[];
  /** The data set: its columns make the subgroups. */
  readonly dataset: Pick<ImageDataset, 'rows' | 'attribution'>;
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
 * @throws RunError where the run's predictions cannot be read
 * @remarks Atomic. Equal input gives equal bytes.
 */
export async function writeModelCard(
  outputs: string,
  run: RunResult,
  dataset: ModelCardInput['dataset'],
  file = new RunFolder(outputs, run.id).model,
): Promise<string> {
  const predictions = await readPredictions(outputs, run);
  const model = { name: basename(file), sha256: await fileSha256(file) };
  const path = file.replace(/(\.\w+)?$/, '-card.md');
  await writeFileAtomic(path, modelCard({ run, predictions, dataset, model }));
  return path;
}

/**
 * Says of a trained model what whoever uses it must know: data, split and what leaks, metrics and
 * subgroups with their intervals, limits, hashes.
 *
 * @param input - the run, its predictions, and its data
 * @returns Markdown
 * @remarks After Mitchell et al., Model Cards for Model Reporting (2019).
 */
export function modelCard(input: ModelCardInput): string {
  const { run, dataset } = input;
  const { experiment, data, quick } = run;
  const sections = [
    `# ${experiment.title}${quick ? ' (quick run)' : ''}`,
    `**${MEDICAL_NOTICE}**`,
    warnings(run)
      .map((warning) => `> ${warning}`)
      .join('\n>\n'),
    '## The model',
    facts(run),
    '## Data',
    `${data.description}. ${dataset.attribution ?? 'Whose images these are is not known here.'}`,
    '## Split and leaks',
    splitSentence(run.split),
    leakSentence(run),
    '## Metrics',
    table(runMetricRows(run).map((row) => Object.entries(row))),
    '95 % intervals by bootstrap over lesions: how far a figure would move with other test lesions, not with other training rows or seeds.',
    learningSentence(run),
    '## Subgroups',
    subgroups(input),
    '## Limits',
    limits(run),
    '## Hashes',
    hashes(input),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function warnings({ quick, last, base, engine }: RunResult): string[] {
  return [
    ...(quick ? ['Trained for a few epochs only: its numbers say nothing about the model.'] : []),
    ...(predictsOneClass(last)
      ? ['Every test row got the same class: this model has not learned.']
      : []),
    ...(base?.weights === 'random'
      ? ['Its base was drawn at random and never learned anything.']
      : []),
    ...(engine.fallback ? ['Trained by TensorFlow’s JavaScript stand-in.'] : []),
  ];
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

function leakSentence({ split }: RunResult): string {
  const { testRows, testRowsWithLesionInTrain: leaked } = split;
  if (leaked === 0) return 'No test row shows a lesion that the model was trained on.';
  return `**The metrics below are too good: ${formatCount(leaked)} of ${formatCount(testRows)} test rows show a lesion that the model was trained on.**`;
}

function subgroups({ run, predictions, dataset }: ModelCardInput): string {
  const rows = new Map(dataset.rows.map((row) => [row.image_id, row]));
  const kinds = subgroupKinds(dataset.rows[0]);
  if (kinds.length === 0) return 'The data name nothing to tell groups apart by.';
  const sections = kinds.map(({ heading, groupOf, order }) => {
    const found = metricsBySubgroup(
      predictions,
      ({ imageId }) => groupOf(rows.get(imageId)),
      (group) => {
        const { accuracy, balancedAccuracy } = evaluationMetrics(group, run.classes);
        return { accuracy, balancedAccuracy };
      },
      {
        random: () => new RandomState(run.experiment.seed),
        onWarning: () => undefined,
        ...(order ? { order } : {}),
      },
    );
    return `### By ${heading}\n\n${table(found.map(subgroupLine))}`;
  });
  return [
    ...sections,
    'Balanced accuracy is the mean over the classes that a group has, so groups with other classes are not to be compared by it. Many groups are many looks: some will differ by chance.',
  ].join('\n\n');
}

function subgroupLine({
  group,
  rows,
  lesions,
  metrics,
  warnings: notes,
}: Subgroup<'accuracy' | 'balancedAccuracy'>): [string, string][] {
  const { accuracy, balancedAccuracy } = metrics;
  return [
    ['group', group],
    ['images', formatCount(rows)],
    ['lesions', formatCount(lesions)],
    ['accuracy', withInterval(accuracy)],
    ['balanced accuracy', withInterval(balancedAccuracy)],
    ['to be read with', notes.join('; ')],
  ];
}

function withInterval({ value, low, high }: { value: number; low: number; high: number }): string {
  if (Number.isNaN(low)) return `${asPercent.value(value)}, no interval`;
  return `${asPercent.value(value)} [${asPercent.interval(low, high)}]`;
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
