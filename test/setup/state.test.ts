import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatSeconds } from '../../scripts/steps/display.mjs';
import { agree } from '../../scripts/steps/npm-packages.mjs';
import { checkDisk } from '../../scripts/steps/prerequisites.mjs';
import {
  digestOf,
  emptyState,
  isUpToDate,
  readState,
  withoutStep,
  withStep,
  writeState,
} from '../../scripts/steps/state.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'dermlab-state-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('state', () => {
  const done = withStep(emptyState(), 'npm', { digest: 'abc', seconds: 1 });

  test('comes back as it was written', () => {
    writeState(root, done);
    expect(readState(root)).toEqual(done);
  });

  test.each(['', '{', '[]', '{"version": 0, "steps": {"npm": {"digest": "abc"}}}'])(
    'counts as empty when the file holds %j',
    (content) => {
      writeState(root, done);
      writeFileSync(path.join(root, '.setup/state.json'), content);
      expect(readState(root)).toEqual(emptyState());
    },
  );

  test('forgets one step without touching the one before', () => {
    const both = withStep(done, 'python', { digest: 'def', seconds: 2 });
    expect(withoutStep(both, 'python')).toEqual(done);
    expect(Object.keys(both.steps)).toEqual(['npm', 'python']);
  });

  test('a step is up to date with the same digest and its products there', () => {
    const product = path.join(root, 'product');
    const step = { name: 'npm', digest: 'abc', products: [product] };
    expect(isUpToDate(done, step)).toBe(false);
    writeFileSync(product, '');
    expect(isUpToDate(done, step)).toBe(true);
    expect(isUpToDate(done, { ...step, digest: 'abd' })).toBe(false);
    expect(isUpToDate(emptyState(), step)).toBe(false);
  });
});

describe('digest of inputs', () => {
  const digest = (files: string[], values: Record<string, string> = {}): string =>
    digestOf({ root, files: files.map((name) => path.join(root, name)), values });

  test('does not depend on order, and on everything else', () => {
    for (const name of ['a', 'b']) writeFileSync(path.join(root, name), name);
    const before = digest(['a', 'b'], { one: '1', two: '2' });
    expect(digest(['b', 'a'], { two: '2', one: '1' })).toBe(before);
    expect(digest(['a'], { one: '1', two: '2' })).not.toBe(before);
    expect(digest(['a', 'b', 'missing'], { one: '1', two: '2' })).not.toBe(before);
    expect(digest(['a', 'b'], { one: '1', two: '3' })).not.toBe(before);
    writeFileSync(path.join(root, 'a'), 'other');
    expect(digest(['a', 'b'], { one: '1', two: '2' })).not.toBe(before);
  });
});

describe('disk', () => {
  const steps = [{ diskGb: 1.5 }, { diskGb: 3.5 }];

  test('is enough for the steps that will be done', () => {
    checkDisk({ freeBytes: 5e9, steps, root: '/home/ada' });
    checkDisk({ freeBytes: 2e9, steps: steps.slice(0, 1), root: '/home/ada' });
  });

  test('too small is told with both sizes and a remedy', () => {
    expect(() => {
      checkDisk({ freeBytes: 4.96e9, steps, root: '/home/ada' });
    }).toThrow(/needs about 5\.0 GB of free disk, and \/home\/ada has 4\.96 GB/);
  });
});

describe('packages in node_modules', () => {
  const wanted = {
    '': {},
    lib: { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/for-macos': { version: '2.0.0', optional: true },
  };

  test.each([
    ['the same', { 'node_modules/a': { version: '1.0.0' } }, true],
    ['another version', { 'node_modules/a': { version: '1.0.1' } }, false],
    ['one is missing', {}, false],
    ['one too many', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': {} }, false],
  ])('%s', (_, present, expected) => {
    expect(agree(wanted, present)).toBe(expected);
  });
});

test.each([
  [4.4, '4 s'],
  [59.6, '1 min 00 s'],
  [125, '2 min 05 s'],
])('%d seconds read %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});
