import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { DERMLAB } from '../support/paths.js';

const model = fileURLToPath(new URL('../keras-files/fixtures/keras2-cnn.h5', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'keras-cli-'));

function dermlab(...args: string[]): { status: number | null; stdout: string } {
  return spawnSync(process.execPath, [DERMLAB, ...args], { encoding: 'utf8', cwd: scratch });
}

afterAll(() => {
  rmSync(scratch, { recursive: true });
});

test('convert keeps the model, inspect shows it', () => {
  const converted = dermlab('convert', model, 'two.keras');
  expect(converted.status).toBe(0);
  expect(converted.stdout).toMatch(/^two\.keras: two, \d+ layers, [\d,]+ parameters/);
  const [before, after] = [model, 'two.keras'].map((file) => dermlab('inspect', file));
  expect(before!.stdout).toMatch(/^Model: "two"\n┏━/);
  expect(before!.stdout).toContain('Format: HDF5 (.h5), written by Keras 2.21.0');
  expect(after!.stdout).toContain('Format: .keras archive, written by Keras 3.15.1');
  const table = (text: string): string => text.slice(0, text.indexOf('Format:'));
  expect(table(after!.stdout)).toBe(table(before!.stdout));
});

test('inspect --json is JSON with a digest and the compile settings', () => {
  const { stdout } = dermlab('inspect', model, '--json');
  const found = JSON.parse(stdout) as Record<string, unknown>;
  expect(found['sha256']).toMatch(/^[0-9a-f]{64}$/);
  expect(found['compile']).toMatchObject({ loss: 'categorical_crossentropy' });
});
