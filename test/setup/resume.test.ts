import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { outcomeOf, Sandbox } from './sandbox.js';

// Without TensorFlow: its addon cannot be compiled by a fake.
const ARGS = ['--tensorflow', 'none'];
const UP_TO_DATE = 'Set-up: up to date, without TensorFlow.\n';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => {
  sandbox.dispose();
});

describe('a second set-up', () => {
  test('does nothing, says so in one line and takes less than 2 seconds', async () => {
    expect((await sandbox.run(ARGS)).exitCode).toBe(0);
    expect(sandbox.takeCalls()).toEqual(['kernel', 'npm', 'pip', 'tsc']);
    const startedMs = performance.now();
    const outcome = await sandbox.run([]);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    expect(outcome).toEqual({ exitCode: 0, stdout: '', stderr: UP_TO_DATE });
    expect(sandbox.takeCalls()).toEqual([]);
  });

  const changes: [string, (folder: Sandbox) => unknown, string[]][] = [
    [
      'a source file',
      (folder) => {
        folder.write('lib/src/index.ts', '// changed');
      },
      ['tsc'],
    ],
    [
      'a new source file',
      (folder) => {
        folder.write('lib/src/room/new.ts', '');
      },
      ['tsc'],
    ],
    [
      "the kernel's logo",
      (folder) => {
        folder.write('lib/jupyter/logo-svg.svg', '<svg/>');
      },
      ['kernel'],
    ],
    [
      'the built library',
      (folder) => {
        folder.remove('lib/dist');
      },
      ['tsc'],
    ],
    [
      'the requirements',
      (folder) => {
        folder.write('requirements/base.txt', '# other');
      },
      ['pip'],
    ],
    [
      'the environment',
      (folder) => {
        folder.remove('.venv');
      },
      ['kernel', 'pip'],
    ],
    [
      'the packages',
      (folder) => {
        folder.remove('node_modules');
      },
      ['npm'],
    ],
    [
      'a script',
      (folder) => {
        folder.write('package.json', '{"scripts": {"x": "y"}}');
      },
      [],
    ],
    [
      'the lock file',
      (folder) => {
        folder.write('package-lock.json', '{"packages": {"node_modules/a": {"version": "1.0.0"}}}');
      },
      ['npm', 'tsc'],
    ],
    [
      'a damaged state',
      (folder) => {
        folder.write('.setup/state.json', '{"steps');
      },
      ['kernel', 'pip', 'tsc'],
    ],
    [
      'a stale lock',
      (folder) => {
        folder.write('.setup/lock', '999999999');
      },
      [],
    ],
  ];
  test.each(changes)('redoes only what depends on %s', async (_, change, calls) => {
    await sandbox.run(ARGS);
    sandbox.takeCalls();
    change(sandbox);
    expect((await sandbox.run(ARGS)).exitCode).toBe(0);
    expect(sandbox.takeCalls()).toEqual(calls);
  });

  test('takes over a lock whose process is gone', async () => {
    sandbox.write('.setup/lock', '999999999');
    expect((await sandbox.run(ARGS)).exitCode).toBe(0);
  });

  test('does everything again with --force', async () => {
    await sandbox.run(ARGS);
    sandbox.takeCalls();
    await sandbox.run(['--force']);
    expect(sandbox.takeCalls()).toEqual(['kernel', 'npm', 'pip', 'tsc']);
  });

  test('keeps what was finished beside a failure', async () => {
    await sandbox.run(ARGS, { FAKE_NPM_OUTPUT: 'npm error code ENOTFOUND' });
    expect(sandbox.takeCalls()).toEqual(['npm', 'pip']);
    expect((await sandbox.run(ARGS)).exitCode).toBe(0);
    expect(sandbox.takeCalls()).toEqual(['kernel', 'npm', 'tsc']);
  });
});

describe('an interrupted set-up', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGKILL', null],
  ] as const)('goes on after %s where it was', async (signal, exitCode) => {
    const child = sandbox.start(ARGS, { FAKE_NPM_SECONDS: '2' });
    const ended = outcomeOf(child);
    while (!sandbox.readIfThere('.setup/state.json').includes('"python"')) await sleep(20);
    child.kill(signal);
    const outcome = await ended;
    expect(outcome.exitCode).toBe(exitCode);
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
    sandbox.takeCalls();
    await sleep(2_500);
    expect(sandbox.readIfThere('node_modules/.package-lock.json') === '').toBe(exitCode !== null);
    expect((await sandbox.run(ARGS)).exitCode).toBe(0);
    expect(sandbox.takeCalls()).not.toContain('pip');
    expect((await sandbox.run([])).stderr).toBe(UP_TO_DATE);
  });
});
