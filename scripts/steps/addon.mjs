// The native addon of tfjs-node, compiled in a process of its own so that the
// display goes on and Ctrl-C works.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { addonInputs, buildAddon } from './build-addon.mjs';
import { runCommand } from './command.mjs';
import { SetupProblem } from './problem.mjs';
import { sitePackages } from './python-packages.mjs';

const THIS_FILE = fileURLToPath(import.meta.url);
const PROBLEM = 'addon-problem:';

/**
 * @param {{ root: string }} options
 * @returns {import('./plan.mjs').Step}
 */
export function addon({ root }) {
  return {
    name: 'addon',
    title: 'TensorFlow addon',
    typicalSeconds: 15,
    diskGb: 0.1,
    after: ['npm', 'python'],
    inputs: () => inputs(root),
    products: () => [addonInputs({ root }).output],
    run: (work) => runInOwnProcess(work),
  };
}

// The addon also holds the path of the wheel, which names the version of Python.
function inputs(root) {
  const { files, values } = addonInputs({ root });
  const packages = sitePackages(path.join(root, '.venv')) ?? 'none';
  return { files, values: { ...values, packages: path.relative(root, packages) } };
}

async function runInOwnProcess(work) {
  const activity = (line) => (line.startsWith('compiling') ? line.replace(/ \(.*/, '') : undefined);
  try {
    await runCommand(work, process.execPath, [THIS_FILE, work.root], activity);
  } catch (error) {
    const [, json] = new RegExp(`${PROBLEM} (.*)`).exec(error.cause ?? '') ?? [];
    if (!json) throw error;
    const { message, remedy } = JSON.parse(json);
    throw new SetupProblem(message.replace(`\n${remedy}`, ''), remedy, { showLog: true });
  }
}

if (process.argv[1] === THIS_FILE && existsSync(process.argv[2] ?? '')) {
  const root = process.argv[2];
  try {
    await buildAddon({ root, python: path.join(root, '.venv/bin/python'), log: console.log });
  } catch (error) {
    if (!error.remedy) throw error;
    console.log(PROBLEM, JSON.stringify({ message: error.message, remedy: error.remedy }));
    process.exitCode = 1;
  }
}
