import { ArgumentError } from '../core/index.js';
import type { Experiment, FineTuning, ImagePreprocessing, Training } from './experiment.js';

/** The parts of an experiment that a sweep may set: neither its rows nor its seed, which decide the split. */
export interface Swept {
  /** How images become model input. */
  readonly images: ImagePreprocessing;
  /** How the model is trained. */
  readonly training: Omit<Training, 'fineTuning'> & {
    readonly fineTuning?: Omit<FineTuning, 'unfreeze'>;
  };
}

/** What a field that holds one value may hold. */
export type Leaf = string | number | boolean;

/** Paths of all fields of an object that hold one value, with dots between their parts. */
export type PathOf<T> = {
  [Key in keyof T & string]-?: NonNullable<T[Key]> extends Leaf
    ? Key
    : NonNullable<T[Key]> extends readonly unknown[]
      ? never
      : `${Key}.${PathOf<NonNullable<T[Key]>>}`;
}[keyof T & string];

/** What stands at such a path; null, too, where it may be absent. */
export type ValueAt<
  T,
  Path extends string,
> = Path extends `${infer Key extends keyof T & string}.${infer Rest}`
  ? ValueAt<NonNullable<T[Key]>, Rest>
  : Path extends keyof T
    ? undefined extends T[Path]
      ? NonNullable<T[Path]> | null
      : T[Path]
    : never;

/** Path of a field of an experiment that can be swept, e.g. `training.optimizer.learningRate`. */
export type SweepField = PathOf<Swept>;

/** A value of such a field; null leaves a field out that an experiment need not have. */
export type SweepValue<Field extends SweepField> = ValueAt<Swept, Field>;

/** One value for each field that is swept: what makes one candidate. */
export type Assignment = { readonly [Field in SweepField]?: SweepValue<Field> };

/** What a field takes. */
interface Rule<Value> {
  /** In words. */
  readonly expected: string;
  /** Whether it is one. */
  readonly accepts: (value: unknown) => value is Value;
}

const RULES: { readonly [Field in SweepField]: Rule<SweepValue<Field>> } = {
  'images.widthPx': wholeNumber(1, 1024),
  'images.heightPx': wholeNumber(1, 1024),
  'images.divideBy': numberFrom(Number.MIN_VALUE, 'a number above 0'),
  'images.channels': orNone(oneOf(1, 3)),
  'images.filter': orNone(oneOf('bicubic', 'lanczos')),
  'images.channelOrder': orNone(oneOf('RGB', 'BGR')),
  'training.optimizer.name': oneOf('adam'),
  'training.optimizer.learningRate': numberFrom(Number.MIN_VALUE, 'a number above 0'),
  'training.loss': oneOf('categoricalCrossentropy', 'sparseCategoricalCrossentropy'),
  'training.classWeight': orNone(oneOf('balanced')),
  'training.epochs': wholeNumber(1, 100_000),
  'training.batchSize': wholeNumber(1, 100_000),
  'training.earlyStopping.monitor': orNone(oneOf('loss', 'accuracy', 'valLoss', 'valAccuracy')),
  'training.earlyStopping.mode': orNone(oneOf('min', 'max')),
  'training.earlyStopping.minDelta': orNone(numberFrom(0, 'a number from 0')),
  'training.earlyStopping.patience': orNone(wholeNumber(0, 100_000)),
  'training.earlyStopping.baseline': orNone(numberFrom(-Number.MAX_VALUE, 'a number')),
  'training.earlyStopping.restoreBestWeights': orNone(oneOf(true, false)),
  'training.earlyStopping.startFromEpoch': orNone(wholeNumber(0, 100_000)),
  'training.reduceLROnPlateau.monitor': orNone(oneOf('loss', 'accuracy', 'valLoss', 'valAccuracy')),
  'training.reduceLROnPlateau.mode': orNone(oneOf('min', 'max')),
  'training.reduceLROnPlateau.minDelta': orNone(numberFrom(0, 'a number from 0')),
  'training.reduceLROnPlateau.factor': orNone(numberBelow1()),
  'training.reduceLROnPlateau.patience': orNone(wholeNumber(0, 100_000)),
  'training.reduceLROnPlateau.cooldown': orNone(wholeNumber(0, 100_000)),
  'training.reduceLROnPlateau.minLr': orNone(numberFrom(0, 'a number from 0')),
  'training.fineTuning.learningRate': numberFrom(Number.MIN_VALUE, 'a number above 0'),
  'training.fineTuning.epochs': wholeNumber(1, 100_000),
};

