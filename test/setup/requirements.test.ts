import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/** Package and version of each line, with its condition. */
function pinned(name: string): string[] {
  const file = path.resolve(import.meta.dirname, '../../requirements', `${name}.txt`);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

const base = pinned('base');
const cpu = pinned('tensorflow-cpu');
const gpu = pinned('tensorflow-gpu');
const nameOf = (line: string): string => line.split('==')[0] ?? '';

describe('requirements', () => {
  test.each([
    ['base', base],
    ['tensorflow-cpu', cpu],
    ['tensorflow-gpu', gpu],
  ])('%s pins every package to one version', (_, lines) => {
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => !/^[a-z0-9.-]+==[\w.]+( ; .+)?$/.test(line))).toEqual([]);
  });

  test('agree wherever they name the same package', () => {
    const same = (one: string[], other: string[]): void => {
      const names = new Set(other.map(nameOf));
      const shared = one.filter(
        (line) => names.has(nameOf(line)) && !line.startsWith('tensorflow'),
      );
      expect(shared.filter((line) => !other.includes(line))).toEqual([]);
    };
    same(base, cpu);
    same(cpu, gpu);
  });

  test('differ in TensorFlow, CUDA and what only TensorFlow needs', () => {
    expect(gpu.filter((line) => !cpu.includes(line)).map(nameOf)).toSatisfy((names: string[]) =>
      names.every((name) => name.startsWith('nvidia-') || name === 'tensorflow'),
    );
    expect(base.map(nameOf)).not.toContain('tensorflow-cpu');
  });
});
