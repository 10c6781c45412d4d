import { ArgumentError } from '../core/index.js';
import { approximateMode } from './approximate-mode.js';
import { checkInteger, checkLength } from './checks.js';
import { encodeLabels, type Label, rowsByClass } from './labels.js';
import { asRandomState, type RandomState, type Seed } from './random-state.js';
import { concatenate } from './stratified-shuffle-split.js';

/** How `resample` draws. */
export interface ResampleOptions {
  /** Whether a row may be drawn more than once (a bootstrap), default true. */
  readonly replace?: boolean;
  /** How many rows to draw, at least 1; default as many as there are. */
  readonly nSamples?: number;
  /** Class label of each row; draws from each class in proportion to its count. */
  readonly stratify?: ArrayLike<Label>;
  /** Seed, or a generator that draws on. */
  readonly randomState: Seed;
}

/**
 * Draws rows at random, as scikit-learn's `resample` does.
 *
 * @param indices - the rows to draw from, at least one
 * @param options - replacement, count, stratification and seed
 * @returns the drawn entries of `indices`, in scikit-learn's order
 * @throws ArgumentError if there are no rows, or too few without replacement
 * @remarks Source: scikit-learn 1.9.1; equal index by index.
 * @example
 * ```ts
 * resample([10, 11, 12], { nSamples: 4, randomState: 42 }); // Int32Array [12, 10, 12, 12]
 * ```
 */
export function resample(indices: ArrayLike<number>, options: ResampleOptions): Int32Array {
  const { replace = true, nSamples = indices.length, stratify } = options;
  checkSampleCount(indices.length, nSamples, replace);
  const random = asRandomState(options.randomState);
  const places =
    stratify === undefined
      ? random.choice(indices.length, nSamples, { replace })
      : stratifiedPlaces(indices.length, stratify, nSamples, replace, random);
  for (let draw = 0; draw < places.length; draw++) places[draw] = indices[places[draw]!]!;
  return places;
}

function stratifiedPlaces(
  nRows: number,
  labels: ArrayLike<Label>,
  nSamples: number,
  replace: boolean,
  random: RandomState,
): Int32Array {
  checkLength('stratify', labels, nRows);
  const { codes, counts } = encodeLabels(labels, 'stratify');
  const { rows, starts } = rowsByClass(codes, counts);
  const wanted = approximateMode(counts, nSamples, random);
  const parts = Array.from(counts, (count, index) => {
    const start = starts[index]!;
    const drawn = random.choice(count, wanted[index]!, { replace });
    return drawn.map((place) => rows[start + place]!);
  });
  return random.permutation(concatenate(parts));
}

function checkSampleCount(nRows: number, nSamples: number, replace: boolean): void {
  if (nRows === 0) {
    throw new ArgumentError('indices: expected at least 1 row to draw from, received none');
  }
  checkInteger('nSamples', nSamples, 1, 2 ** 31 - 1);
  if (!replace && nSamples > nRows) {
    throw new ArgumentError(
      `nSamples: expected at most the ${nRows} rows there are without replacement, received ${nSamples}`,
    );
  }
}
