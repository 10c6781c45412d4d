import { readFile } from 'node:fs/promises';
import { ArgumentError } from '../core/index.js';
import {
  type Distribution,
  loguniform,
  randint,
  SWEEP_FIELDS,
  type SweepDistributions,
  type SweepGrid,
  type SweepSpace,
  uniform,
} from '../experiments/index.js';

/** How a command is told what to try. */
export interface SpaceOptions {
  /** Lists of values, e.g. `training.batchSize=16,32`. */
  readonly grid?: readonly string[];
  /** Lists or distributions to draw from, e.g. `training.optimizer.learningRate=loguniform(1e-4,1e-2)`. */
  readonly sample?: readonly string[];
  /** How many combinations are drawn. */
  readonly random?: number;
  /** A JSON file with all of it. */
  readonly space?: string;
}

const DISTRIBUTIONS = { uniform, loguniform, randint } as const;

/**
 * What a sweep is to try, as it was typed.
 *
 * @param options - as typed
 * @returns the space; its fields and values are yet to be checked
 * @throws ArgumentError where nothing is named, or options do not go together
 */
export async function typedSpace(options: SpaceOptions): Promise<SweepSpace> {
  const { grid = [], sample = [], random, space } = options;
  const typed = [...grid, ...sample];
  if (space !== undefined) {
    if (typed.length === 0 && random === undefined) return readSpace(space);
    throw new ArgumentError(
      '--space holds all that is tried; leave --grid, --sample, --random out.',
    );
  }
  if (typed.length === 0) {
    throw new ArgumentError(
      `nothing is named to sweep, expected --grid FIELD=VALUES, such as --grid training.batchSize=16,32. Fields: ${SWEEP_FIELDS.join(', ')}.`,
    );
  }
  const fields = typed.map(fieldAndValues);
  const twice = fields.find(
    ([name], index) => fields.findIndex(([other]) => other === name) < index,
  );
  if (twice) throw new ArgumentError(`${twice[0]} is named twice; name all its values at once.`);
  const values = Object.fromEntries(fields);
  if (random !== undefined) return { distributions: values as SweepDistributions, nIter: random };
  if (sample.length === 0) return { grid: values as SweepGrid };
  throw new ArgumentError('--sample needs to know how many to draw; add --random N.');
}

function fieldAndValues(text: string): [string, readonly unknown[] | Distribution] {
  const [, field = '', values = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (field === '') {
    throw new ArgumentError(
      `"${text}" names no values, expected FIELD=VALUES, such as training.batchSize=16,32.`,
    );
  }
  return [field.trim(), distributionOf(values.trim()) ?? values.split(',').map(valueOf)];
}

function distributionOf(text: string): Distribution | undefined {
  const [, name = '', low = '', high = ''] = /^(\w+)\(([^,]+),([^,]+)\)$/.exec(text) ?? [];
  if (name === '') return undefined;
  if (Object.hasOwn(DISTRIBUTIONS, name)) {
    return DISTRIBUTIONS[name as keyof typeof DISTRIBUTIONS](Number(low), Number(high));
  }
  throw new ArgumentError(
    `${text}: expected ${Object.keys(DISTRIBUTIONS).join(', ')}, such as loguniform(1e-4,1e-2)`,
  );
}

function valueOf(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === 'none') return null;
  try {
    return JSON.parse(trimmed) as unknown;
  } catch {
    return trimmed;
  }
}

async function readSpace(file: string): Promise<SweepSpace> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ArgumentError(
      `${file} cannot be read (${(error as Error).message}); name another with --space`,
    );
  });
  try {
    return JSON.parse(text) as SweepSpace;
  } catch (error) {
    throw new ArgumentError(
      `${file} is not JSON (${(error as Error).message}), expected {"grid": {"training.batchSize": [16, 32]}}`,
    );
  }
}
