import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PYTHON } from '../support/paths.js';

/*
 * A generator `test/parity/NAME.py OUTPUT` writes its fixture as JSON to OUTPUT; the committed
 * one lies in `test/parity/fixtures/NAME.json`. To make it anew:
 *   .venv/bin/python test/parity/NAME.py test/parity/fixtures/NAME.json
 * Generators write strict JSON (`allow_nan=False`) and name their tools under `versions`, which
 * is shown when something differs, and not compared: the values are what must stay.
 */

const folder = fileURLToPath(new URL('.', import.meta.url));

/** How far two numbers may be apart; without either, they must be equal. */
export interface Comparison {
  /** Largest absolute difference, default 0. */
  readonly absolute?: number;
  /** Largest difference relative to the committed number, default 0. */
  readonly relative?: number;
  /** Time the generator may take in milliseconds, default 120,000. */
  readonly timeoutMs?: number;
}

/** Reads the committed fixture of the generator `name`. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows its fixture
export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(join(folder, 'fixtures', `${name}.json`), 'utf8')) as T;
}

/**
 * Registers a test that runs the generator `name` and compares what it writes with the committed
 * fixture. Skipped, with a line that says so, where the Python environment is missing.
 */
export function testRegeneration(name: string, comparison: Comparison = {}): void {
  const timeoutMs = comparison.timeoutMs ?? 120_000;
  const missing = !existsSync(PYTHON);
  if (missing) {
    console.warn(`SKIPPED: ${name}.py is not run again: no ${PYTHON}; npm run setup makes it`);
  }
  test.skipIf(missing)(
    `${name}.py writes the committed fixture again`,
    { timeout: timeoutMs },
    () => {
      const committed = readFixture<Fixture>(name);
      const again = runGenerator(name, timeoutMs);
      expect(
        differences(withoutVersions(committed), withoutVersions(again), comparison).slice(0, 20),
        `committed with ${JSON.stringify(committed['versions'])}, here ${JSON.stringify(again['versions'])}`,
      ).toEqual([]);
    },
  );
}

/** Says where two JSON values differ, a line a place; empty where they agree. */
export function differences(
  committed: unknown,
  again: unknown,
  comparison: Comparison = {},
  place = '$',
): string[] {
  if (typeof committed === 'number' && typeof again === 'number') {
    return near(committed, again, comparison) ? [] : [`${place}: ${committed} became ${again}`];
  }
  if (
    !isContainer(committed) ||
    !isContainer(again) ||
    Array.isArray(committed) !== Array.isArray(again)
  ) {
    return committed === again ? [] : [`${place}: ${show(committed)} became ${show(again)}`];
  }
  const keys = new Set([...Object.keys(committed), ...Object.keys(again)]);
  return [...keys].flatMap((key) =>
    differences(committed[key], again[key], comparison, `${place}.${key}`),
  );
}

type Fixture = Record<string, unknown>;

function runGenerator(name: string, timeoutMs: number): Fixture {
  const scratch = mkdtempSync(join(tmpdir(), 'parity-'));
  try {
    const output = join(scratch, `${name}.json`);
    execFileSync(PYTHON, [join(folder, `${name}.py`), output], { timeout: timeoutMs });
    return JSON.parse(readFileSync(output, 'utf8')) as Fixture;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function withoutVersions(fixture: Fixture): Fixture {
  return Object.fromEntries(Object.entries(fixture).filter(([name]) => name !== 'versions'));
}

function near(
  committed: number,
  again: number,
  { absolute = 0, relative = 0 }: Comparison,
): boolean {
  return Math.abs(committed - again) <= Math.max(absolute, relative * Math.abs(committed));
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  return ((JSON.stringify(value) as string | undefined) ?? 'undefined').slice(0, 80);
}
