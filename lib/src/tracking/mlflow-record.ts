import { MEDICAL_NOTICE } from '../core/index.js';
import {
  type DoneRun,
  type EpochLog,
  type Estimate,
  experimentSettings,
  type RunResult,
} from '../experiments/index.js';

/** A number of a run, as MLflow takes it. */
interface MlflowMetric {
  /** e.g. `val_accuracy` or `test/balanced_accuracy_low`. */
  readonly key: string;
  /** The number; MLflow knows NaN, which JSON does not. */
  readonly value: number | 'NaN';
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** The epoch. */
  readonly step: number;
}

/** A name with a text. */
interface MlflowText {
  /** The name. */
  readonly key: string;
  /** The text. */
  readonly value: string;
}

/** What MLflow is told of a run, beside its files. */
interface MlflowRecord {
  /** The experiment's settings, a parameter each. */
  readonly params: readonly MlflowText[];
  /** Every epoch's figures, then the test rows' metrics with the ends of their intervals. */
  readonly metrics: readonly MlflowMetric[];
  /** Data, code, split, and a description. */
  readonly tags: readonly MlflowText[];
}

/** MLflow's limits, in bytes or characters, of the oldest server that is still served. */
const KEY_LENGTH = 250;
const PARAM_LENGTH = 500;
const TAG_LENGTH = 5000;

/** Keras's names of what an epoch logs, which MLflow's own autologging takes, too. */
const EPOCH_KEYS = {
  loss: 'loss',
  accuracy: 'accuracy',
  valLoss: 'val_loss',
  valAccuracy: 'val_accuracy',
  learningRate: 'learning_rate',
} as const satisfies Partial<Record<keyof EpochLog, string>>;

/**
 * What MLflow is told of a run: the same run gives the same record, so that logging twice changes
 * nothing.
 *
 * @param run - a finished run
 * @returns parameters, metrics and tags within MLflow's limits
 */
export function mlflowRecord(run: DoneRun): MlflowRecord {
  const timestamp = new Date(run.changedAt).getTime();
  return {
    params: experimentSettings(run.experiment).map(([key, value]) =>
      text(key, typeof value === 'string' ? value : JSON.stringify(value), PARAM_LENGTH),
    ),
    metrics: [
      ...epochMetrics(run.result.history, timestamp),
      ...testMetrics(run.result, timestamp),
    ],
    tags: tagsOf(run),
  };
}

function epochMetrics(history: readonly EpochLog[], timestamp: number): MlflowMetric[] {
  return history.flatMap((log) =>
    Object.entries(EPOCH_KEYS).flatMap(([field, key]) => {
      const value = log[field as keyof typeof EPOCH_KEYS];
      return value === undefined ? [] : [metric(key, value, timestamp, log.epoch)];
    }),
  );
}

function testMetrics({ last, best, history }: RunResult, timestamp: number): MlflowMetric[] {
  const step = history.length;
  const estimates = [...Object.entries(last), ['bestEpochAccuracy', best.accuracy]] as [
    string,
    unknown,
  ][];
  return estimates.flatMap(([name, estimate]) => {
    if (!isEstimate(estimate)) return [];
    const key = `test/${snakeCase(name)}`;
    return [
      metric(key, estimate.value, timestamp, step),
      metric(`${key}_low`, estimate.low, timestamp, step),
      metric(`${key}_high`, estimate.high, timestamp, step),
    ];
  });
}

function isEstimate(value: unknown): value is Estimate {
  return typeof value === 'object' && value !== null && 'low' in value && 'high' in value;
}

function metric(key: string, value: number, timestamp: number, step: number): MlflowMetric {
  return { key, value: Number.isNaN(value) ? 'NaN' : value, timestamp, step };
}

function tagsOf({ id, experiment, environment, result }: DoneRun): MlflowText[] {
  const { split, data, engine, quick, parameters } = result;
  const { dermlab, commit } = environment ?? {};
  const tags = {
    'mlflow.note.content': `${experiment.title}. Split: ${split.description}; ${split.testRows} test rows, of which ${split.testRowsWithLesionInTrain} show a lesion that is also in training. 95 % intervals by bootstrap over lesions.\n\n${MEDICAL_NOTICE}`,
    'mlflow.source.name': 'dermlab',
    'mlflow.source.git.commit': commit,
    'dermlab.run': id,
    'dermlab.version': dermlab,
    'dermlab.experiment': experiment.name,
    'dermlab.quick': String(quick),
    'dermlab.parameters': String(parameters),
    'dermlab.engine': engine.description,
    'dermlab.data': data.description,
    'dermlab.data.sha256': data.sha256,
    'dermlab.split': split.description,
    'dermlab.test_rows': String(split.testRows),
    'dermlab.test_rows_with_image_in_train': String(split.testRowsWithImageInTrain),
    'dermlab.test_rows_with_lesion_in_train': String(split.testRowsWithLesionInTrain),
  };
  return Object.entries(tags).flatMap(([key, value]) =>
    value === undefined ? [] : [text(key, value, TAG_LENGTH)],
  );
}

function text(key: string, value: string, bytes: number): MlflowText {
  // Letters, digits, and what else every server takes in a name.
  const name = key.replace(/\[(\d+)\]/g, '.$1').replace(/[^\w\-./ ]/g, '_');
  return { key: name.slice(0, KEY_LENGTH), value: cut(value, bytes) };
}

function cut(value: string, bytes: number): string {
  if (Buffer.byteLength(value) <= bytes) return value;
  const kept = Buffer.from(value)
    .subarray(0, bytes - 3)
    .toString('utf8');
  return `${kept.replace(/\uFFFD$/, '')}…`;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
