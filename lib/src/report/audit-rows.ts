import type { AuditedExperiment, ScoredRows, SideAudit } from '../audit/index.js';
import { formatCount, formatPercent } from '../charts/index.js';
import type { Estimate } from '../experiments/index.js';
import { asPercent, asScore, type MetricFormat } from './metric-format.js';

/** What one side of a split shares with training, as a line of a table. */
export interface AuditRow {
  /** What was audited. */
  readonly experiment: string;
  /** Rows of the side, and which side. */
  readonly rows: string;
  /** Rows whose very image is a training row. */
  readonly 'same image': string;
  /** Rows whose lesion has a training image, those included. */
  readonly 'same lesion': string;
  /** Rows with a near-duplicate in training; absent where none were looked for. */
  readonly 'near-duplicate'?: string;
  /** Of these, rows whose lesion is new. */
  readonly 'near-duplicate, new lesion'?: string;
  /** Rows that share none of it. */
  readonly 'share nothing': string;
}

/**
 * Audits side by side as a table: counts with shares of the rows.
 *
 * @param audits - from `runAudit`
 * @returns one row a side, validation rows apart
 * @example
 * auditRows(audits)[0]; // { experiment: 'source-b-cnn', rows: '700 test', 'same image': '401 (57.3 %)', … }
 */
export function auditRows(audits: readonly AuditedExperiment[]): AuditRow[] {
  return audits.flatMap(({ experiment, folds, split: { test, validation } }) => {
    const name = folds === 1 ? experiment : `${experiment}, ${folds} folds`;
    return [
      ...(validation ? [auditRow(name, 'validation', validation)] : []),
      auditRow(name, 'test', test),
    ];
  });
}

function auditRow(experiment: string, side: string, audit: SideAudit): AuditRow {
  const { rows, sameImage, sameLesion, nearDuplicate, nearDuplicateOfNewLesion, clean } = audit;
  const share = (number: number) => `${formatCount(number)} (${formatPercent(number / rows)})`;
  return {
    experiment,
    rows: `${formatCount(rows)} ${side}`,
    'same image': share(sameImage),
    'same lesion': share(sameLesion),
    ...(nearDuplicate === undefined ? {} : { 'near-duplicate': share(nearDuplicate) }),
    ...(nearDuplicateOfNewLesion === undefined
      ? {}
      : { 'near-duplicate, new lesion': share(nearDuplicateOfNewLesion) }),
    'share nothing': share(clean),
  };
}

/** A model's scores on a part of its test rows, as a line of a table. */
export interface ScoreAuditRow {
  /** The model; marked where its run was a quick one. */
  readonly model: string;
  /** Which test rows. */
  readonly 'test rows': string;
  /** How many. */
  readonly n: number;
  /** Lesions that they show. */
  readonly lesions: number;
  /** Accuracy with its 95 % interval. */
  readonly accuracy: string;
  /** The same of the mean of the recalls. */
  readonly 'balanced accuracy': string;
  /** The same of the mean of the F1 scores. */
  readonly 'macro-F1': string;
}

/**
 * What leaks do to scores, as a table: all test rows, those that share something with training, those
 * that share nothing, and the leak-free twin's.
 *
 * @param audits - from `runAudit`; what was not run is left out
 * @returns up to four rows a model
 */
export function scoreAuditRows(audits: readonly AuditedExperiment[]): ScoreAuditRow[] {
  return audits.flatMap(({ title, scores }) => {
    if (!scores) return [];
    const { all, leaky, clean, twin, quick } = scores;
    const whole = leaky ? (clean ? 'all' : 'all (share something)') : 'all (share nothing)';
    const parts = [
      [title, whole, all],
      [title, 'share something', clean && leaky],
      [title, 'share nothing', leaky && clean],
      [twin?.title ?? '', 'all, leak-free twin', twin?.all],
    ] as const;
    return parts.flatMap(([model, part, scored]) =>
      scored ? [scoreRow(quick ? `${model} (quick run)` : model, part, scored)] : [],
    );
  });
}

function scoreRow(model: string, part: string, scored: ScoredRows): ScoreAuditRow {
  const { rows, lesions, missingClasses, scores } = scored;
  const absent = missingClasses.length > 0 ? `, no ${missingClasses.join(', ')}` : '';
  return {
    model,
    'test rows': `${part}${absent}`,
    n: rows,
    lesions,
    accuracy: withInterval(scores.accuracy, asPercent),
    'balanced accuracy': withInterval(scores.balancedAccuracy, asPercent),
    'macro-F1': withInterval(scores.macroF1, asScore),
  };
}

function withInterval({ value, low, high }: Estimate, format: MetricFormat): string {
  const interval = Number.isNaN(low) ? 'no interval' : format.interval(low, high);
  return `${format.value(value)} [${interval}]`;
}
