// Finds a Python that TensorFlow's wheel and a virtual environment can use.

import { spawnSync } from 'node:child_process';
import { installHint } from './install-hints.mjs';
import { SetupProblem } from './problem.mjs';

const OLDEST = 10;
const NEWEST = 13;
const RANGE = `Python 3.${OLDEST} to 3.${NEWEST}`;
const NAMES = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const PROBE = `
import importlib.util, json, sys, sysconfig
print(json.dumps({
    "executable": sys.executable, "version": list(sys.version_info[:3]),
    "bits": 64 if sys.maxsize > 2**32 else 32,
    "musl": "musl" in (sysconfig.get_config_var("HOST_GNU_TYPE") or ""),
    "missing": [m for m in ("venv", "ensurepip") if importlib.util.find_spec(m) is None],
}))`;

const INSTALL = {
  debian: 'python3 python3-venv',
  fedora: 'python3.13',
  macos: 'brew install python@3.13',
  other: 'PYTHON names one in another place: `PYTHON=/path/to/python3.12 npm run setup`.',
};

/**
 * @typedef {{ executable: string, version: [number, number, number], bits: number,
 *   musl: boolean, missing: string[] }} Python
 */

/**
 * Takes the first interpreter that fits: PYTHON if it is set, else those on the PATH.
 *
 * @param {{ wheel: boolean }} needs `wheel`: whether TensorFlow's wheel is wanted
 * @returns {Python}
 * @throws {SetupProblem} with what stands in the way of the first one found
 */
export function findPython({ wheel }) {
  const names = process.env.PYTHON ? [process.env.PYTHON] : NAMES;
  const found = names.map(probe).filter((python) => python !== undefined);
  if (found.length === 0) {
    throw new SetupProblem(
      `${RANGE} is needed, and ${names[0]} was not found or does not run.`,
      installHint(INSTALL),
    );
  }
  const fitting = found.find((python) => explainMisfit(python, wheel) === undefined);
  if (fitting) return fitting;
  throw explainMisfit(found[0], wheel);
}

function probe(name) {
  const { status, stdout } = spawnSync(name, ['-c', PROBE], { encoding: 'utf8', timeout: 20_000 });
  if (status !== 0) return undefined;
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}

/**
 * @param {Python} python
 * @param {boolean} wheel whether TensorFlow's wheel is wanted
 * @returns {SetupProblem | undefined}
 */
function explainMisfit(python, wheel) {
  const [major, minor] = python.version;
  const name = `Python ${python.version.join('.')} (${python.executable})`;
  if (major !== 3 || minor < OLDEST) {
    return new SetupProblem(`${RANGE} is needed, and ${name} is too old.`, installHint(INSTALL));
  }
  if (wheel && minor > NEWEST) {
    return new SetupProblem(
      `${RANGE} is needed, and ${name} is too new: TensorFlow 2.21 has no wheel for it.`,
      installHint({ ...INSTALL, debian: `python3.${NEWEST} python3.${NEWEST}-venv` }),
    );
  }
  if (python.missing.length > 0) {
    return new SetupProblem(
      `${name} lacks the standard module ${python.missing.join(' and ')}, which makes virtual environments.`,
      installHint({ ...INSTALL, debian: `python3-venv`, fedora: 'python3' }),
    );
  }
  if (wheel && (python.bits !== 64 || python.musl)) {
    const kind = python.musl ? 'for musl libc (Alpine)' : 'a 32-bit program';
    return new SetupProblem(
      `${name} is ${kind}, and TensorFlow has no wheel for that.`,
      'Use a 64-bit Linux with glibc (Debian, Ubuntu, Fedora), or set up the slow JavaScript engine: `npm run setup -- --tensorflow none`.',
    );
  }
  return undefined;
}
