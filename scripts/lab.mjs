#!/usr/bin/env node
// Opens JupyterLab on the notebooks; arguments go on to it.

import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FIRST_NOTEBOOK = '/lab/tree/notebooks/01-explore-the-metadata.ipynb';

const OPTIONS = [
  `--LabApp.default_url=${FIRST_NOTEBOOK}`,
  // Nothing asks the network of its own accord.
  '--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate',
  '--LabApp.news_url=None',
  '--LabApp.extension_manager=readonly',
];

const args = process.argv.slice(2);
const lab = spawn(path.join(ROOT, '.venv/bin/jupyter-lab'), [...OPTIONS, ...args], {
  cwd: ROOT,
  stdio: 'inherit',
});
// A Ctrl-C reaches JupyterLab by itself, and it asks whether it is meant.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => lab.kill('SIGTERM'));
lab.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
