import { ArgumentError } from '../core/index.js';

/** What weighted drawing needs of a generator. */
interface UniformSource {
  randomSample(size: number): Float64Array;
}

/** As far as NumPy lets the sum of probabilities be from 1: the root of a double's epsilon. */
const SUM_TOLERANCE = Math.sqrt(Number.EPSILON);

/** Draws `size` numbers from 0 to n - 1 with probabilities `p`, with replacement. */
export function sampleWithProbabilities(
  random: UniformSource,
  n: number,
  size: number,
  p: ArrayLike<number>,
): Int32Array {
  checkProbabilities(p, n);
  const cumulative = cumulate(p);
  return Int32Array.from(random.randomSample(size), (drawn) => insertionPoint(cumulative, drawn));
}

/** Draws `size` different numbers from 0 to n - 1 with probabilities `p`. */
export function sampleDistinct(
  random: UniformSource,
  n: number,
  size: number,
  p: ArrayLike<number>,
): Int32Array {
  checkProbabilities(p, n);
  checkEnoughPossible(p, size);
  const left = Float64Array.from(p);
  const found = new Set<number>();
  while (found.size < size) {
    const drawn = random.randomSample(size - found.size);
    for (const number of found) {
      left[number] = 0;
    }
    const cumulative = cumulate(left);
    for (const value of drawn) {
      found.add(insertionPoint(cumulative, value));
    }
  }
  return Int32Array.from(found);
}

function cumulate(p: ArrayLike<number>): Float64Array {
  const cumulative = new Float64Array(p.length);
  let sum = 0;
  for (let index = 0; index < p.length; index++) {
    sum += p[index]!;
    cumulative[index] = sum;
  }
  return cumulative.map((value) => value / sum);
}

/** The first index whose value is greater than `drawn`. */
function insertionPoint(cumulative: Float64Array, drawn: number): number {
  let low = 0;
  let high = cumulative.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (drawn < cumulative[middle]!) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

function checkProbabilities(p: ArrayLike<number>, n: number): void {
  if (p.length !== n) {
    throw new ArgumentError(`p: expected n=${n} probabilities, received ${p.length}`);
  }
  let sum = 0;
  for (let index = 0; index < n; index++) {
    const probability = p[index]!;
    if (!(probability >= 0)) {
      throw new ArgumentError(`p[${index}]: expected at least 0, received ${String(probability)}`);
    }
    sum += probability;
  }
  if (n > 0 && !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
    throw new ArgumentError(`p: expected probabilities that sum to 1, received a sum of ${sum}`);
  }
}

function checkEnoughPossible(p: ArrayLike<number>, size: number): void {
  const possible = Array.from(p).filter((probability) => probability > 0).length;
  if (possible < size) {
    throw new ArgumentError(
      `size: expected at most the ${possible} numbers with p above 0 without replacement, received ${size}`,
    );
  }
}
