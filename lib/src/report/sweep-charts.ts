import { candidateScores, scoresByValue } from '../charts/index.js';
import {
  assignmentText,
  rankCandidates,
  type Sweep,
  type SweepField,
  shortField,
  valueText,
} from '../experiments/index.js';
import { metricNaming } from './compared-metrics.js';
import { figureHtml } from './figure-html.js';
import type { Html } from './html.js';

/**
 * The charts of a sweep: all candidates, best first, then their scores over each field that varies.
 *
 * @param sweep - with one finished candidate or more
 * @returns a figure element each
 */
export function sweepCharts(sweep: Sweep): Html[] {
  const { candidates, metric, quick, winner } = sweep;
  const ranked = rankCandidates(sweep).map((index) => {
    const { assignment, validation } = candidates[index]!;
    return { assignment, validation: validation!, label: assignmentText(assignment) };
  });
  const scored = ranked.map(({ label, validation, assignment }) => ({
    label,
    score: validation.metrics[metric],
    assignment,
  }));
  const common = {
    axisTitle: metricNaming(metric).name,
    validationRows: ranked[0]?.validation.rows ?? 0,
    quick,
  };
  const tested = winner?.test && { score: winner.test.metrics[metric], rows: winner.test.rows };
  const all = candidateScores(scored, { ...common, ...(tested ? { tested } : {}) });
  const fields = [...new Set(scored.flatMap(({ assignment }) => Object.keys(assignment)))];
  const byField = fields.flatMap((name, index) => {
    const valued = scored.flatMap(({ assignment, ...candidate }) => {
      if (!Object.hasOwn(assignment, name)) return [];
      const value = assignment[name as SweepField];
      return [{ ...candidate, value: typeof value === 'number' ? value : valueText(value) }];
    });
    if (new Set(valued.map(({ value }) => value)).size < 2) return [];
    const figure = scoresByValue(valued, { ...common, field: shortField(name) });
    return [figureHtml(`figure-field-${index}`, figure)];
  });
  return [figureHtml('figure-candidates', all), ...byField];
}
