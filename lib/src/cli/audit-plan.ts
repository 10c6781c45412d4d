import { ArgumentError } from '../core/index.js';
import type { ImageDataset } from '../datasets/index.js';
import {
  type Experiment,
  LESION_FOLDS,
  mobilenetTransferGrouped,
  mobilenetTransferLeaky,
  sourceAClassifyingModel,
  sourceBCnn,
  sourceBCnnGrouped,
  sourceBMlp,
  sourceBMlpGrouped,
  sourceBVgg16,
  sourceBVgg16Caffe,
  sourceBVgg16Grouped,
  sourceCByImage,
  sourceCByLesion,
  sourceCOversampledFirst,
  sourceDCnn,
  sourceDCnnGrouped,
  sourceDCnnOversampled,
  sourceDCnnUndersampled,
  sourceDMobilenet,
  sourceDMobilenetGrouped,
  sourceEAsGiven,
  sourceEByImage,
  sourceEByLesion,
} from '../experiments/index.js';

const SOURCE_C = [sourceCOversampledFirst, sourceCByImage, sourceCByLesion];
const ON_LESION_FOLDS = LESION_FOLDS.map(({ experiment }) => experiment);
const SOURCE_E_OWN_VALIDATION = [sourceEByImage, sourceEByLesion];

/** What can be audited on each kind of data, each experiment before its leak-free twin. */
const EXPERIMENTS: Readonly<Record<Experiment['dataset'], readonly Experiment[]>> = {
  ham10000: [
    sourceBCnn,
    sourceBMlp,
    sourceBVgg16,
    sourceBVgg16Caffe,
    mobilenetTransferLeaky,
    sourceBCnnGrouped,
    sourceBMlpGrouped,
    sourceBVgg16Grouped,
    mobilenetTransferGrouped,
    ...SOURCE_C,
    ...ON_LESION_FOLDS.filter(({ dataset }) => dataset === 'ham10000'),
  ],
  'pixel-table': SOURCE_C,
  'image-table': [sourceAClassifyingModel],
  isic2019: [
    sourceDCnn,
    sourceDCnnUndersampled,
    sourceDCnnOversampled,
    sourceDMobilenet,
    sourceDCnnGrouped,
    sourceDMobilenetGrouped,
  ],
  'class-folders': [
    ...SOURCE_E_OWN_VALIDATION,
    sourceEAsGiven,
    ...ON_LESION_FOLDS.filter(({ dataset }) => dataset === 'class-folders'),
  ],
};

/** What is audited where nothing is named: of experiments with one split, one. */
const USUAL: readonly Experiment[] = [
  sourceBCnn,
  sourceBMlp,
  sourceBCnnGrouped,
  sourceBMlpGrouped,
  ...SOURCE_C,
  sourceAClassifyingModel,
  ...EXPERIMENTS.isic2019,
];

/** Names of all experiments that can be audited. */
export const AUDITED: readonly string[] = [
  ...new Set(
    Object.values(EXPERIMENTS)
      .flat()
      .map(({ name }) => name),
  ),
];

/**
 * The experiments to audit on some data.
 *
 * @param names - those asked for; none: the usual ones
 * @param kind - what the data are
 * @param dataset - the data
 * @returns experiments in the order in which they are shown
 * @throws ArgumentError where one of them is not run on such data
 */
export function planAudit(
  names: readonly string[],
  kind: Experiment['dataset'],
  { rows }: Pick<ImageDataset, 'rows'>,
): readonly Experiment[] {
  const possible = EXPERIMENTS[kind];
  if (names.length > 0) {
    const unfit = names.find((name) => !possible.some((experiment) => experiment.name === name));
    if (unfit === undefined) return possible.filter(({ name }) => names.includes(name));
    throw new ArgumentError(
      `${unfit} is not run on data of this kind (${kind}), expected one of ${possible.map(({ name }) => name).join(', ')}. Give its data with --data.`,
    );
  }
  if (kind !== 'class-folders') return possible.filter((experiment) => USUAL.includes(experiment));
  const isGiven = rows.some(({ split }) => split === 'validation');
  return isGiven ? [sourceEAsGiven] : SOURCE_E_OWN_VALIDATION;
}
