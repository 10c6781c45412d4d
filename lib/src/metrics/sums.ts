/** From this length on NumPy sums in eight interleaved parts. */
const PARTS = 8;
/** Above this length NumPy halves the array and sums each half. */
const BLOCK = 128;

/**
 * The sum, added in the order in which NumPy adds, so that averages agree to
 * the last bit and rounded texts never differ.
 */
export function sum(values: ArrayLike<number>, start = 0, end: number = values.length): number {
  const n = end - start;
  if (n > BLOCK) {
    const half = n >> 1;
    const middle = start + half - (half % PARTS);
    return sum(values, start, middle) + sum(values, middle, end);
  }
  return n < PARTS ? sumInOrder(values, start, end, 0) : sumInParts(values, start, end);
}

function sumInOrder(values: ArrayLike<number>, start: number, end: number, first: number): number {
  let total = first;
  for (let i = start; i < end; i++) total += values[i]!;
  return total;
}

function sumInParts(values: ArrayLike<number>, start: number, end: number): number {
  const parts = Float64Array.from({ length: PARTS }, (_, i) => values[start + i]!);
  const whole = end - ((end - start) % PARTS);
  for (let i = start + PARTS; i < whole; i++) {
    parts[(i - start) % PARTS] = parts[(i - start) % PARTS]! + values[i]!;
  }
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = parts;
  return sumInOrder(values, whole, end, a + b + (c + d) + (e + f + (g + h)));
}

/** The mean over the values that are not NaN, weighted where weights are given; NaN if none is left. */
export function nanAverage(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  const defined = Array.from({ length: values.length }, (_, i) => i).filter(
    (i) => !Number.isNaN(values[i]),
  );
  if (defined.length === 0) return Number.NaN;
  const plain = defined.map((i) => values[i]!);
  const weight = weights ? defined.map((i) => weights[i]!) : [];
  const total = sum(weight);
  if (total === 0) return sum(plain) / plain.length;
  return sum(plain.map((value, i) => value * weight[i]!)) / total;
}

/** The sum of the values, each times its weight; the weights are 1 where none are given. */
export function weightedSum(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]! * (weights ? weights[i]! : 1);
  return total;
}

/** The mean of the values, weighted where weights are given. */
export function weightedMean(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  let total = values.length;
  if (weights) {
    total = 0;
    for (let i = 0; i < values.length; i++) total += weights[i]!;
  }
  return weightedSum(values, weights) / total;
}
