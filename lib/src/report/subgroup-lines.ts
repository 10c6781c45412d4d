import { formatCount, formatPercent, formatScore } from '../charts/index.js';
import type { Estimate, RunSubgroup, SubgroupMetrics } from '../experiments/index.js';

/** One group as tables show it. */
export interface SubgroupLine {
  /** The group's name. */
  readonly name: string;
  /** The same; says so where it is too small to say anything of it. */
  readonly group: string;
  /** True where it is too small to say. */
  readonly tooSmall: boolean;
  /** Its test rows. */
  readonly images: string;
  /** The lesions that they show. */
  readonly lesions: string;
  /** Metrics by the name of their column, each with its 95 % interval. */
  readonly metrics: Readonly<Record<string, string>>;
  /** What to read the numbers with. */
  readonly notes: readonly string[];
}

/** How the groups' metrics are to be read, in every table of them. */
export const SUBGROUPS_NOTE =
  'Intervals are 95 %, by bootstrap over lesions; there is none where all draws of the lesions give one value. Where a class has fewer than 5 lesions, what averages over classes hangs on single lesions. Melanomas found: at one threshold for all groups, that of the metrics above, with the number of melanomas. Balanced accuracy and macro-F1 are means over the classes that a group has, so groups with other classes are not to be compared by them; ROC AUC needs all classes. Many groups are many looks: some will differ by chance.';

/**
 * The groups of one kind as lines of a table.
 *
 * @param kind - from `runSubgroups`
 * @returns a line a group
 */
export function subgroupLines({ groups }: SubgroupMetrics): SubgroupLine[] {
  return groups.map((group) => {
    const { accuracy, balancedAccuracy, macroF1, rocAuc } = group.metrics;
    return {
      name: group.group,
      group: group.tooSmall ? `${group.group} (too few to say)` : group.group,
      tooSmall: group.tooSmall,
      images: formatCount(group.rows),
      lesions: formatCount(group.lesions),
      metrics: {
        'melanomas found': melanomas(group),
        accuracy: share(accuracy),
        'balanced accuracy': share(balancedAccuracy),
        'macro-F1': score(macroF1),
        'ROC AUC': Number.isNaN(rocAuc.value) ? 'a class is missing' : score(rocAuc),
      },
      notes: notesOf(group),
    };
  });
}

function melanomas({ melanoma }: RunSubgroup): string {
  if (!melanoma) return 'none there';
  const n = `n = ${formatCount(melanoma.rows)}`;
  return melanoma.tooSmall
    ? `too few to say, ${n}`
    : `${share(melanoma.metrics.sensitivity)}, ${n}`;
}

/** What is said below each table, or in a cell, is left out. */
function notesOf({ warnings }: RunSubgroup): string[] {
  return warnings
    .filter((warning) => !warning.includes(' has no interval'))
    .map((warning) => warning.replace(/: metrics that average.*/, ''));
}

function share({ value, low, high }: Estimate): string {
  if (Number.isNaN(low)) return `${formatPercent(value)}, no interval`;
  return `${formatPercent(value)} [${percent(low)}–${percent(high)}]`;
}

function score({ value, low, high }: Estimate): string {
  if (Number.isNaN(low)) return `${formatScore(value, 2)}, no interval`;
  return `${formatScore(value, 2)} [${formatScore(low, 2)}–${formatScore(high, 2)}]`;
}

function percent(fraction: number): string {
  return (100 * fraction).toFixed(0);
}
