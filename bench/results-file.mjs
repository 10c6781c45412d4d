// docs/benchmark: results, table and chart; and the README's table, which is the same.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import writeFileAtomic from 'write-file-atomic';
import { chart } from './chart.mjs';
import { markdownTable } from './table.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RESULTS = `${ROOT}docs/benchmark/results.json`;
const README = `${ROOT}README.md`;
const MARKS = ['<!-- benchmark:start -->', '<!-- benchmark:end -->'];

/**
 * Results that stand already, where they were measured on the same machine with the same versions.
 *
 * @param {import('./table.mjs').Results} fresh - without results yet
 * @returns {import('./table.mjs').Results}
 */
export function resumed(fresh) {
  const kept = readResults();
  const conditions = ({ machine, versions }) => JSON.stringify([machine, versions]);
  if (!kept || conditions(kept) === conditions(fresh)) return { ...fresh, ...kept };
  console.error('The results that stand are of another machine or other versions: all is anew.');
  return fresh;
}

/** @returns {import('./table.mjs').Results | undefined} what stands in docs/benchmark */
export function readResults() {
  return existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : undefined;
}

/**
 * Writes docs/benchmark and the README's table.
 *
 * @param {import('./table.mjs').Results} results
 */
export function writeResults(results) {
  const table = markdownTable(results);
  writeFileAtomic.sync(RESULTS, `${JSON.stringify(results, null, 1)}\n`);
  writeFileAtomic.sync(`${ROOT}docs/benchmark/table.md`, `# Beside Python\n\n${table}\n`);
  writeFileAtomic.sync(`${ROOT}docs/benchmark/chart.svg`, chart(results));
  writeFileAtomic.sync(README, withTable(readFileSync(README, 'utf8'), table));
}

/**
 * @param {string} readme
 * @param {string} table - Markdown
 * @returns {string} the README with this table between its marks
 */
export function withTable(readme, table) {
  const [before, rest] = readme.split(MARKS[0]);
  const after = rest?.split(MARKS[1])[1];
  if (after === undefined) throw new Error(`README.md has no ${MARKS.join(' … ')}.`);
  return `${before}${MARKS[0]}\n\n${table}\n\n${MARKS[1]}${after}`;
}
