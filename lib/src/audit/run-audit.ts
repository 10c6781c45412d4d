import type { ImageDataset } from '../datasets/index.js';
import {
  crossValidationFolds,
  type Experiment,
  LESION_FOLDS,
  type Prediction,
  type RunResult,
} from '../experiments/index.js';
import { type AuditedPredictions, auditExperiment, auditedPredictions } from './audit-run.js';
import {
  type AuditedScores,
  auditScores,
  type ScoreAudit,
  type ScoredRows,
  scoreDifference,
} from './audit-scores.js';
import { poolAudits, type SplitAudit } from './audit-split.js';
import type { NearDuplicates } from './find-near-duplicates.js';

/** A leak-free twin beside the run that leaks. */
export interface TwinAudit {
  /** Its name. */
  readonly experiment: string;
  /** What a table calls it. */
  readonly title: string;
  /** Names of its run folders. */
  readonly runs: readonly string[];
  /** All its test rows. */
  readonly all: ScoredRows;
  /** The leaky run's scores minus the twin's, lesions of both drawn together. */
  readonly difference: AuditedScores;
}

/** What a leak does to the scores of a finished run. */
export interface RunAudit extends ScoreAudit {
  /** Names of the run folders, one a fold. */
  readonly runs: readonly string[];
  /** True for runs of cut epochs. */
  readonly quick: boolean;
  /** The leak-free twin, where its runs are there. */
  readonly twin?: TwinAudit;
}

/** One experiment, audited. */
export interface AuditedExperiment {
  /** Its name. */
  readonly experiment: string;
  /** What a table calls it. */
  readonly title: string;
  /** Folds whose counts are added up; 1 where there are none. */
  readonly folds: number;
  /** What stands on both sides of its split. */
  readonly split: SplitAudit;
  /** What that does to its scores; absent where it was not run on this data. */
  readonly scores?: RunAudit;
}

/** What an audit goes by. */
export interface RunAuditOptions {
  /** Near-duplicates of the same data; absent: images and lesions alone. */
  readonly nearDuplicates?: NearDuplicates;
  /** Finished runs, on whatever data. */
  readonly runs?: readonly RunResult[];
  /** The folder that they are in. */
  readonly outputs?: string;
}

/**
 * Audits experiments on one data set: what stands on both sides of each split and, where runs are
 * there, what that does to the scores.
 *
 * @param experiments - what is audited; those of pixel tables fold by fold, added up
 * @param dataset - opened data
 * @param options - near-duplicates and finished runs
 * @returns one audit for each experiment, in order
 * @throws ArgumentError where an experiment's steps do not fit the data
 * @throws RunError where a run's predictions are not there, or not of these rows
 */
export async function runAudit(
  experiments: readonly Experiment[],
  dataset: ImageDataset,
  { nearDuplicates, runs = [], outputs = 'outputs' }: RunAuditOptions = {},
): Promise<AuditedExperiment[]> {
  const finished = runs.filter(({ data }) => data.sha256 === dataset.sha256);
  const read = (found: readonly RunResult[]) => readAll(found, dataset, outputs, nearDuplicates);
  const audits: AuditedExperiment[] = [];
  for (const experiment of experiments) {
    const { name, title } = experiment;
    const folds = foldsOf(experiment);
    const split = poolAudits(folds.map((fold) => auditExperiment(fold, dataset, nearDuplicates)));
    const own = runsOf(experiment, finished);
    const twin = twinRuns(experiment, finished, own?.[0]?.quick);
    const scores = own && (await scoresOf(own, twin, read));
    audits.push({
      experiment: name,
      title,
      folds: folds.length,
      split,
      ...(scores ? { scores } : {}),
    });
  }
  return audits;
}

type Read = (runs: readonly RunResult[]) => Promise<AuditedPredictions>;

async function scoresOf(
  runs: readonly RunResult[],
  twin: readonly RunResult[] | undefined,
  read: Read,
): Promise<RunAudit> {
  const [{ classes, quick, experiment }] = runs as readonly [RunResult];
  const { predictions, shared } = await read(runs);
  const options = { seed: experiment.seed };
  const scores = auditScores(predictions, shared, classes, options);
  const ids = runs.map(({ id }) => id);
  if (!twin) return { ...scores, runs: ids, quick };
  return { ...scores, runs: ids, quick, twin: await twinAudit(predictions, twin, read) };
}

async function twinAudit(
  predictions: readonly Prediction[],
  twin: readonly RunResult[],
  read: Read,
): Promise<TwinAudit> {
  const [{ classes, experiment }] = twin as readonly [RunResult];
  const other = await read(twin);
  const options = { seed: experiment.seed };
  return {
    experiment: withoutFold(experiment.name),
    title: experiment.title.replace(/, fold \d+ of \d+$/, ''),
    runs: twin.map(({ id }) => id),
    all: auditScores(other.predictions, other.shared, classes, options).all,
    difference: scoreDifference(predictions, other.predictions, classes, options),
  };
}

async function readAll(
  runs: readonly RunResult[],
  dataset: ImageDataset,
  outputs: string,
  nearDuplicates?: NearDuplicates,
): Promise<AuditedPredictions> {
  const read = await Promise.all(
    runs.map((run) => auditedPredictions(run, dataset, outputs, nearDuplicates)),
  );
  return {
    predictions: read.flatMap(({ predictions }) => predictions),
    shared: read.flatMap(({ shared }) => shared),
  };
}

/** What is cross-validated stands for all its folds: source C's experiments, and any on folds of lesions. */
function foldsOf(experiment: Experiment): readonly Experiment[] {
  const onLesionFolds = LESION_FOLDS.some((folds) => folds.experiment.name === experiment.name);
  return onLesionFolds || experiment.dataset === 'pixel-table'
    ? crossValidationFolds(experiment)
    : [experiment];
}

/** The run of each fold, full ones before quick ones; undefined where one is missing. */
function runsOf(
  experiment: Pick<Experiment, 'name' | 'seed'>,
  runs: readonly RunResult[],
  quick?: boolean,
): readonly RunResult[] | undefined {
  const own = runs.filter(
    (run) =>
      withoutFold(run.experiment.name) === experiment.name &&
      run.experiment.seed === experiment.seed,
  );
  const wanted = quick ?? own.every((run) => run.quick);
  const byName = new Map(
    own.filter((run) => run.quick === wanted).map((run) => [run.experiment.name, run]),
  );
  const found = [...byName.values()];
  const folds = foldCount(found[0]);
  return found.length > 0 && found.length === folds ? found : undefined;
}

function twinRuns(
  { name, seed }: Experiment,
  runs: readonly RunResult[],
  quick: boolean | undefined,
): readonly RunResult[] | undefined {
  if (quick === undefined) return undefined;
  const twin = runs.find(({ experiment }) => experiment.leakFreeTwinOf === name);
  return twin && runsOf({ name: withoutFold(twin.experiment.name), seed }, runs, quick);
}

function foldCount(run: RunResult | undefined): number {
  return Number(/, fold \d+ of (\d+)$/.exec(run?.experiment.title ?? '')?.[1] ?? 1);
}

function withoutFold(name: string): string {
  return name.replace(/-fold-\d+$/, '');
}
