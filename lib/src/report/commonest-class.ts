import type { SplitSummary } from '../experiments/index.js';

/** The class with most test rows, and the accuracy of always answering it. */
export function commonestClass({ testRows, testRowsPerClass }: SplitSummary) {
  const [label, count] = Object.entries(testRowsPerClass).reduce((most, entry) =>
    entry[1] > most[1] ? entry : most,
  );
  return { label, count, share: count / testRows };
}
