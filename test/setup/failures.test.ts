import { spawn } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakePython, Sandbox } from './sandbox.js';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => {
  sandbox.dispose();
});

interface Row {
  readonly broken: string;
  readonly args?: string[];
  readonly environment?: Record<string, string>;
  readonly without?: string;
  readonly exitCode?: number;
  readonly says: RegExp;
  readonly remedy: RegExp;
}

const NO_NETWORK = `WARNING: Retrying after connection broken by 'NewConnectionError: [Errno -3] Temporary failure in name resolution'
ERROR: Could not find a version that satisfies the requirement absl-py==2.5.1 (from versions: none)
ERROR: No matching distribution found for absl-py==2.5.1`;
const SLOW = ['--tensorflow', 'none'];

const rows: Row[] = [
  {
    broken: 'no Python',
    without: 'python3',
    says: /Python 3\.10 to 3\.13 is needed, and python3 was not found/,
    remedy: /apt-get install python3 python3-venv.*dnf install/,
  },
  {
    broken: 'PYTHON names nothing',
    environment: { PYTHON: '/nowhere/python3' },
    says: /is needed, and \/nowhere\/python3 was not found/,
    remedy: /PYTHON=/,
  },
  {
    broken: 'Python too old',
    environment: { FAKE_PYTHON: fakePython([3, 9, 18]) },
    says: /Python 3\.9\.18 \(.*\/programs\/python3\) is too old/,
    remedy: /apt-get install python3/,
  },
  {
    broken: 'Python too new for the wheel',
    environment: { FAKE_PYTHON: fakePython([3, 14, 0]) },
    says: /Python 3\.14\.0 .* is too new: TensorFlow 2\.21 has no wheel/,
    remedy: /python3\.13 python3\.13-venv/,
  },
  {
    broken: 'Python without venv',
    environment: { FAKE_PYTHON: fakePython([3, 11, 2], { missing: ['ensurepip'] }) },
    says: /Python 3\.11\.2 .* lacks the standard module ensurepip/,
    remedy: /apt-get install python3-venv/,
  },
  {
    broken: 'Python for musl',
    environment: { FAKE_PYTHON: fakePython([3, 12, 1], { musl: true }) },
    says: /is for musl libc \(Alpine\), and TensorFlow has no wheel/,
    remedy: /--tensorflow none/,
  },
  {
    broken: 'Python of 32 bits',
    environment: { FAKE_PYTHON: fakePython([3, 12, 1], { bits: 32 }) },
    says: /is a 32-bit program/,
    remedy: /--tensorflow none/,
  },
  {
    broken: 'no npm',
    without: 'npm',
    says: /`npm` was not found/,
    remedy: /apt-get install npm/,
  },
  {
    broken: 'no compiler',
    without: 'g++',
    says: /a C\+\+ compiler is needed, and `g\+\+` was not found/,
    remedy: /apt-get install g\+\+.*dnf install gcc-c\+\+.*CXX.*--tensorflow none/,
  },
  {
    broken: 'CXX names nothing',
    environment: { CXX: 'clang++-99' },
    says: /`clang\+\+-99` was not found/,
    remedy: /CXX names another/,
  },
  {
    broken: 'npm without a network',
    args: SLOW,
    environment: { FAKE_NPM_OUTPUT: 'npm error code ENOTFOUND\nnpm error network request failed' },
    says: /npm packages: the package registry cannot be reached/,
    remedy: /Check the network, and HTTPS_PROXY/,
  },
  {
    broken: 'pip without a network',
    args: SLOW,
    environment: { FAKE_PIP_OUTPUT: NO_NETWORK },
    says: /Python packages: the package registry cannot be reached/,
    remedy: /Check the network/,
  },
  {
    broken: 'a full disk for npm',
    args: SLOW,
    environment: { FAKE_NPM_OUTPUT: 'npm error code ENOSPC\nnpm error nospc write' },
    says: /npm packages: the disk is full/,
    remedy: /Free 5 GB here and in the folder for temporary files/,
  },
  {
    broken: 'a full disk for pip',
    args: SLOW,
    environment: {
      FAKE_PIP_OUTPUT: 'ERROR: Could not install: [Errno 28] No space left on device',
    },
    says: /Python packages: the disk is full/,
    remedy: /TMPDIR/,
  },
  {
    broken: 'a wheel for another machine',
    args: SLOW,
    environment: { FAKE_PIP_OUTPUT: 'ERROR: tf.whl is not a supported wheel on this platform.' },
    says: /a Python package has no wheel for this machine/,
    remedy: /Python 3\.10 to 3\.13 on Linux.*--tensorflow none/,
  },
  {
    broken: 'no wheel at all',
    args: SLOW,
    environment: { FAKE_PIP_OUTPUT: 'ERROR: No matching distribution found for tensorflow-cpu' },
    says: /no wheel for this machine/,
    remedy: /--tensorflow none/,
  },
  {
    broken: 'a proxy that refuses',
    args: SLOW,
    environment: { FAKE_PIP_OUTPUT: "ProxyError('Cannot connect to proxy.', 407)" },
    says: /the proxy refused/,
    remedy: /HTTPS_PROXY and NO_PROXY/,
  },
  {
    broken: 'a certificate of a company',
    args: SLOW,
    environment: { FAKE_NPM_OUTPUT: 'npm error code SELF_SIGNED_CERT_IN_CHAIN' },
    says: /certificate of the package registry was not accepted/,
    remedy: /NODE_EXTRA_CA_CERTS and PIP_CERT/,
  },
  {
    broken: 'a cache of another user',
    args: SLOW,
    environment: { FAKE_NPM_OUTPUT: 'npm error code EACCES' },
    says: /a file or folder cannot be written/,
    remedy: /without sudo/,
  },
  {
    broken: 'a lock file that does not fit',
    args: SLOW,
    environment: { FAKE_NPM_OUTPUT: 'npm error code EUSAGE' },
    says: /package\.json and package-lock\.json do not agree/,
    remedy: /npm install --ignore-scripts/,
  },
  {
    broken: 'an unknown failure of npm',
    args: SLOW,
    environment: { FAKE_NPM_OUTPUT: 'npm error something else' },
    says: /npm packages: npm ended with status 1\.\n {2}npm error something else/,
    remedy: /See the log/,
  },
  {
    broken: 'a library that does not compile',
    args: SLOW,
    environment: { FAKE_TSC_OUTPUT: 'lib/src/index.ts(1,1): error TS2304: Cannot find name' },
    says: /library: .* ended with status 1\.\n {2}lib\/src\/index\.ts\(1,1\): error TS2304/,
    remedy: /Mend lib\/src/,
  },
  {
    broken: 'an addon that does not compile',
    environment: { FAKE_COMPILER_OUTPUT: 'tfjs_backend.cc:1: fatal error: no such header' },
    says: /The TensorFlow addon does not compile[^]*fatal error: no such header/,
    remedy: /C\+\+17/,
  },
  {
    broken: 'an unknown option',
    args: ['--fast'],
    exitCode: 2,
    says: /Unknown option '--fast'/,
    remedy: /--help/,
  },
  {
    broken: 'an unknown TensorFlow',
    args: ['--tensorflow', 'tpu'],
    exitCode: 2,
    says: /--tensorflow is "tpu", expected one of auto, cpu, gpu, none/,
    remedy: /--help/,
  },
];

