import type { SplitSummary } from '../experiments/index.js';

/**
 * The class with most test rows, and the accuracy of always answering it.
 *
 * @param split - a run's split, or as much of it; its counts are of test rows
 * @returns the label, its test rows, and their share in [0, 1]
 */
export function commonestClass({
  testRows,
  testRowsPerClass,
}: Pick<SplitSummary, 'testRows' | 'testRowsPerClass'>) {
  const [label, count] = Object.entries(testRowsPerClass).reduce((most, entry) =>
    entry[1] > most[1] ? entry : most,
  );
  return { label, count, share: count / testRows };
}
