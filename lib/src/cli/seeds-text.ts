import { SEED_METRICS, type SeedsSummary } from '../experiments/index.js';
import { metricNaming } from '../report/index.js';
import {
  count,
  percentWithDeviation,
  percentWithInterval,
  score,
  scoreWithInterval,
} from './figures.js';
import { textTable } from './text-table.js';

const IN_PERCENT: readonly string[] = ['accuracy', 'balancedAccuracy'];

/**
 * Runs of several seeds as text: a line a seed, then mean ± standard deviation.
 *
 * @param summary - from `summariseSeeds`
 * @returns lines of text
 */
export function seedsText(summary: SeedsSummary): string {
  const { runs, collapsed, quick } = summary;
  const lines = runs.map(({ experiment, last, split }) => [
    String(experiment.seed),
    ...SEED_METRICS.map((name) =>
      IN_PERCENT.includes(name) ? percentWithInterval(last[name]) : scoreWithInterval(last[name]),
    ),
    count(split.testRows),
  ]);
  const header = ['seed', ...SEED_METRICS.map((name) => metricNaming(name).name), 'test rows'];
  return [
    ...textTable([header, ...lines, meanCells(summary)]),
    '',
    seedsNote(summary),
    ...(collapsed > 0
      ? [
          `${collapsed} of ${runs.length} runs gave every test row the same class and have not learned; the means count them.`,
        ]
      : []),
    ...(quick
      ? ['Quick runs of few epochs: they show the way and say nothing about the model.']
      : []),
  ].join('\n');
}

/**
 * The line of means under a table of seeds.
 *
 * @param summary - from `summariseSeeds`
 * @returns cells: `mean ± sd`, a metric each, and how many seeds
 */
export function meanCells({ metrics, runs }: SeedsSummary): string[] {
  return [
    'mean ± sd',
    ...SEED_METRICS.map((name) => {
      const { mean, sd } = metrics[name];
      return IN_PERCENT.includes(name)
        ? percentWithDeviation({ mean, standardDeviation: sd })
        : `${score(mean)} ± ${score(sd)}`;
    }),
    `${runs.length} seeds`,
  ];
}

/**
 * What the means and intervals of several seeds say.
 *
 * @param summary - from `summariseSeeds`
 * @returns sentences of plain text
 */
export function seedsNote({ runs }: SeedsSummary): string {
  return `± is the standard deviation over ${runs.length} seeds (divided by ${runs.length - 1}): how far runs are apart. 95 % intervals are by bootstrap over lesions: how far one run’s score would move with other lesions. A seed draws the split, too, so test rows differ.`;
}
