import { ArgumentError } from '../core/index.js';
import { checkLength } from './labels.js';

/** The option that every weighted metric takes. */
export interface SampleWeightOptions {
  /** Weight of each row, finite and at least 0, not all 0; default: 1 each. */
  readonly sampleWeight?: ArrayLike<number> | undefined;
}

/** Refuses weights that are missing, negative, not finite or all zero. */
export function checkSampleWeight(weights: ArrayLike<number> | undefined, rows: number): void {
  if (!weights) return;
  checkLength('sampleWeight', weights.length, rows);
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const weight = weights[i]!;
    if (!(weight >= 0 && weight < Infinity)) {
      throw new ArgumentError(
        `sampleWeight[${String(i)}] is ${String(weight)}, expected a finite number of at least 0.`,
      );
    }
    total += weight;
  }
  if (total === 0) {
    throw new ArgumentError('sampleWeight is 0 for every row: weigh at least one row above 0.');
  }
}
