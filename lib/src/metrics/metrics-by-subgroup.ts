import { ArgumentError, type IntegerSource } from '../core/index.js';
import { bootstrapIntervals, onceEach, type WeightedMetric } from './bootstrap-intervals.js';
import type { PredictedRow } from './evaluation-metrics.js';
import type { Interval } from './interval.js';
import type { WarningOptions } from './undefined-metric-warning.js';

/** Under so many lesions a group is too small to say. */
const FEWEST_LESIONS = 30;
/** Under so many lesions of a class, its part in a metric hangs on single lesions. */
const FEWEST_LESIONS_OF_CLASS = 5;

/** Options of `metricsBySubgroup`. */
export interface SubgroupOptions extends WarningOptions {
  /** Makes the source of a group's draws, e.g. `() => new RandomState(42)`; asked once a group. */
  readonly random: () => IntegerSource;
  /** The class, where the metrics are of one against the rest, e.g. `'mel'`: it must be there too. */
  readonly posLabel?: string | undefined;
  /** The groups in the order to show them; those without rows are left out. Default: as they come. */
  readonly order?: readonly string[] | undefined;
  /** Number of draws a group; default: 1,000. */
  readonly nResamples?: number | undefined;
  /** Share of draws inside the interval, in (0, 1); default: 0.95. */
  readonly confidence?: number | undefined;
}

/** The metrics of one group of rows. */
export interface Subgroup<Name extends string = string> {
  /** The group's name. */
  readonly group: string;
  /** Its rows (images). */
  readonly rows: number;
  /** The lesions that they show. */
  readonly lesions: number;
  /** Each metric with its interval; without ends (NaN) where the draws cannot tell. */
  readonly metrics: Readonly<Record<Name, Interval>>;
  /** True where the group is too small to say anything of it. */
  readonly tooSmall: boolean;
  /** What to read the numbers with, in plain words; empty where there is nothing to say. */
  readonly warnings: readonly string[];
}

/**
 * Metrics of each group of rows, e.g. by sex, age band, localisation or `dx_type`, with how many
 * rows and lesions they stand on, their intervals, and a plain word where that is too few.
 *
 * @param rows - test rows as predicted, with what they are grouped by
 * @param groupOf - the group of a row
 * @param metrics - the metrics of rows, e.g. `(rows) => evaluationMetrics(rows, classes)`
 * @param options - source of the draws, order of the groups
 * @returns an entry a group; intervals are 95 % bootstrap intervals over lesions
 * @throws ArgumentError where there are no rows, or `order` does not name a group that is there
 * @remarks A group is too small to say under 30 lesions, below which the U.S. National Center for
 * Health Statistics publishes no proportion (Parker et al., Vital Health Stat. 2(175), 2017). A class
 * with 1 to 4 lesions in the group is named too, after Cochran's rule of at least five (Biometrics
 * 10:417, 1954), and with fewer of `posLabel` the group is too small. Where all draws give one value,
 * as when all melanomas of a group are found, or the group shows one lesion, a bootstrap cannot tell
 * how sure that is: the interval has no ends (NaN). Many groups are many looks: some will differ by
 * chance.
 * @example
 * ```ts
 * import { evaluationMetrics, metricsBySubgroup, RandomState } from 'dermlab';
 *
 * const row = { label: 'mel', predicted: 'mel', probabilities: [0.8, 0.2] };
 * const rows = [
 *   { ...row, lesionId: 'HAM_0000001', sex: 'female' },
 *   { ...row, lesionId: 'HAM_0000002', sex: 'female', predicted: 'nv' },
 * ];
 * const [female] = metricsBySubgroup(
 *   rows,
 *   (row) => row.sex,
 *   (group) => ({ accuracy: evaluationMetrics(group, ['mel', 'nv']).accuracy }),
 *   { random: () => new RandomState(42) },
 * );
 * female?.metrics.accuracy; // { value: 0.5, low: 0, high: 1 }
 * female?.warnings[0]; // 'too small to say: 2 lesions, and 30 are the least'
 * ```
 */
