// Reads metadata, each value checked, and makes every table of the first notebook.

import { readFileSync } from 'node:fs';
import { parseHam10000Metadata } from '../../lib/dist/datasets/index.js';
import {
  ageHistogram,
  ageSummary,
  ageSummaryByDx,
  countBy,
  crossTable,
  lesionsWithSeveralImages,
  missingValues,
} from '../../lib/dist/eda/index.js';
import { perBurst, serve } from '../side.mjs';

const COLUMNS = ['dx', 'dx_type', 'localization', 'sex'];

function explore() {
  const { rows } = parseHam10000Metadata(readFileSync('metadata.csv'), 'metadata.csv');
  const counts = COLUMNS.flatMap((column) => countBy(rows, column).map(({ count }) => count));
  const cross = crossTable(rows, 'dx', 'localization').rows.flatMap((row) => row.counts);
  const bins = ageHistogram(rows).bins.map(({ count }) => count);
  const { mean, sd, q1, median, q3 } = ageSummary(rows);
  const means = ageSummaryByDx(rows).map((summary) => summary.mean);
  const missing = missingValues(rows).flatMap((column) => [column.missing, column.unknown]);
  const { imagesOfThem } = lesionsWithSeveralImages(rows);
  return [counts, cross, bins, mean, sd, q1, median, q3, means, missing, imagesOfThem].flat();
}

await serve({}, () => {
  let check;
  for (let i = 0; i < perBurst; i += 1) check = explore();
  return check;
});
