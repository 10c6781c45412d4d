import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  DatasetError,
  fileDigests,
  fileSha256,
  writeGrowingFile,
} from '../../lib/src/core/index.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'growing-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const unwritable = (cause: NodeJS.ErrnoException) => new DatasetError(`no: ${cause.code ?? ''}`);

test('the parts stand in the file, and nothing beside it', async () => {
  writeFileSync(join(folder, 'a.txt'), 'old');
  const seen: string[] = [];
  await writeGrowingFile(join(folder, 'a.txt'), {
    unwritable,
    write: async (append) => {
      await append('one ');
      seen.push(readFileSync(join(folder, 'a.txt'), 'utf8'));
      await append('two');
    },
  });
  expect(seen).toEqual(['old']);
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('one two');
  expect(readdirSync(folder)).toEqual(['a.txt']);
});

test('where the writing fails halfway, the old file stays, and the error is the writer’s own', async () => {
  writeFileSync(join(folder, 'a.txt'), 'old');
  const writing = writeGrowingFile(join(folder, 'a.txt'), {
    unwritable,
    write: async (append) => {
      await append('one');
      throw new RangeError('halfway');
    },
  });
  await expect(writing).rejects.toThrow(RangeError);
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['a.txt']);
});

test('a place that cannot be written to is an error of the caller’s kind', async () => {
  const path = join(folder, 'nowhere', 'a.txt');
  const writing = writeGrowingFile(path, { unwritable, write: (append) => append('x') });
  await expect(writing).rejects.toThrow(new DatasetError('no: ENOENT'));
});

test('a file has the digests of its bytes', async () => {
  const bytes = Buffer.alloc(200_000, 'abc');
  writeFileSync(join(folder, 'a.bin'), bytes);
  const [sha256, md5] = ['sha256', 'md5'].map((name) =>
    createHash(name).update(bytes).digest('hex'),
  );
  expect(await fileDigests(join(folder, 'a.bin'), 'sha256', 'md5')).toEqual([sha256, md5]);
  expect(await fileSha256(join(folder, 'a.bin'))).toBe(sha256);
});
