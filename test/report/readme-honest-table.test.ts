import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type HonestSummary, honestSentence, honestTableRows } from '../../lib/src/report/index.js';
import { ROOT } from '../support/paths.js';

const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const summaries = JSON.parse(read('docs/honest-table.json')) as HonestSummary[];

test('the README’s honest table is what dermlab honest printed', () => {
  const rows = honestTableRows(summaries).map((row) => `| ${Object.values(row).join(' | ')} |`);
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');
  const readme = read('README.md');
  for (const row of rows) expect(readme).toContain(plain(row));
  expect(readme.replaceAll('\n', ' ')).toContain(plain(honestSentence(summaries)));
});

test('no model of it was cut short, or shares anything with its training rows', () => {
  expect(summaries.map(({ quick, shared, runs }) => [quick, shared.clean, runs.length])).toEqual(
    summaries.map(({ testRows }) => [false, testRows, 5]),
  );
});