export function metricsBySubgroup<Row extends PredictedRow, Name extends string>(
  rows: readonly Row[],
  groupOf: (row: Row) => string,
  metrics: (rows: readonly Row[]) => Readonly<Record<Name, WeightedMetric>>,
  options: SubgroupOptions,
): Subgroup<Name>[] {
  if (rows.length === 0) {
    throw new ArgumentError('rows is empty: expected at least one test row.');
  }
  const grouped = groupRows(rows, groupOf);
  return orderOf([...grouped.keys()], options.order).map((group) => {
    const members = grouped.get(group)!;
    const lesions = new Set(members.map((row) => row.lesionId)).size;
    const intervals = intervalsOf(members, lesions, metrics(members), options);
    const tooFew = tooFewLesions(members, lesions, options.posLabel);
    return {
      group,
      rows: members.length,
      lesions,
      metrics: intervals,
      tooSmall: tooFew.length > 0,
      warnings: [...tooFew, ...rareClasses(members), ...unmoved(intervals)],
    };
  });
}

function groupRows<Row>(rows: readonly Row[], groupOf: (row: Row) => string): Map<string, Row[]> {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groupOf(row);
    const members = grouped.get(group);
    if (members) members.push(row);
    else grouped.set(group, [row]);
  }
  return grouped;
}

function orderOf(present: readonly string[], order: readonly string[] | undefined): string[] {
  if (!order) return [...present];
  const unnamed = present.filter((group) => !order.includes(group));
  if (unnamed.length > 0) {
    throw new ArgumentError(
      `order (${order.join(', ')}) does not name ${unnamed.join(', ')}, which rows are of: name every group.`,
    );
  }
  return order.filter((group) => present.includes(group));
}

function intervalsOf<Name extends string>(
  rows: readonly PredictedRow[],
  lesions: number,
  metrics: Readonly<Record<Name, WeightedMetric>>,
  { random, nResamples = 1000, confidence, onWarning }: SubgroupOptions,
): Record<Name, Interval> {
  const names = Object.keys(metrics) as Name[];
  if (lesions === 1) {
    const weights = onceEach(rows.length);
    return record(names, (name) => ({
      value: metrics[name](weights, onWarning),
      low: Number.NaN,
      high: Number.NaN,
    }));
  }
  const intervals = bootstrapIntervals(metrics, {
    nRows: rows.length,
    groups: rows.map((row) => row.lesionId),
    nResamples,
    confidence,
    random: random(),
    onWarning,
  });
  return record(names, (name) => {
    const { value, low, high } = intervals[name];
    return low < high ? { value, low, high } : { value, low: Number.NaN, high: Number.NaN };
  });
}

function record<Name extends string, Value>(
  names: readonly Name[],
  valueOf: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, Value>;
}

function tooFewLesions(
  rows: readonly PredictedRow[],
  lesions: number,
  posLabel: string | undefined,
): string[] {
  const counts: [count: number, fewest: number, of: string][] = [[lesions, FEWEST_LESIONS, '']];
  if (posLabel !== undefined) {
    const ofClass = lesionsByClass(rows).get(posLabel)?.size ?? 0;
    counts.push([ofClass, FEWEST_LESIONS_OF_CLASS, ` of ${posLabel}`]);
  }
  return counts
    .filter(([count, fewest]) => count < fewest)
    .map(
      ([count, fewest, of]) =>
        `too small to say: ${String(count)} ${count === 1 ? 'lesion' : 'lesions'}${of}, and ${String(fewest)} are the least`,
    );
}

function rareClasses(rows: readonly PredictedRow[]): string[] {
  const lesions = lesionsByClass(rows);
  const rare = [...lesions.keys()]
    .filter((label) => lesions.get(label)!.size < FEWEST_LESIONS_OF_CLASS)
    .sort();
  if (rare.length === 0) return [];
  return [
    `fewer than ${String(FEWEST_LESIONS_OF_CLASS)} lesions of ${rare.join(', ')}: metrics that average over classes hang on single lesions`,
  ];
}

function unmoved(metrics: Readonly<Record<string, Interval>>): string[] {
  return Object.entries(metrics)
    .filter(([, { value, low }]) => !Number.isNaN(value) && Number.isNaN(low))
    .map(([name]) => `${name} has no interval: all draws of these lesions give one value`);
}

function lesionsByClass(rows: readonly PredictedRow[]): Map<string, Set<string>> {
  const lesions = new Map<string, Set<string>>();
  for (const { label, lesionId } of rows) {
    lesions.set(label, (lesions.get(label) ?? new Set()).add(lesionId));
  }
  return lesions;
}
