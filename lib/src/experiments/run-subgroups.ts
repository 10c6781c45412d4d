import type { LabelledRow } from '../datasets/index.js';
import {
  evaluationMetrics,
  metricsBySubgroup,
  oneVsRestMetrics,
  type Subgroup,
} from '../metrics/index.js';
import { RandomState } from '../random/index.js';
import { type MelanomaMetric, melanomaPoint } from './melanoma-sensitivity.js';
import type { Prediction, RunResult } from './run-result.js';
import { subgroupKinds } from './subgroup-kinds.js';

/** The metrics of a subgroup, those of melanoma aside. */
export type SubgroupMetric = 'accuracy' | 'balancedAccuracy' | 'macroF1' | 'rocAuc';

/** One group of test rows. */
export interface RunSubgroup extends Subgroup<SubgroupMetric> {
  /**
   * How many of the group's melanomas are found at the threshold of all rows, with a plain word where
   * they are too few; absent where no class is melanoma, or the group has none or nothing else.
   */
  readonly melanoma?: Pick<Subgroup<MelanomaMetric>, 'metrics' | 'tooSmall' | 'warnings'> & {
    /** The group's rows that show melanoma. */
    readonly rows: number;
  };
}

/** A run's metrics by groups of one kind. */
export interface SubgroupMetrics {
  /** What the rows are grouped by, e.g. `sex`. */
  readonly heading: string;
  /** The groups that have test rows. */
  readonly groups: readonly RunSubgroup[];
}

/**
 * A run's metrics by sex, age band, localisation and dx_type, as far as the data name them, each with
 * sample sizes, 95 % intervals over lesions, and a plain word where a group is too small to say.
 *
 * @param run - its classes, seed, and where it calls melanoma
 * @param predictions - what it said of the test rows
 * @param rows - the data set's rows, whose columns make the groups
 * @returns one entry a kind; none where the data name nothing to tell groups apart by
 * @remarks Melanoma is called at one threshold in all groups, as it would be in use. Where a group
 * lacks a class, its area under the ROC curve is NaN, and balanced accuracy and macro-F1 are means
 * over the classes that it has.
 */
export function runSubgroups(
  { classes, experiment, last }: Pick<RunResult, 'classes' | 'experiment' | 'last'>,
  predictions: readonly Prediction[],
  rows: readonly LabelledRow[],
): SubgroupMetrics[] {
  const byImage = new Map(rows.map((row) => [row.image_id, row]));
  // Runs from before it was measured have no point.
  const point = last.melanomaSensitivity ?? melanomaPoint(predictions, classes);
  const options = { random: () => new RandomState(experiment.seed), onWarning: () => undefined };
  return subgroupKinds(rows[0]).map(({ heading, groupOf, order }) => {
    const group = ({ imageId }: Prediction) => groupOf(byImage.get(imageId));
    const found = metricsBySubgroup(predictions, group, (of) => metricsOf(of, classes), {
      ...options,
      ...(order ? { order } : {}),
    });
    const melanomas = point ? melanomaBySubgroup(predictions, group, classes, point, options) : [];
    return { heading, groups: found.map((one) => withMelanoma(one, melanomas)) };
  });
}

function metricsOf(rows: readonly Prediction[], classes: readonly string[]) {
  const { accuracy, balancedAccuracy, macroF1, rocAuc } = evaluationMetrics(rows, classes);
  return { accuracy, balancedAccuracy, macroF1, rocAuc };
}

/** A group's melanomas. */
type Melanomas = Pick<RunSubgroup, 'group'> & { readonly melanoma: RunSubgroup['melanoma'] };

function melanomaBySubgroup(
  predictions: readonly Prediction[],
  groupOf: (row: Prediction) => string,
  classes: readonly string[],
  { label, threshold }: { readonly label: string; readonly threshold: number | null },
  options: Pick<Parameters<typeof metricsBySubgroup>[3], 'random' | 'onWarning'>,
): Melanomas[] {
  const counts = new Map<string, number>();
  const others = new Set<string>();
  for (const row of predictions) {
    const group = groupOf(row);
    if (row.label === label) counts.set(group, (counts.get(group) ?? 0) + 1);
    else others.add(group);
  }
  const measurable = predictions.filter((row) => {
    const group = groupOf(row);
    return counts.has(group) && others.has(group);
  });
  if (measurable.length === 0) return [];
  const given = { posLabel: label, threshold: threshold ?? Infinity };
  return metricsBySubgroup(
    measurable,
    groupOf,
    (rows) => {
      const { sensitivity, specificity } = oneVsRestMetrics(rows, classes, given);
      return { sensitivity, specificity };
    },
    { ...options, posLabel: label },
  ).map(({ group, metrics, tooSmall, warnings }) => {
    return { group, melanoma: { rows: counts.get(group)!, metrics, tooSmall, warnings } };
  });
}

function withMelanoma(
  group: Subgroup<SubgroupMetric>,
  melanomas: readonly Melanomas[],
): RunSubgroup {
  const { melanoma } = melanomas.find((other) => other.group === group.group) ?? {};
  return melanoma ? { ...group, melanoma } : group;
}
