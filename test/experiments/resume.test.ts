import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('run-tiny.mjs', import.meta.url));
const KEPT = [
  'config.json',
  'history.json',
  'metrics.json',
  'predictions.csv',
  'subgroups.json',
  'model.h5',
];
const scratch = mkdtempSync(join(tmpdir(), 'resume-'));

interface Outcome {
  readonly id: string;
  readonly wasDone: boolean;
  readonly resumed: readonly number[];
}

function runTiny(outputs: string, model: string): Outcome {
  const text = execFileSync(process.execPath, [SCRIPT, outputs, model], { encoding: 'utf8' });
  return JSON.parse(text) as Outcome;
}

/** Starts a run and kills it with SIGKILL once its checkpoint has been written `epochs` times. */
async function killAfter(
  epochs: number,
  outputs: string,
  model: string,
  id: string,
): Promise<void> {
  const folder = join(outputs, id);
  const child = spawn(process.execPath, [SCRIPT, outputs, model], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  let written = 0;
  while (!existsSync(folder)) await new Promise((resolve) => setTimeout(resolve, 5));
  const watcher = watch(folder, (event, name) => {
    if (event === 'rename' && name === 'checkpoint.safetensors') written += 1;
    if (written === epochs) child.kill('SIGKILL');
  });
  await ended;
  watcher.close();
}

const bytes = (folder: string) =>
  [...KEPT, ...readdirSync(folder).filter((name) => name.startsWith('validation-'))].map((name) =>
    readFileSync(join(folder, name)).toString('base64'),
  );

describe('a run', () => {
  afterAll(() => {
    rmSync(scratch, { recursive: true, force: true });
  });

  for (const model of ['mlp', 'cnn', 'pixel-table-cnn']) {
    describe(model, () => {
      const whole = join(scratch, `whole-${model}`);
      const broken = join(scratch, `broken-${model}`);

      test('gives the same bytes again, and is not repeated once it is done', () => {
        const { id, wasDone } = runTiny(whole, model);
        expect(wasDone).toBe(false);
        // Only the MLP has validation rows.
        expect(existsSync(join(whole, id, 'validation-predictions.csv'))).toBe(model === 'mlp');
        expect(runTiny(whole, model)).toEqual({ id, wasDone: true, resumed: [] });
        const again = runTiny(join(scratch, `again-${model}`), model);
        expect(bytes(join(scratch, `again-${model}`, again.id))).toEqual(bytes(join(whole, id)));
      });

      test('killed with -9 goes on from its last finished epoch, to the same bytes', async () => {
        const { id } = runTiny(whole, model);
        await killAfter(2, broken, model, id);
        expect(existsSync(join(broken, id, 'metrics.json'))).toBe(false);
        await killAfter(2, broken, model, id);
        const { resumed } = runTiny(broken, model);
        expect(resumed).toHaveLength(1);
        expect(resumed[0]).toBeGreaterThanOrEqual(3);
        expect(bytes(join(broken, id))).toEqual(bytes(join(whole, id)));
      });
    });
  }

  test('with a damaged checkpoint is an error that names the file', () => {
    const outputs = join(scratch, 'whole-mlp');
    const { id } = runTiny(outputs, 'mlp');
    const folder = join(outputs, id);
    rmSync(join(folder, 'metrics.json'));
    writeFileSync(join(folder, 'checkpoint.safetensors'), 'no such file');
    expect(() => runTiny(outputs, 'mlp')).toThrow(/RunError: .*checkpoint\.safetensors is damaged/);
  });
});
