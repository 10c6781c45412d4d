import type { Evaluation } from './run-result.js';

/**
 * Whether a model gives every test row the same class: then it has not learned, whatever its
 * split. With relu this happens when all units of a layer have died.
 *
 * @param evaluation - of one run
 * @returns true for a model that answers without looking
 */
export function predictsOneClass({ confusionMatrix }: Evaluation): boolean {
  const columns = confusionMatrix.map((_, column) =>
    confusionMatrix.some((row) => (row[column] ?? 0) > 0),
  );
  return columns.filter(Boolean).length === 1;
}
