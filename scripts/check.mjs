#!/usr/bin/env node
// All that must hold before a change goes in. Every part runs, whatever fails before it.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const PARTS = [
  {
    title: 'format',
    program: '@biomejs/biome/bin/biome',
    args: ['ci', '.'],
    remedy: 'npm run format',
  },
  {
    title: 'types',
    program: 'typescript/bin/tsc',
    args: ['--project', 'tsconfig.json', '--noEmit'],
  },
  {
    title: 'lint and order of rooms',
    program: 'eslint/bin/eslint.js',
    args: ['.', '--max-warnings=0'],
  },
  { title: 'unused code', program: 'knip/bin/knip.js', args: ['--treat-config-hints-as-errors'] },
  { title: 'API reference', program: 'typedoc/bin/typedoc', args: [] },
  { title: 'tests and doc examples', program: 'vitest/vitest.mjs', args: ['run'], isTest: true },
];

const HELP = `Usage: npm run check [-- --without-tests]

Checks ${PARTS.map(({ title }) => title).join(', ')}.

  --without-tests  leave the tests out, where \`npm test\` has just run
  --help           show this help`;

/** @param {typeof PARTS[number]} part @returns {boolean} whether it holds */
function holds({ title, program, args, remedy, isTest }) {
  const startedMs = performance.now();
  process.stderr.write(`${title} …\n`);
  const { status, error, stdout, stderr } = spawnSync(
    process.execPath,
    [`node_modules/${program}`, ...args],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: isTest ? 'inherit' : 'pipe' },
  );
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
  const good = status === 0;
  if (!good && !isTest) console.log(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim());
  const hint = !good && remedy ? ` (mend it: ${remedy})` : '';
  console.log(`${good ? 'ok    ' : 'FAILED'} ${title}, ${seconds} s${hint}`);
  return good;
}

const { values } = parseArgs({
  options: { 'without-tests': { type: 'boolean' }, help: { type: 'boolean' } },
});
if (values.help) {
  console.log(HELP);
} else {
  const parts = PARTS.filter(({ isTest }) => !(isTest && values['without-tests']));
  const failed = parts.filter((part) => !holds(part)).map(({ title }) => title);
  console.log(
    failed.length === 0
      ? `check: all ${parts.length} parts hold`
      : `check: FAILED ${failed.join('; ')}`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}
