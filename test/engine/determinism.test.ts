import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const run = promisify(execFile);

async function train(
  model: string,
  steps: number,
  { optimizer = 'adam', threads = [] as number[] } = {},
): Promise<string> {
  const args = [file('train-bytes.mjs'), model, String(steps), optimizer, ...threads.map(String)];
  const { stdout, stderr } = await run(process.execPath, args);
  // TensorFlow's start-up lines and tfjs's banner are silenced.
  expect(stderr).toBe('');
  return stdout;
}

describe('training in processes of their own', () => {
  beforeAll(() => {
    if (existsSync(file('../../lib/dist/engine/index.js'))) return;
    throw new Error('lib/dist is missing, which these processes load: run `npm run build` first.');
  });

  it.each([
    ['mlp', 100],
    ['cnn', 100],
  ])(
    'gives the %s the same bytes after %i steps, on every thread there is',
    async (model, steps) => {
      const first = await train(model, steps);
      expect(first).toMatch(/^compiled [0-9a-f]{64} [\d.]+\n$/);
      expect(await train(model, steps)).toBe(first);
    },
    120_000,
  );

  it('gives the same bytes under every other optimizer', async () => {
    const options = { optimizer: 'adadelta,adagrad,adamW,adamax,momentum,rmsprop' };
    const first = await train('cnn', 8, options);
    expect(first.split('\n').map((line) => line.split(' ')[0])).toEqual([
      ...new Array<string>(6).fill('compiled'),
      '',
    ]);
    expect(await train('cnn', 8, options)).toBe(first);
  }, 120_000);

  it('gives the same bytes on more threads than processors', async () => {
    const first = await train('cnn', 20, { threads: [4] });
    expect(await train('cnn', 20, { threads: [4] })).toBe(first);
  }, 120_000);
});
