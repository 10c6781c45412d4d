/* Slow, plain versions to test the fast ones against: written from the definitions. */

/** A small generator for test data (mulberry32): numbers in [0, 1). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The share of pairs, one row of each side, that the scores put in order; half for a tie. */
export function aucByPairs(
  yTrue: readonly number[],
  scores: readonly number[],
  weights: readonly number[] = yTrue.map(() => 1),
): number {
  let [right, pairs] = [0, 0];
  for (const [i, positive] of yTrue.entries()) {
    for (const [j, negative] of yTrue.entries()) {
      if (positive !== 1 || negative !== 0) continue;
      const weight = weights[i]! * weights[j]!;
      pairs += weight;
      right += weight * (scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0);
    }
  }
  return right / pairs;
}

/** Rows counted one pair of classes at a time. */
export function confusionByFilter(
  yTrue: readonly string[],
  yPred: readonly string[],
  classes: readonly string[],
): number[][] {
  return classes.map((row) =>
    classes.map(
      (column) => yTrue.filter((label, i) => label === row && yPred[i] === column).length,
    ),
  );
}

/** Observed and expected agreement, from the labels themselves. */
export function kappaByShares(a: readonly string[], b: readonly string[]): number {
  const n = a.length;
  const observed = a.filter((label, i) => label === b[i]).length / n;
  const share = (labels: readonly string[], label: string) =>
    labels.filter((other) => other === label).length / n;
  const expected = [...new Set(a)]
    .map((label) => share(a, label) * share(b, label))
    .reduce((x, y) => x + y, 0);
  return (observed - expected) / (1 - expected);
}

/** Pearson's correlation of the one-hot labels, summed over classes. */
export function matthewsByCorrelation(a: readonly string[], b: readonly string[]): number {
  const classes = [...new Set([...a, ...b])];
  const covariance = (x: readonly string[], y: readonly string[]) =>
    classes
      .map((label) => {
        const left = x.map((other) => Number(other === label));
        const right = y.map((other) => Number(other === label));
        const [meanLeft, meanRight] = [mean(left), mean(right)];
        return mean(left.map((value, i) => (value - meanLeft) * (right[i]! - meanRight)));
      })
      .reduce((x, y) => x + y, 0);
  return covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));
}

/** The arithmetic mean. */
export function mean(values: readonly number[]): number {
  return values.reduce((x, y) => x + y, 0) / values.length;
}
