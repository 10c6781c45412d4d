import { ArgumentError } from '../core/index.js';
import type { ClassLabel } from './labels.js';
import { checkRowSums, type ScoreMatrix } from './score-matrix.js';

/** Refuses a single class: a loss of probabilities needs to know the others. */
export function checkTwoClasses(classes: readonly ClassLabel[]): void {
  if (classes.length > 1) return;
  throw new ArgumentError(
    `There is one class only (${classes.join(', ')}): name all classes as labels, at least two.`,
  );
}

/** Refuses what is outside [0, 1], rows that do not sum to 1, and one column for many classes. */
export function checkProbabilities(
  scores: ScoreMatrix,
  classes: readonly ClassLabel[],
  name = 'yProba',
): void {
  const { values, columns } = scores;
  if (columns === 1 && classes.length > 2) {
    throw new ArgumentError(
      `${name} has one column for ${String(classes.length)} classes (${classes.join(', ')}): pass a probability for each class.`,
    );
  }
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value >= 0 && value <= 1) continue;
    throw new ArgumentError(
      `${name}, row ${String(Math.floor(i / columns))}, column ${String(i % columns)} is ${String(value)}, ` +
        'expected a probability in [0, 1].',
    );
  }
  if (columns > 1) checkRowSums(name, scores);
}
