import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  codeVersion,
  findRuns,
  listRuns,
  RunFolder,
  readPredictions,
  removeRun,
  type StoredRun,
  secondsTaken,
  sourceBCnn,
  stoppedRuns,
  supersededRuns,
} from '../../lib/src/experiments/index.js';
import { encodeSafetensors } from '../../lib/src/experiments/safetensors.js';
import { madeUpPredictions, writeMadeUpRun } from '../support/made-up-run.js';

const scratch = mkdtempSync(join(tmpdir(), 'stored-run-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const outputsOf = (name: string) => join(scratch, name);
const predictions = madeUpPredictions('mnnmnn');

async function writeStopped(outputs: string, id: string, epochs: number): Promise<RunFolder> {
  const folder = new RunFolder(outputs, id);
  await folder.writeJson('config.json', sourceBCnn);
  const history = Array.from({ length: epochs }, (_, index) => ({ epoch: index + 1 }));
  const metadata = { checkpoint: JSON.stringify({ history }) };
  if (epochs > 0) await folder.writeCheckpoint(encodeSafetensors({ tensors: {}, metadata }));
  return folder;
}

describe('listRuns', () => {
  test('tells done, stopped, running and damaged runs apart, and leaves out other folders', async () => {
    const outputs = outputsOf('states');
    await writeMadeUpRun(outputs, { id: 'a-done', predictions });
    await writeStopped(outputs, 'b-stopped', 3);
    await writeStopped(outputs, 'c-begun', 0);
    const running = await writeStopped(outputs, 'd-running', 2);
    writeFileSync(join(running.path, 'lock'), String(process.ppid));
    const killed = await writeStopped(outputs, 'e-killed', 1);
    writeFileSync(join(killed.path, 'lock'), '999999999');
    const damaged = await writeStopped(outputs, 'f-damaged', 1);
    writeFileSync(join(damaged.path, 'metrics.json'), '{"id":');
    const strange = await writeStopped(outputs, 'g-strange', 1);
    writeFileSync(join(strange.path, 'metrics.json'), '{}');
    mkdirSync(join(outputs, 'h-other'));
    writeFileSync(join(outputs, 'report.html'), '');
    const runs = await listRuns(outputs);
    expect(runs.map(({ id, status, history }) => [id, status, history.length])).toEqual([
      ['a-done', 'done', 2],
      ['b-stopped', 'stopped', 3],
      ['c-begun', 'stopped', 0],
      ['d-running', 'running', 2],
      ['e-killed', 'stopped', 1],
      ['f-damaged', 'damaged', 0],
      ['g-strange', 'damaged', 0],
    ]);
    expect(runs[3]?.processId).toBe(process.ppid);
    expect(runs[6]?.damage).toMatch(/metrics\.json is no run’s result; delete .*g-strange/);
  });

  test('a damaged checkpoint is no epoch, whatever length it claims', async () => {
    const outputs = outputsOf('checkpoint');
    const folder = await writeStopped(outputs, 'run', 0);
    await folder.writeCheckpoint(Buffer.from('ffffffffffffff7f7b7d', 'hex'));
    expect((await listRuns(outputs))[0]).toMatchObject({ status: 'stopped', history: [] });
  });

  test('a run of an old version has neither environment nor the newer metrics', async () => {
    const outputs = outputsOf('old');
    const folder = await writeMadeUpRun(outputs, { id: 'old', predictions });
    rmSync(join(folder.path, 'environment.json'));
    utimesSync(join(folder.path, 'metrics.json'), 1e9, 1e9);
    const [run] = await listRuns(outputs);
    expect(run?.status).toBe('done');
    expect(run?.environment).toBeUndefined();
    expect(run?.changedAt).toBe('2001-09-09T01:46:40.000Z');
  });

  test('is found with its predictions after its folder was renamed', async () => {
    const outputs = outputsOf('renamed');
    const folder = await writeMadeUpRun(outputs, { id: 'before', predictions });
    renameSync(folder.path, join(outputs, 'after'));
    const [run] = await listRuns(outputs);
    expect(await readPredictions(outputs, run!.result!)).toEqual(predictions);
  });

  test('is empty where nothing was ever run, and an error where a file stands', async () => {
    expect(await listRuns(outputsOf('nowhere'))).toEqual([]);
    writeFileSync(outputsOf('file'), '');
    await expect(listRuns(outputsOf('file'))).rejects.toThrow(/file cannot be read .*--out/);
  });
});

describe('the time that a run took', () => {
  const environment = { startedAt: '2026-01-01T00:00:00.000Z' } as NonNullable<
    StoredRun['environment']
  >;

  test('is known once it is finished, and counts what was kept of stopped processes', () => {
    expect(secondsTaken(environment)).toBeUndefined();
    const finishedAt = '2026-01-01T00:01:00.000Z';
    expect(secondsTaken({ ...environment, finishedAt })).toBe(60);
    expect(secondsTaken({ ...environment, finishedAt, secondsBefore: 30 })).toBe(90);
  });

  test('before a resume ends with the last checkpoint', async () => {
    const folder = await writeStopped(outputsOf('time'), 'run', 1);
    await folder.writeJson('environment.json', { ...environment, secondsBefore: 5 });
    const epochEnd = new Date('2026-01-01T00:00:20.000Z');
    utimesSync(folder.checkpoint, epochEnd, epochEnd);
    expect(await folder.secondsBefore()).toBe(25);
    rmSync(folder.checkpoint);
    expect(await folder.secondsBefore()).toBe(0);
  });
});

describe('codeVersion', () => {
  test('names commit and changes in a git checkout, and the version alone elsewhere', async () => {
    const folder = outputsOf('checkout');
    mkdirSync(folder);
    expect(await codeVersion(folder)).toEqual({ dermlab: '0.1.0' });
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args]);
    writeFileSync(join(folder, 'file'), 'one');
    git('init', '-q');
    git('add', 'file');
    git('commit', '-q', '-m', 'one');
    const { commit, uncommittedChanges } = await codeVersion(folder);
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    expect(uncommittedChanges).toBe(false);
    writeFileSync(join(folder, 'file'), 'two');
    expect((await codeVersion(folder)).uncommittedChanges).toBe(true);
    expect(await codeVersion(outputsOf('missing'))).toEqual({ dermlab: '0.1.0' });
  });
});

