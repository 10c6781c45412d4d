import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DERMLAB, ROOT } from '../support/paths.js';
import { KernelClient, result } from './kernel-client.js';

const TIMEOUT_MS = 120_000;

const home = mkdtempSync(join(tmpdir(), 'kernelspec-'));
const env = { JUPYTER_DATA_DIR: join(home, 'data'), JUPYTER_PREFER_ENV_PATH: '0' };

function dermlab(...args: string[]) {
  return spawnSync(process.execPath, [DERMLAB, ...args], {
    encoding: 'utf8',
    cwd: home,
    env: { ...process.env, ...env },
  });
}

beforeAll(() => {
  const tslab = join(env.JUPYTER_DATA_DIR, 'kernels/tslab');
  mkdirSync(tslab, { recursive: true });
  const argv = [process.execPath, join(ROOT, 'node_modules/tslab/bin/tslab'), 'kernel'];
  writeFileSync(
    join(tslab, 'kernel.json'),
    JSON.stringify({
      argv: [...argv, '--config-path={connection_file}'],
      display_name: 'TypeScript',
      language: 'typescript',
    }),
  );
});

afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

test(
  'for the user: a kernel that finds dermlab from any folder',
  async () => {
    const { status, stdout } = dermlab('kernel', 'install', '--user');
    const folder = join(env.JUPYTER_DATA_DIR, 'kernels/dermlab');
    expect([status, stdout]).toEqual([
      0,
      `The kernel "TypeScript (dermlab)" is installed in ${folder}\n`,
    ]);
    expect(JSON.parse(readFileSync(join(folder, 'kernel.json'), 'utf8'))).toMatchObject({
      display_name: 'TypeScript (dermlab)',
      language: 'typescript',
      interrupt_mode: 'message',
    });
    expect(existsSync(join(folder, 'logo-svg.svg'))).toBe(true);
    const kernel = await KernelClient.start('dermlab', home, env);
    const code = "import { accuracyScore } from 'dermlab';\naccuracyScore([1, 0], [1, 1])";
    expect(result(await kernel.run(code))?.['text/plain']).toBe('0.5');
    await kernel.stop();
  },
  TIMEOUT_MS,
);

test(
  "tslab's own kernel works beside it",
  async () => {
    const kernel = await KernelClient.start('tslab', home, env);
    const { outputs } = await kernel.run('1 + 1');
    expect(outputs.map(({ content }) => content.text)).toContain('2\n');
    await kernel.stop();
  },
  TIMEOUT_MS,
);

test('in a folder that is no virtual environment: says so and what to do', () => {
  const { status, stderr } = dermlab('kernel', 'install', '--environment', 'nowhere');
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^KernelError: .*nowhere is no virtual environment of Python: run `npm run setup` first/,
  );
});

test('started by hand without a connection file: says who starts it', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'lib/bin/dermlab-kernel.js')],
    {
      encoding: 'utf8',
    },
  );
  expect(status).toBe(1);
  expect(stderr).toMatch(/^KernelError: .*Expected the connection file of a Jupyter client/);
});
