import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { chart } from '../../bench/chart.mjs';
import { readResults, withTable } from '../../bench/results-file.mjs';
import { compare } from '../../bench/summary.mjs';
import { markdownTable, type Results } from '../../bench/table.mjs';
import { TASKS } from '../../bench/tasks.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

function bench(...args: string[]) {
  return spawnSync(process.execPath, [`${ROOT}/bench/run.mjs`, ...args], { encoding: 'utf8' });
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

describe('npm run bench', () => {
  test('measures a task and prints the rounds as JSON', () => {
    const { status, stdout, stderr } = bench('--tasks', CHEAP, '--rounds', '1', '--json');
    expect(stderr).toMatch(/: round 1 of 1 /);
    expect(status).toBe(0);
    const { tasks } = JSON.parse(stdout) as Results;
    expect(Object.keys(tasks)).toEqual([CHEAP]);
    expect(tasks[CHEAP]!.rounds.ours).toHaveLength(1);
  });

  test('lists the tasks that are asked for', () => {
    const { status, stdout } = bench('--list', '--tasks', 'load-*');
    expect(status).toBe(0);
    const listed = stdout.trim().split('\n');
    expect(listed).toHaveLength(TASKS.filter(({ name }) => name.startsWith('load-')).length);
  });

  test.each([
    ['--tasks', 'nothing', /^There is no task "nothing"; there are cnn-step, /],
    ['--rounds', '0', /^--rounds is "0", expected a whole number from 1\./],
    ['--round', '1', /^Unknown option '--round'/],
  ])('is misused by %s %s', (option, value, message) => {
    const { status, stderr, stdout } = bench(option, value);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
  });

  test('has a name a task', () => {
    expect(new Set(TASKS.map(({ name }) => name)).size).toBe(TASKS.length);
  });
});

const CHEAP = 'eda';

const results = readResults()!;

describe('what was measured', () => {
  test('is the README’s table, and that of docs/benchmark', () => {
    const table = markdownTable(results);
    expect(withTable(read('README.md'), table)).toBe(read('README.md'));
    expect(read('docs/benchmark/table.md')).toBe(`# Beside Python\n\n${table}\n`);
  });

  test('is the chart', () => {
    expect(read('docs/benchmark/chart.svg')).toBe(chart(results));
  });

  test('is of tasks that there are', () => {
    const names = TASKS.map(({ name }) => name);
    expect(Object.keys(results.tasks).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('a result', () => {
  const took = (wallMs: number) => ({ wallMs, cpuMs: 1, peakMB: 1 });

  test('has the median of the ratios of bursts that ran one after the other', () => {
    const rounds = {
      ours: [took(1), took(4), took(9)],
      python: [took(2), took(2), took(3)],
    };
    expect(compare(rounds, 'wallMs')).toEqual({
      ours: { median: 4, low: 1, high: 9 },
      python: { median: 2, low: 2, high: 3 },
      ratio: { median: 2, low: 0.5, high: 3 },
    });
  });

  test('names the losses', () => {
    const { machine, versions } = results;
    const facts = { ours: {}, python: {} };
    const task = (ours: number) => ({
      date: '2026-01-02',
      facts,
      rounds: { ours: [took(ours)], python: [took(10)] },
    });
    const tasks = { 'cnn-step': task(12), 'mlp-step': task(9), 'predict-batch': task(1) };
    const table = markdownTable({ machine, versions, tasks, skipped: {} });
    expect(table).toContain('Slower than Python: Training step, CNN (1.20).');
    expect(table).toContain(
      'Faster, and not by as much as was aimed at: Training step, MLP (0.90).',
    );
    expect(table).toContain('| **0.10** (0.10–0.10) | 0.60 |');
  });
});