describe('findRuns', () => {
  const runs = ['source-b-cnn-seed42-25e330a6', 'source-b-cnn-seed42-25e3ffff', 'mine'].map(
    (id) => ({ id }) as StoredRun,
  );

  test.each([
    ['mine', 'mine'],
    ['m', 'mine'],
    ['25e33', 'source-b-cnn-seed42-25e330a6'],
    ['source-b-cnn-seed42-25e3f', 'source-b-cnn-seed42-25e3ffff'],
  ])('"%s" is %s', (name, id) => {
    expect(findRuns(runs, [name])[0]?.id).toBe(id);
  });

  test('says which runs a name may be short for', () => {
    expect(() => findRuns(runs, ['25e3'])).toThrow(
      /"25e3" is short for 2 runs: .*25e330a6, .*ffff/,
    );
  });

  test.each([
    ['25e331a6', /no run is named "25e331a6"\. Near to it: source-b-cnn-seed42-25e330a6,/],
    ['min3', /Near to it: mine,/],
    ['', /no run is named ""/],
    ['../states', /no run is named/],
  ])('says what is near to "%s"', (name, message) => {
    expect(() => findRuns(runs, [name])).toThrow(message);
  });
});

describe('removing runs', () => {
  test('names stopped ones, and finished ones that a newer one supersedes', async () => {
    const outputs = outputsOf('prune');
    const later = '2026-02-01T00:00:00.000Z';
    await writeMadeUpRun(outputs, { id: 'old', predictions });
    await writeMadeUpRun(outputs, { id: 'new', predictions, finishedAt: later });
    const other = { name: 'other' };
    await writeMadeUpRun(outputs, { id: 'other', predictions, experiment: other });
    const quick = { quick: true };
    await writeMadeUpRun(outputs, { id: 'quick', predictions, result: quick, finishedAt: later });
    await writeStopped(outputs, 'stopped', 2);
    const runs = await listRuns(outputs);
    expect(stoppedRuns(runs)).toEqual([
      { run: runs.find(({ id }) => id === 'stopped'), because: 'stopped after epoch 2' },
    ]);
    expect(supersededRuns(runs).map(({ run, because }) => [run.id, because])).toEqual([
      ['old', 'done, superseded by new'],
    ]);
  });

  test('removes a folder whole, a link without what it points to, and nothing that is trained', async () => {
    const outputs = outputsOf('remove');
    await writeMadeUpRun(outputs, { id: 'gone', predictions });
    const kept = await writeMadeUpRun(outputsOf('elsewhere'), { id: 'kept', predictions });
    symlinkSync(kept.path, join(outputs, 'link'));
    const running = await writeStopped(outputs, 'running', 1);
    writeFileSync(join(running.path, 'lock'), String(process.ppid));
    const runs = await listRuns(outputs);
    await removeRun(runs.find(({ id }) => id === 'gone')!);
    await removeRun(runs.find(({ id }) => id === 'link')!);
    await expect(removeRun(runs.find(({ id }) => id === 'running')!)).rejects.toThrow(
      /running is being trained by process/,
    );
    expect((await listRuns(outputs)).map(({ id }) => id)).toEqual(['running']);
    expect(await kept.result()).not.toBeNull();
  });
});
