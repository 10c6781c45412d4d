import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadHam10000 } from '../../lib/src/datasets/index.js';
import { prepareRows, type RunResult, type Sweep } from '../../lib/src/experiments/index.js';

const SCRIPT = fileURLToPath(new URL('sweep-tiny.mjs', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'run-sweep-'));

interface Outcome {
  readonly runs: readonly { readonly id: string; readonly wasDone: boolean }[];
  readonly sweep: Sweep;
}

function sweepTiny(...args: string[]) {
  const { stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], { encoding: 'utf8' });
  return { stdout, stderr };
}

const outcomeOf = (...args: string[]) => JSON.parse(sweepTiny(...args).stdout) as Outcome;

/** Everything that stands in a folder's files, as text. */
function textOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

async function testImages({ experiment }: Sweep): Promise<string[]> {
  const { rows: all, classes, close } = await loadHam10000();
  close();
  const rows = classes.flatMap((label) => all.filter(({ dx }) => dx === label).slice(0, 24));
  const { test: side } = prepareRows(rows, classes, experiment.steps, experiment.seed);
  return Array.from(side, (row) => rows[row]!.image_id);
}

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

describe('a sweep', { timeout: 180_000 }, () => {
  const whole = join(scratch, 'whole');
  let outcome: Outcome;
  let folder: string;
  beforeAll(() => {
    outcome = outcomeOf(whole);
    folder = join(whole, outcome.sweep.id);
  }, 180_000);
  const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'));

  test('tries the grid in order, and tests the best by the validation rows', () => {
    const { sweep, runs } = outcome;
    expect(runs).toHaveLength(5);
    expect(sweep.candidates.map(({ assignment }) => Object.values(assignment))).toEqual([
      [16, 1e-3],
      [16, 1e-2],
      [32, 1e-3],
      [32, 1e-2],
    ]);
    const scores = sweep.candidates.map(
      ({ validation }) => validation!.metrics.balancedAccuracy.value,
    );
    const { candidate, test: tested, run, experiment } = sweep.winner!;
    expect(candidate).toBe(scores.indexOf(Math.max(...scores)));
    expect(tested!.rows).toBeGreaterThan(30);
    expect(experiment.training).toMatchObject({
      batchSize: sweep.candidates[candidate]!.assignment['training.batchSize'],
    });
    expect(read(folder, 'sweep.json')).toEqual(sweep);
    const metrics = read(whole, run!, 'metrics.json') as RunResult;
    expect(metrics.last.accuracy).toEqual(tested!.metrics.accuracy);
  });

  test('leaves nothing of a test row in the candidates’ folders, and all of them in the winner’s', async () => {
    const images = await testImages(outcome.sweep);
    expect(images.length).toBeGreaterThan(30);
    const candidates = textOf(join(folder, 'candidates'));
    expect(candidates).toContain('ISIC_');
    expect(images.filter((image) => candidates.includes(image))).toEqual([]);
    const predictions = readFileSync(
      join(whole, outcome.sweep.winner!.run!, 'predictions.csv'),
      'utf8',
    );
    expect(images.filter((image) => !predictions.includes(image))).toEqual([]);
    expect(predictions.trim().split('\n')).toHaveLength(images.length + 1);
  });

  test('the winner is the candidate’s model again, its curve drawn on the validation rows', () => {
    const { candidates, winner } = outcome.sweep;
    const history = (...path: string[]) => read(...path, 'history.json');
    const { run } = candidates[winner!.candidate]!;
    expect(history(whole, winner!.run!)).toEqual(history(folder, 'candidates', run!));
  });

  test('that is done is read back, run by run, to the same bytes', () => {
    const before = readFileSync(join(folder, 'sweep.json'));
    const { runs, sweep } = outcomeOf(whole);
    expect(runs).toEqual(outcome.runs.map(({ id }) => ({ id, wasDone: true })));
    expect(sweep).toEqual(outcome.sweep);
    expect(readFileSync(join(folder, 'sweep.json'))).toEqual(before);
  });

  test('is not decided a second time by another metric', () => {
    const { stdout, stderr } = sweepTiny(whole, 'accuracy');
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /ArgumentError: sweep-tiny-seed42-\w+ has been decided by balancedAccuracy, expected the same, received accuracy/,
    );
  });

  test('killed with -9 goes on, to the same bytes', async () => {
    const broken = join(scratch, 'broken');
    const finished = join(broken, outcome.sweep.id, 'candidates', outcome.runs[1]!.id);
    const child = spawn(process.execPath, [SCRIPT, broken], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    while (!existsSync(join(finished, 'metrics.json'))) {
      expect(child.exitCode).toBe(null);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill('SIGKILL');
    await ended;
    const file = join(broken, outcome.sweep.id, 'sweep.json');
    expect(read(file)).not.toHaveProperty('winner');
    const { runs } = outcomeOf(broken);
    expect(runs.map(({ wasDone }) => wasDone)).toEqual([true, true, false, false, false]);
    expect(readFileSync(file)).toEqual(readFileSync(join(folder, 'sweep.json')));
  });

  test('of an experiment with validation rows leaves them as they are', () => {
    const outputs = join(scratch, 'validated');
    const { sweep } = outcomeOf(outputs, 'logLoss', 'validation');
    const { experiment, winner, candidates } = sweep;
    expect(winner!.experiment.steps).toEqual(experiment.steps);
    const losses = candidates.map(({ validation }) => validation!.metrics.logLoss.value);
    expect(winner!.candidate).toBe(losses.indexOf(Math.min(...losses)));
    const [first] = candidates;
    const folderOf = join(outputs, sweep.id, 'candidates', first!.run!);
    const { split } = read(folderOf, 'metrics.json') as RunResult;
    expect(split.validationRows).toBeGreaterThan(10);
    expect(split.testRowsWithLesionInTrain).toBe(0);
  });
});
