import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openOutputs, RunFolder, runId, sourceBCnn } from '../../lib/src/experiments/index.js';
import { withRunLock } from '../../lib/src/experiments/run-lock.js';

const scratch = mkdtempSync(join(tmpdir(), 'run-store-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const key = { experiment: sourceBCnn, dataSha256: 'abc', engine: 'TensorFlow', version: '0.1.0' };

describe('runId', () => {
  test('names experiment and seed, and does not depend on the order of fields', () => {
    const reversed = Object.fromEntries(Object.entries(sourceBCnn).reverse());
    expect(runId(key)).toMatch(/^source-b-cnn-seed42-[0-9a-f]{8}$/);
    expect(runId({ ...key, experiment: reversed as unknown as typeof sourceBCnn })).toBe(
      runId(key),
    );
  });

  test.each([
    ['data', { dataSha256: 'abd' }],
    ['engine', { engine: 'JavaScript' }],
    ['version', { version: '0.2.0' }],
    ['epochs', { experiment: { ...sourceBCnn, training: { ...sourceBCnn.training, epochs: 2 } } }],
  ])('changes with %s', (_, change) => {
    expect(runId({ ...key, ...change })).not.toBe(runId(key));
  });
});

describe('RunFolder', () => {
  test('a damaged result is an error that names the file and the remedy', async () => {
    const folder = new RunFolder(scratch, 'damaged');
    await folder.writeJson('config.json', {});
    writeFileSync(join(folder.path, 'metrics.json'), '{"id":');
    await expect(folder.result()).rejects.toThrow(/metrics\.json is not JSON .*delete .*damaged/);
  });

  test('reset forgets result and checkpoint', async () => {
    const folder = new RunFolder(scratch, 'reset');
    await folder.writeJson('metrics.json', { id: 'reset' });
    await folder.writeCheckpoint(Buffer.from('checkpoint'));
    await folder.reset();
    expect(await folder.result()).toBeNull();
    expect(await folder.readCheckpoint()).toBeNull();
  });

  test('cannot be where a file is', async () => {
    writeFileSync(join(scratch, 'taken'), '');
    await expect(openOutputs(join(scratch, 'taken'))).rejects.toThrow(/taken .*--out/);
    await expect(new RunFolder(scratch, 'taken').writeJson('a.json', 1)).rejects.toThrow(
      /cannot write .*taken/,
    );
  });
});

describe('withRunLock', () => {
  const folder = join(scratch, 'locked');
  const lock = join(folder, 'lock');

  test('keeps a second process out, and is given back', async () => {
    await withRunLock(folder, async () => {
      writeFileSync(lock, String(process.ppid));
      await expect(withRunLock(folder, () => Promise.resolve())).rejects.toThrow(
        new RegExp(`locked is being trained by process ${process.ppid}`),
      );
    });
    expect(existsSync(lock)).toBe(false);
  });

  test.each(['999999999', '', 'no number'])(
    'is taken over from a process that is gone: "%s"',
    async (pid) => {
      writeFileSync(lock, pid);
      expect(await withRunLock(folder, () => Promise.resolve('done'))).toBe('done');
    },
  );
});
