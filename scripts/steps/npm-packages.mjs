// The npm packages of package-lock.json, their install scripts left out: the
// addon of tfjs-node, which would be downloaded, is compiled by a later step.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './command.mjs';

const MANIFESTS = ['package.json', 'lib/package.json'];
const RELEVANT = [
  'workspaces',
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'overrides',
  'bin',
];

/**
 * @param {{ root: string }} options
 * @returns {import('./plan.mjs').Step}
 */
export function npmPackages({ root }) {
  return {
    name: 'npm',
    title: 'npm packages',
    typicalSeconds: 60,
    diskGb: 1.5,
    after: [],
    inputs: () => ({
      files: [path.join(root, 'package-lock.json')],
      values: { manifests: manifests(root), platform: `${process.platform}-${process.arch}` },
    }),
    products: () =>
      ['.package-lock.json', 'dermlab'].map((name) => path.join(root, 'node_modules', name)),
    isDone: () => isInstalled(root),
    run: (work) =>
      runCommand(work, 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], activity),
  };
}

// Scripts and versions of our own may change without anything to install.
function manifests(root) {
  const relevant = MANIFESTS.map((file) => {
    const manifest = readJson(path.join(root, file));
    return RELEVANT.map((key) => manifest[key] ?? null);
  });
  return JSON.stringify(relevant);
}

/**
 * Whether the packages in node_modules are those of the lock file, as after an
 * `npm install` by hand. npm writes its own record only when it has finished.
 *
 * @param {string} root
 * @returns {boolean}
 */
function isInstalled(root) {
  try {
    const wanted = readJson(path.join(root, 'package-lock.json')).packages;
    const present = readJson(path.join(root, 'node_modules/.package-lock.json')).packages;
    return agree(wanted, present);
  } catch {
    return false;
  }
}

/**
 * @param {Record<string, { version?: string, link?: boolean, optional?: boolean }>} wanted
 * @param {Record<string, { version?: string }>} present
 * @returns {boolean} whether all that is wanted is present in its version, and nothing else;
 *   optional packages are for other platforms
 */
export function agree(wanted, present) {
  const isPackage = (name) => name.includes('node_modules/');
  return (
    Object.keys(present).every((name) => !isPackage(name) || name in wanted) &&
    Object.entries(wanted).every(
      ([name, { version, optional }]) =>
        !isPackage(name) ||
        (name in present ? present[name].version === version : optional === true),
    )
  );
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function activity(line) {
  const [, what] = /^npm (?:warn|notice) (.*)/i.exec(line) ?? [];
  return what ? undefined : /^added .*/.exec(line)?.[0];
}