describe('what can go wrong', () => {
  test.each(rows)(
    '$broken',
    async ({ args = [], environment, without, exitCode = 1, says, remedy }) => {
      if (without !== undefined) sandbox.remove(`programs/${without}`);
      const outcome = await sandbox.run(args, environment);
      expect(outcome.exitCode).toBe(exitCode);
      expect(outcome.stdout).toBe('');
      expect(outcome.stderr).toMatch(says);
      expect(outcome.stderr).toMatch(new RegExp(`Remedy: .*${remedy.source}`));
      expect(outcome.stderr.match(/Remedy:/g)).toHaveLength(1);
      expect(outcome.stderr).not.toMatch(/^\s+at /m);
    },
  );

  test('a folder that cannot be written', async () => {
    sandbox.write('.setup', 'a file where the folder should be');
    const outcome = await sandbox.run([]);
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stderr).toMatch(/\.setup cannot be made \(EEXIST\)/);
    expect(outcome.stderr).toMatch(/Remedy: Clone the project into a folder that you can write to/);
  });

  test('another set-up at the same time', async () => {
    const program = 'setTimeout(() => {}, 60_000)';
    const other = spawn(process.execPath, ['--eval', program, 'setup.mjs']);
    sandbox.write('.setup/lock', String(other.pid));
    const outcome = await sandbox.run(SLOW);
    other.kill();
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stderr).toContain(
      `another set-up is running in this folder (process ${String(other.pid)})`,
    );
    expect(sandbox.takeCalls()).toEqual([]);
  });

  test('names the log, which holds what the program printed', async () => {
    const outcome = await sandbox.run(SLOW, { FAKE_NPM_OUTPUT: 'npm error something else' });
    expect(outcome.stderr).toContain(`Log: ${sandbox.path('.setup/setup.log')}`);
    expect(sandbox.read('.setup/setup.log')).toMatch(
      /\$ npm ci --ignore-scripts[^]*something else/,
    );
  });
});
