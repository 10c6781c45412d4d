/** A made-up comparison for the page's tests: no number here was measured. */
import type { DoneRun, Estimate, RunComparison } from '../../lib/src/experiments/index.js';
import { cnn, cnnGrouped, mlp, syntheticRun } from './synthetic-report.js';

const difference = (value: number): Estimate => ({ value, low: value - 0.05, high: value + 0.05 });

function done(experiment: DoneRun['experiment']): DoneRun {
  const result = syntheticRun(experiment);
  const { id, history } = result;
  return {
    id,
    outputs: '/outputs',
    status: 'done',
    experiment,
    history,
    changedAt: '2026-01-01T00:00:00.000Z',
    result,
  };
}

/** Three runs, the second paired with the first, the third not, and of few epochs. */
export function syntheticComparison(): RunComparison {
  const quick = done(cnnGrouped);
  return {
    runs: [done(cnn), done(mlp), { ...quick, result: syntheticRun(cnnGrouped, { quick: true }) }],
    differences: [
      {
        paired: true,
        commonImages: 680,
        metrics: { accuracy: difference(-0.08), balancedAccuracy: difference(0.01) },
      },
      {
        paired: false,
        commonImages: 110,
        metrics: { accuracy: difference(0.09) },
        unpairedBecause: 'the test rows are not the same',
      },
    ],
    config: [
      { setting: 'model', values: ['"cnn"', '"mlp"', '"cnn"'] },
      { setting: 'steps[0].fold', values: [undefined, undefined, '0'] },
    ],
  };
}
