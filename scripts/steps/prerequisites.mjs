// What must be on the machine before anything is downloaded.

import { spawnSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { installHint } from './install-hints.mjs';
import { SetupProblem } from './problem.mjs';

/**
 * @param {{ root: string, steps: { name: string, diskGb: number }[], compiler: string }} options
 *   `steps`: those that will be done
 * @throws {SetupProblem} for the first thing that is missing
 */
export function checkPrerequisites({ root, steps, compiler }) {
  if (process.platform === 'win32') throw windows();
  const names = steps.map(({ name }) => name);
  if (names.includes('npm')) checkNpm();
  if (names.includes('addon')) checkCompiler(compiler);
  const { bavail, bsize } = statfsSync(root);
  checkDisk({ freeBytes: bavail * bsize, steps, root });
}

/**
 * @param {{ freeBytes: number, steps: { diskGb: number }[], root: string }} options
 * @throws {SetupProblem} when the steps need more than is free
 */
export function checkDisk({ freeBytes, steps, root }) {
  const needed = steps.reduce((sum, { diskGb }) => sum + diskGb, 0);
  const free = freeBytes / 1e9;
  if (free >= needed) return;
  throw new SetupProblem(
    `the set-up needs about ${needed.toFixed(1)} GB of free disk, and ${root} has ${free.toFixed(2)} GB.`,
    'Free some space, or clone the project onto a larger disk.',
  );
}

function checkNpm() {
  if (runs('npm')) return;
  throw new SetupProblem(
    '`npm` was not found or does not run; it comes with Node.',
    installHint({
      debian: 'npm',
      fedora: 'nodejs-npm',
      macos: 'brew install node',
      other: 'Or install Node from https://nodejs.org.',
    }),
  );
}

function checkCompiler(compiler) {
  if (runs(compiler)) return;
  throw new SetupProblem(
    `a C++ compiler is needed, and \`${compiler}\` was not found or does not run.`,
    installHint({
      debian: 'g++',
      fedora: 'gcc-c++',
      macos: 'xcode-select --install',
      other:
        'CXX names another one. Without a compiler, `npm run setup -- --tensorflow none` sets up the slow JavaScript engine.',
    }),
  );
}

function runs(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 60_000 }).status === 0;
}

function windows() {
  return new SetupProblem(
    'TensorFlow is set up on Linux and macOS, and this is Windows.',
    'Work in Windows Subsystem for Linux: https://learn.microsoft.com/windows/wsl',
  );
}
