import { ArgumentError } from '../core/index.js';
import type { Distribution } from './distributions.js';
import type { Experiment } from './experiment.js';
import { parameterGrid } from './parameter-grid.js';
import { parameterSampler } from './parameter-sampler.js';
import {
  type Assignment,
  checkAssignment,
  checkSweepField,
  type SweepField,
  type SweepValue,
} from './sweep-fields.js';

/** Values to try, by field. */
export type SweepGrid = {
  readonly [Field in SweepField]?: readonly SweepValue<Field>[];
};

/** Values to draw from, by field: a list or, of a field that takes any number, a distribution. */
export type SweepDistributions = {
  readonly [Field in SweepField]?:
    | readonly SweepValue<Field>[]
    | (number extends SweepValue<Field> ? Distribution : never);
};

/** Every combination of some values. */
export interface GridSpace {
  /** Values by field, or several such grids, one after another. */
  readonly grid: SweepGrid | readonly SweepGrid[];
}

/** Combinations drawn at random. */
export interface RandomSpace {
  /** Lists and distributions by field, or several such sets, of which each draw takes one. */
  readonly distributions: SweepDistributions | readonly SweepDistributions[];
  /** How many are drawn. */
  readonly nIter: number;
  /** Seeds the draws; default: the experiment's seed. */
  readonly randomState?: number;
}

/** What a sweep tries; plain data, as a file can hold it. */
export type SweepSpace = GridSpace | RandomSpace;

/**
 * The combinations that a sweep tries, in order: those of `parameterGrid`, or of `parameterSampler`.
 *
 * @param space - what to try; checked, since it may come from a file
 * @param experiment - whose seed draws where the space has none of its own
 * @returns one assignment a candidate; one that is drawn twice is tried once
 * @throws ArgumentError that names the field, what was expected and what was received
 */
export function assignmentsOf(space: SweepSpace, { seed }: Pick<Experiment, 'seed'>): Assignment[] {
  const points = pointsOf(space, seed);
  points.forEach(checkFields);
  const distinct = new Map(points.map((point) => [JSON.stringify(point), point]));
  const assignments = [...distinct.values()].filter((point) => Object.keys(point).length > 0);
  if (assignments.length > 0) return assignments;
  throw new ArgumentError('the space names no field; expected values for at least one');
}

function checkFields(point: Readonly<Record<string, unknown>>): asserts point is Assignment {
  checkAssignment(point);
}

function pointsOf(space: SweepSpace, seed: number): readonly Assignment[] {
  if (isFields(space) && 'grid' in space) {
    listOf(space.grid).forEach(checkGrid);
    return parameterGrid(listOf(space.grid) as Readonly<Record<string, readonly unknown[]>>[]);
  }
  if (!(isFields(space) && 'distributions' in space)) {
    throw new ArgumentError(
      `space: expected grid, or distributions and nIter, received ${JSON.stringify(space)}`,
    );
  }
  const { distributions, nIter, randomState = seed } = space;
  listOf(distributions).forEach(checkDistributions);
  const sets = listOf(distributions) as Readonly<Record<string, readonly unknown[]>>[];
  return parameterSampler(sets, { nIter, randomState });
}

function listOf<T extends object>(one: T | readonly T[]): readonly T[] {
  const list: unknown = Array.isArray(one) ? one : [one];
  if ((list as unknown[]).every(isFields)) return list as readonly T[];
  throw new ArgumentError(`space: expected values by field, received ${JSON.stringify(one)}`);
}

function isFields(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkGrid(grid: Readonly<Record<string, unknown>>): void {
  for (const [field, values] of Object.entries(grid)) {
    checkSweepField(field);
    if (!Array.isArray(values)) {
      throw new ArgumentError(
        `${field}: expected a list of values, received ${JSON.stringify(values)}`,
      );
    }
    const twice = values.find((value, index) => values.indexOf(value) !== index) as unknown;
    if (twice === undefined) continue;
    throw new ArgumentError(
      `${field}: expected values that differ, received ${JSON.stringify(twice)} twice`,
    );
  }
}

function checkDistributions(set: Readonly<Record<string, unknown>>): void {
  for (const [field, values] of Object.entries(set)) {
    checkSweepField(field);
    if (Array.isArray(values) || (isFields(values) && 'distribution' in values)) continue;
    throw new ArgumentError(
      `${field}: expected a list of values or a distribution, received ${JSON.stringify(values)}`,
    );
  }
}