/** All fields that can be swept. */
export const SWEEP_FIELDS = Object.keys(RULES) as readonly SweepField[];

/**
 * Checks that a text is the path of a field that can be swept.
 *
 * @param field - e.g. `training.batchSize`
 * @throws ArgumentError for any other, with all that can be swept
 */
export function checkSweepField(field: string): asserts field is SweepField {
  if (Object.hasOwn(RULES, field)) return;
  throw new ArgumentError(
    `${field} cannot be swept, expected one of ${SWEEP_FIELDS.join(', ')}. Rows and seed decide the split, which stays the same for all candidates.`,
  );
}

/**
 * What a field that can be swept takes, in words.
 *
 * @param field - its path
 * @returns e.g. `a whole number from 1 to 1024`
 */
export function expectedOf(field: SweepField): string {
  return RULES[field].expected;
}

/**
 * Checks one value for each of some fields.
 *
 * @param assignment - as a file or command line has brought it
 * @throws ArgumentError that names the field, what it takes, and what was received
 */
export function checkAssignment(
  assignment: Readonly<Record<string, unknown>>,
): asserts assignment is Assignment {
  for (const [field, value] of Object.entries(assignment)) {
    checkSweepField(field);
    if (RULES[field].accepts(value)) continue;
    throw new ArgumentError(
      `${field}: expected ${RULES[field].expected}, received ${JSON.stringify(value)}`,
    );
  }
}

/**
 * The same experiment with other values in some fields.
 *
 * @param experiment - any
 * @param assignment - a value for each field; null leaves it out
 * @returns another experiment, of the same name
 * @throws ArgumentError where a value does not fit its field, or the experiment has no fine-tuning
 * to be set
 * @example
 * ```ts
 * const assignment = { 'training.batchSize': 16, 'training.classWeight': 'balanced' } as const;
 * withAssignment(sourceBCnn, assignment).training.batchSize; // => 16
 * ```
 */
export function withAssignment(experiment: Experiment, assignment: Assignment): Experiment {
  checkAssignment(assignment);
  return Object.entries(assignment).reduce<Experiment>((changed, [field, value]) => {
    if (field.startsWith('training.fineTuning.') && !changed.training.fineTuning) {
      throw new ArgumentError(`${field}: ${experiment.name} has no fine-tuning to be set`);
    }
    return withValue(changed, field.split('.'), value) as Experiment;
  }, experiment);
}

function withValue(object: object, [key = '', ...rest]: readonly string[], value: unknown): object {
  const { [key]: old, ...others } = object as Record<string, unknown>;
  if (rest.length > 0) return { ...object, [key]: withValue(old ?? {}, rest, value) };
  return value === null ? others : { ...object, [key]: value };
}

function wholeNumber(low: number, high: number): Rule<number> {
  return {
    expected: `a whole number from ${low} to ${high}`,
    accepts: (value): value is number =>
      typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high,
  };
}

function numberFrom(low: number, expected: string): Rule<number> {
  return {
    expected,
    accepts: (value): value is number =>
      typeof value === 'number' && Number.isFinite(value) && value >= low,
  };
}

function numberBelow1(): Rule<number> {
  return {
    expected: 'a number above 0 and below 1',
    accepts: (value): value is number => typeof value === 'number' && value > 0 && value < 1,
  };
}

function oneOf<const Value extends Leaf>(...values: readonly Value[]): Rule<Value> {
  return {
    expected: values.join(values.length > 2 ? ', ' : ' or '),
    accepts: (value): value is Value => values.includes(value as Value),
  };
}

function orNone<Value>({ expected, accepts }: Rule<Value>): Rule<Value | null> {
  return {
    expected: `${expected}, or null to leave it out`,
    accepts: (value): value is Value | null => value === null || accepts(value),
  };
}
