import type { MeasuredAccuracy, ModelAccuracies } from '../charts/index.js';
import { commonestClass } from './commonest-class.js';
import type { PlannedRun, ReproductionRow } from './reproduction-rows.js';

/**
 * What `reportedVersusReproduced` draws of each model.
 *
 * @param rows - models with their runs, from `reproductionRows`
 * @returns one entry a model; null where a run is still to come
 * @example
 * reportedVersusReproduced(modelAccuracies(reproductionRows(experiments, runs)));
 */
export function modelAccuracies(rows: readonly ReproductionRow[]): ModelAccuracies[] {
  return rows.map(({ title, published, leakFree }) => {
    const reported = published?.experiment.reported?.value;
    const reproduced = measured(published);
    const twin = measured(leakFree);
    return {
      model: title,
      ...(reported === undefined ? {} : { reported }),
      ...(reproduced === undefined ? {} : { reproduced }),
      ...(twin === undefined ? {} : { leakFree: twin }),
    };
  });
}

function measured(planned: PlannedRun | undefined): MeasuredAccuracy | null | undefined {
  if (planned === undefined) return undefined;
  if (planned.run === undefined) return null;
  const { last, split } = planned.run;
  return { ...last.accuracy, baseline: commonestClass(split).share, testRows: split.testRows };
}
