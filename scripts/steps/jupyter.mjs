// Tells the Jupyter in .venv of the kernel.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './command.mjs';

/**
 * @param {{ root: string }} options
 * @returns {import('./plan.mjs').Step}
 */
export function jupyter({ root }) {
  const folder = path.join(root, 'lib/jupyter');
  const installer = path.join(root, 'lib/src/kernel/install-kernelspec.ts');
  return {
    name: 'jupyter',
    title: 'Jupyter kernel',
    typicalSeconds: 3,
    diskGb: 0,
    after: ['python', 'library'],
    inputs: () => ({
      files: [installer, ...readdirSync(folder).map((name) => path.join(folder, name))],
      values: { node: process.execPath, root },
    }),
    products: () => [path.join(root, '.venv/share/jupyter/kernels/dermlab/kernel.json')],
    run: (work) => runCommand(work, process.execPath, ['lib/bin/dermlab.js', 'kernel', 'install']),
  };
}
