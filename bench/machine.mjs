// What the numbers were measured on and with.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import process from 'node:process';
import { BenchError, PYTHON } from './measure.mjs';

const PACKAGES = ['tensorflow', 'keras', 'numpy', 'pillow', 'pandas', 'scikit-learn'];
const PRINT_VERSIONS = `
import importlib.metadata as metadata, json, platform, sys
found = {"python": platform.python_version()}
for name in sys.argv[1:]:
    for package in [name, name + "-cpu"]:
        try:
            found[name] = metadata.version(package)
            break
        except metadata.PackageNotFoundError:
            pass
print(json.dumps(found))
`;

/**
 * @typedef {{ cpu: string, cores: number, memoryGB: number, amx: boolean, platform: string }} Machine
 * @returns {Machine}
 */
export function machine() {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    amx: hasAmx(),
    platform: `${process.platform} ${process.arch}`,
  };
}

// Units of the CPU that multiply bfloat16 matrices; only Linux says.
function hasAmx() {
  try {
    return /\bamx_bf16\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return false;
  }
}

/**
 * Versions of Node, Python and the Python packages.
 *
 * @returns {Record<string, string>}
 */
export function versions() {
  const { status, stdout } = spawnSync(PYTHON, ['-c', PRINT_VERSIONS, ...PACKAGES], {
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new BenchError(
      `${PYTHON} does not run: run \`npm run setup\`, which makes it, or set DERMLAB_PYTHON.`,
    );
  }
  return { node: process.versions.node, ...JSON.parse(stdout) };
}
