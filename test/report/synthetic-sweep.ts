/** A made-up sweep for the page's tests: no number here was measured. */
import {
  parameterGrid,
  type Sweep,
  type SweepCandidate,
  sweepScores,
} from '../../lib/src/experiments/index.js';
import { cnnGrouped, syntheticRun } from './synthetic-report.js';

const GRID = {
  'training.optimizer.learningRate': [1e-4, 1e-3, 1e-2],
  'training.classWeight': ['balanced', null],
} as const;

/** Six candidates of 1,602 validation rows, the third of which is best. */
export function syntheticSweep(changes: Partial<Sweep> = {}): Sweep {
  const run = syntheticRun(cnnGrouped);
  const scores = sweepScores(run);
  const candidates = parameterGrid(GRID).map((assignment, index): SweepCandidate => {
    const value = index === 2 ? 0.62 : 0.5 + 0.01 * index;
    const balancedAccuracy = { value, low: value - 0.04, high: value + 0.05 };
    const metrics = { ...scores.metrics, balancedAccuracy };
    return { assignment, run: `made-up-${index}`, validation: { ...scores, rows: 1602, metrics } };
  });
  return {
    id: 'sweep-made-up-seed42-00000000',
    experiment: cnnGrouped,
    space: { grid: GRID },
    metric: 'balancedAccuracy',
    quick: false,
    data: run.data,
    engine: run.engine.description,
    classes: run.classes,
    candidates,
    winner: { candidate: 2, experiment: cnnGrouped, run: run.id, test: { ...scores, rows: 2004 } },
    ...changes,
  };
}
