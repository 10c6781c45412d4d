// The virtual environment .venv with TensorFlow's wheel, JupyterLab and the
// Python tools that the parity fixtures are made with.

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './command.mjs';
import { findPython } from './python.mjs';

/** The requirements file for each way to have TensorFlow. */
const VARIANTS = {
  cpu: { file: 'requirements/tensorflow-cpu.txt', diskGb: 3.5, typicalSeconds: 130 },
  gpu: { file: 'requirements/tensorflow-gpu.txt', diskGb: 10, typicalSeconds: 300 },
  none: { file: 'requirements/base.txt', diskGb: 1.5, typicalSeconds: 60 },
};

/**
 * @param {{ root: string, variant: 'cpu' | 'gpu' | 'none' }} options
 * @returns {import('./plan.mjs').Step}
 */
export function pythonPackages({ root, variant }) {
  const venv = path.join(root, '.venv');
  const { file, diskGb, typicalSeconds } = VARIANTS[variant];
  return {
    name: 'python',
    title: variant === 'gpu' ? 'Python packages, with CUDA' : 'Python packages',
    typicalSeconds,
    diskGb,
    after: [],
    inputs: () => ({
      files: [path.join(root, file)],
      values: { variant, platform: `${process.platform}-${process.arch}`, venv },
    }),
    products: () => [
      path.join(venv, 'bin/python'),
      path.join(venv, 'bin/jupyter-lab'),
      ...wheel(venv, variant),
    ],
    run: (work) => install(work, { venv, file, variant }),
  };
}

/**
 * The folder of TensorFlow in an environment, under the name of its Python's version.
 *
 * @param {string} venv
 * @param {string} variant
 * @returns {string[]} one path, or none when no TensorFlow is wanted
 */
function wheel(venv, variant) {
  if (variant === 'none') return [];
  return [path.join(sitePackages(venv) ?? venv, 'tensorflow')];
}

/**
 * @param {string} venv
 * @returns {string | undefined} the environment's packages; the path holds its Python's version
 */
export function sitePackages(venv) {
  const lib = path.join(venv, 'lib');
  const names = existsSync(lib) ? readdirSync(lib) : [];
  const name = names.find((candidate) => candidate.startsWith('python3'));
  return name && path.join(lib, name, 'site-packages');
}

async function install(work, { venv, file, variant }) {
  const python = path.join(venv, 'bin/python');
  if (!canBeKept(venv, variant)) {
    const base = findPython({ wheel: variant !== 'none' });
    work.show('making .venv');
    rmSync(venv, { recursive: true, force: true });
    await runCommand(work, base.executable, ['-m', 'venv', venv]);
  }
  forgetHalfInstalled(sitePackages(venv));
  // The file names every package, so there is nothing for pip to work out.
  const options = ['--requirement', file, '--no-deps', '--only-binary=:all:', '--no-compile'];
  const quiet = ['--no-input', '--disable-pip-version-check', '--progress-bar=off'];
  await runCommand(work, python, ['-m', 'pip', 'install', ...options, ...quiet], activity);
}

// Both TensorFlow wheels fill one folder, so an environment holds the same one or none.
function canBeKept(venv, variant) {
  const packages = sitePackages(venv);
  if (!packages || !isOurs(venv) || !existsSync(path.join(packages, 'pip'))) return false;
  const present = readdirSync(packages);
  const cuda = present.some((name) => name.startsWith('nvidia_cublas'));
  const tensorflow = present.some((name) => /^tensorflow(_cpu)?-.*\.dist-info$/.test(name));
  return variant === 'none' ? !tensorflow : !tensorflow || cuda === (variant === 'gpu');
}

// An environment that was moved, or whose Python was removed, cannot be used.
function isOurs(venv) {
  const python = path.join(venv, 'bin/python');
  const pip = path.join(venv, 'bin/pip');
  return existsSync(python) && existsSync(pip) && readFileSync(pip, 'utf8').includes(venv);
}

// pip names itself in a package's record last of all; without that the package is
// half there, and pip would take it for whole.
function forgetHalfInstalled(packages) {
  for (const name of readdirSync(packages).filter((entry) => entry.endsWith('.dist-info'))) {
    const folder = path.join(packages, name);
    if (!existsSync(path.join(folder, 'INSTALLER'))) rmSync(folder, { recursive: true });
  }
}

function activity(line) {
  const [, name, size] = /^\s*Downloading (?:\S*\/)?([^\s/]+)\.whl\S*\s*(\(.*\))?/.exec(line) ?? [];
  if (name) return `downloading ${name.split('-').slice(0, 2).join(' ')} ${size ?? ''}`.trimEnd();
  const [, collected] = /^\s*Collecting ([\w.-]+)/.exec(line) ?? [];
  if (collected) return `looking up ${collected}`;
  const installing = /^Installing collected packages: (.*)/.exec(line);
  if (installing) return `unpacking ${installing[1].split(',').length} packages`;
  return undefined;
}
