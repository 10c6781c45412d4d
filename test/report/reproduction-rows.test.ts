import { describe, expect, it } from 'vitest';
import { reproductionRows } from '../../lib/src/report/index.js';
import { cnn, cnnGrouped, experiments, mlp, mlpGrouped, syntheticRun } from './synthetic-report.js';

describe('reproductionRows', () => {
  it('pairs each published experiment with its leak-free twin', () => {
    expect(reproductionRows(experiments, [])).toEqual([
      { title: 'CNN', published: { experiment: cnn }, leakFree: { experiment: cnnGrouped } },
      { title: 'MLP', published: { experiment: mlp }, leakFree: { experiment: mlpGrouped } },
    ]);
  });

  it('finds each run by its experiment', () => {
    const run = syntheticRun(mlpGrouped);
    expect(reproductionRows(experiments, [run])[1]?.leakFree?.run).toBe(run);
  });

  it('has no twin where the plan has none', () => {
    expect(reproductionRows([cnn], [])).toEqual([{ title: 'CNN', published: { experiment: cnn } }]);
  });

  it('gives a twin without its published experiment a row of its own', () => {
    expect(reproductionRows([mlp, cnnGrouped], []).map((row) => row.title)).toEqual([
      'MLP',
      'CNN, leak-free',
    ]);
  });

  it('refuses a run that is of no experiment in the plan', () => {
    expect(() => reproductionRows([mlp], [syntheticRun(cnn)])).toThrow(
      'Run synthetic-cnn-3f9a1c is of experiment "synthetic-cnn", expected one of the report\'s plan (synthetic-mlp)',
    );
  });

  it('refuses two runs of one experiment', () => {
    expect(() => reproductionRows([cnn], [syntheticRun(cnn), syntheticRun(cnn)])).toThrow(
      /are both of experiment "synthetic-cnn", expected one run an experiment/,
    );
  });
});
