import { ArgumentError } from '../core/index.js';
import { RandomState, type Seed } from '../random/index.js';
import { checkDistribution, type Distribution, drawFrom } from './distributions.js';
import { parameterGrid, type ValueLists } from './parameter-grid.js';

/** Lists and distributions by parameter: what points are drawn from. */
export type ParameterDistributions = Readonly<Record<string, readonly unknown[] | Distribution>>;

/** One value for each parameter that is drawn. */
export type SampledPoint<Parameters extends ParameterDistributions> = {
  readonly [Name in keyof Parameters]: Parameters[Name] extends readonly (infer Value)[]
    ? Value
    : number;
};

/** How points are drawn. */
export interface ParameterSamplerOptions {
  /** How many. */
  readonly nIter: number;
  /** A seed, or a generator that is drawn from. */
  readonly randomState: Seed;
}

/**
 * Draws combinations of parameters: from lists and distributions, or, where all are lists, without
 * drawing a combination twice.
 *
 * @param distributions - a list or distribution for each parameter, or several such sets, of which
 * each point takes one
 * @param options - how many points, and the seed
 * @returns the points, in the order in which they are drawn
 * @throws ArgumentError where there are fewer combinations than points, or a list is empty
 * @remarks The very points of scikit-learn 1.9.1's `ParameterSampler` for the same seed, but for the
 * last bit of what `loguniform` gives; scikit-learn warns and draws fewer where ours throws.
 * @example
 * ```ts
 * const lists = { a: [1, 2, 3], b: ['x', 'y'] };
 * parameterSampler(lists, { nIter: 2, randomState: 0 })[0]; // => { a: 3, b: 'y' }
 * ```
 */
export function parameterSampler<const Parameters extends ParameterDistributions>(
  distributions: Parameters | readonly Parameters[],
  { nIter, randomState }: ParameterSamplerOptions,
): SampledPoint<Parameters>[] {
  const sets: readonly ParameterDistributions[] = Array.isArray(distributions)
    ? distributions
    : [distributions];
  if (!Number.isInteger(nIter) || nIter < 1) {
    throw new ArgumentError(`nIter: expected a whole number from 1, received ${String(nIter)}`);
  }
  sets.forEach(checkSet);
  const random = randomState instanceof RandomState ? randomState : new RandomState(randomState);
  const points = areAllLists(sets)
    ? distinctPoints(sets, nIter, random)
    : Array.from({ length: nIter }, () => drawPoint(sets, random));
  return points as SampledPoint<Parameters>[];
}

function checkSet(set: ParameterDistributions): void {
  for (const [name, values] of Object.entries(set)) {
    if (isDistribution(values)) checkDistribution(values);
    else if (values.length === 0) throw new ArgumentError(`${name}: expected a value, received []`);
  }
}

function areAllLists(sets: readonly ParameterDistributions[]): sets is readonly ValueLists[] {
  return !sets.flatMap((set) => Object.values(set)).some(isDistribution);
}

function isDistribution(values: readonly unknown[] | Distribution): values is Distribution {
  return !Array.isArray(values);
}

function distinctPoints(
  sets: readonly ValueLists[],
  nIter: number,
  random: RandomState,
): Record<string, unknown>[] {
  const points = parameterGrid(sets);
  if (nIter > points.length) {
    throw new ArgumentError(
      `nIter: expected at most ${points.length}, as many combinations as the lists have, received ${nIter}`,
    );
  }
  return sampleWithoutReplacement(points.length, nIter, random).map((index) => points[index]!);
}

// scikit-learn's `sample_without_replacement`, which goes three ways by the share that is drawn.
function sampleWithoutReplacement(nPopulation: number, nSamples: number, random: RandomState) {
  const share = nSamples / nPopulation;
  if (share > 0.01 && share < 0.99) return [...random.permutation(nPopulation).slice(0, nSamples)];
  if (share < 0.2) return drawnOnce(nPopulation, nSamples, random);
  const reservoir = Array.from({ length: nSamples }, (_, index) => index);
  for (let index = nSamples; index < nPopulation; index++) {
    const place = random.randint(0, index + 1, 1)[0]!;
    if (place < nSamples) reservoir[place] = index;
  }
  return reservoir;
}

function drawnOnce(nPopulation: number, nSamples: number, random: RandomState): number[] {
  const drawn = new Set<number>();
  while (drawn.size < nSamples) drawn.add(random.randint(0, nPopulation, 1)[0]!);
  return [...drawn];
}

function drawPoint(
  sets: readonly ParameterDistributions[],
  random: RandomState,
): Record<string, unknown> {
  const set = sets[random.randint(0, sets.length, 1)[0]!]!;
  const names = Object.keys(set).sort();
  return Object.fromEntries(
    names.map((name) => {
      const values = set[name]!;
      if (isDistribution(values)) return [name, drawFrom(values, random)];
      return [name, values[random.randint(0, values.length, 1)[0]!]];
    }),
  );
}
