import { ArgumentError } from '../core/index.js';
import {
  type EvaluationMetric,
  evaluationMetrics,
  pairedBootstrapDifferences,
  unpairedDifference,
} from '../metrics/index.js';
import { RandomState } from '../random/index.js';
import { type ConfigDifference, configDifferences } from './config-differences.js';
import { readPredictions } from './read-predictions.js';
import type { Estimate, Evaluation, Prediction } from './run-result.js';
import type { DoneRun } from './stored-run.js';

const RESAMPLES = 1000;
const SEED = 42;

/** The metrics of a comparison, in the order in which tables show them. */
export const COMPARED_METRICS = [
  'balancedAccuracy',
  'accuracy',
  'macroF1',
  'rocAuc',
  'averagePrecision',
  'logLoss',
  'brierScore',
  'expectedCalibrationError',
  'cohenKappa',
  'matthews',
] as const satisfies readonly EvaluationMetric[];

/** How far a run's metrics are from those of the first one. */
export interface RunDifference {
  /** True where both were tested on the very same rows: the intervals are of the same draws. */
  readonly paired: boolean;
  /** Images that both were tested on, each counted once; undefined where predictions are missing. */
  readonly commonImages?: number;
  /** This run minus the first, by metric; one that an old run lacks is absent. */
  readonly metrics: Partial<Record<EvaluationMetric, Estimate>>;
  /** Why the intervals are not paired. */
  readonly unpairedBecause?: string;
}

/** Runs beside each other. */
export interface RunComparison {
  /** Two or more; the first is the one that the others are held against. */
  readonly runs: readonly DoneRun[];
  /** One for each run but the first, in order. */
  readonly differences: readonly RunDifference[];
  /** Settings that are not the same in all of them. */
  readonly config: readonly ConfigDifference[];
}

/**
 * Compares finished runs with the first of them: metrics with 95 % intervals of their differences,
 * paired over lesions where the test rows are the same, and what was set otherwise.
 *
 * @param runs - two or more, from `listRuns`
 * @returns the comparison
 * @throws ArgumentError where there are fewer than two
 * @remarks Paired intervals are 1,000 bootstrap draws of whole lesions, both runs scored on each;
 * unpaired ones are made of the two runs' own (`unpairedDifference`), and what differs is then
 * the test rows as much as the models.
 */
export async function compareRuns(runs: readonly DoneRun[]): Promise<RunComparison> {
  const [first, ...others] = runs;
  if (!first || others.length === 0) {
    throw new ArgumentError(`${runs.length} runs cannot be compared, expected two or more.`);
  }
  const base = await predictionsOf(first);
  const differences: RunDifference[] = [];
  for (const other of others) {
    differences.push(difference(first, base, other, await predictionsOf(other)));
  }
  return { runs, differences, config: configDifferences(runs) };
}

/** In one order for all runs, whatever their splits'; undefined where they cannot be read. */
async function predictionsOf({ outputs, result }: DoneRun): Promise<Prediction[] | undefined> {
  const predictions = await readPredictions(outputs, result).catch(() => undefined);
  return predictions?.sort((a, b) => (a.imageId < b.imageId ? -1 : a.imageId > b.imageId ? 1 : 0));
}

function difference(
  first: DoneRun,
  base: Prediction[] | undefined,
  other: DoneRun,
  predictions: Prediction[] | undefined,
): RunDifference {
  if (!base || !predictions) {
    const unpairedBecause = `the predictions of ${base ? other.id : first.id} cannot be read`;
    return { paired: false, metrics: unpaired(first, other), unpairedBecause };
  }
  const images = new Set(base.map(({ imageId }) => imageId));
  const own = new Set(predictions.map(({ imageId }) => imageId));
  const commonImages = [...own].filter((imageId) => images.has(imageId)).length;
  const unpairedBecause = whyUnpaired(first, base, other, predictions);
  if (unpairedBecause !== undefined) {
    return { paired: false, commonImages, metrics: unpaired(first, other), unpairedBecause };
  }
  return { paired: true, commonImages, metrics: paired(base, predictions, first.result.classes) };
}

function whyUnpaired(
  first: DoneRun,
  base: readonly Prediction[],
  other: DoneRun,
  predictions: readonly Prediction[],
): string | undefined {
  if (first.result.classes.join() !== other.result.classes.join()) return 'the classes differ';
  const isSame = (row: Prediction, index: number) =>
    row.imageId === base[index]?.imageId &&
    row.label === base[index].label &&
    row.lesionId === base[index].lesionId;
  const same = base.length === predictions.length && predictions.every(isSame);
  return same ? undefined : 'the test rows are not the same';
}

function paired(
  base: readonly Prediction[],
  predictions: readonly Prediction[],
  classes: readonly string[],
): RunDifference['metrics'] {
  const found = pairedBootstrapDifferences(
    evaluationMetrics(predictions, classes),
    evaluationMetrics(base, classes),
    {
      nRows: base.length,
      groups: base.map(({ lesionId }) => lesionId),
      nResamples: RESAMPLES,
      random: new RandomState(SEED),
      // What is undefined is shown as such.
      onWarning: () => undefined,
    },
  );
  return byMetric((name) => {
    const { value, low, high } = found[name];
    return { value, low, high };
  });
}

function unpaired(first: DoneRun, other: DoneRun): RunDifference['metrics'] {
  return byMetric((name) => {
    const [mine, theirs] = [estimateOf(other, name), estimateOf(first, name)];
    return mine && theirs && unpairedDifference(mine, theirs);
  });
}

function estimateOf({ result }: DoneRun, name: EvaluationMetric): Estimate | undefined {
  return (result.last as Partial<Evaluation>)[name];
}

function byMetric(of: (name: EvaluationMetric) => Estimate | undefined): RunDifference['metrics'] {
  return Object.fromEntries(
    COMPARED_METRICS.flatMap((name) => {
      const estimate = of(name);
      return estimate ? [[name, estimate]] : [];
    }),
  );
}
