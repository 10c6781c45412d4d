// The library, compiled from TypeScript; the compiler itself redoes only what changed.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './command.mjs';

const COMPILER = 'node_modules/typescript/bin/tsc';
const REMEDY = 'Mend lib/src; `git status lib` shows what is not as it was published.';

/**
 * @param {{ root: string }} options
 * @returns {import('./plan.mjs').Step}
 */
export function library({ root }) {
  return {
    name: 'library',
    title: 'library',
    typicalSeconds: 10,
    diskGb: 0.1,
    after: ['npm'],
    inputs: () => ({ files: [...sources(root), ...configuration(root)], values: {} }),
    products: () => [path.join(root, 'lib/dist/index.js')],
    // Not `tsc` by name: tslab's fork of TypeScript has a program of that name too.
    run: (work) =>
      runCommand({ ...work, remedy: REMEDY }, process.execPath, [
        COMPILER,
        '--build',
        'lib/tsconfig.json',
      ]),
  };
}

function sources(root) {
  return readdirSync(path.join(root, 'lib/src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

function configuration(root) {
  const names = ['tsconfig.json', 'lib/tsconfig.json', 'package-lock.json'];
  return names.map((name) => path.join(root, name));
}
