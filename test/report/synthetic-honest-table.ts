/** A made-up honest table for the page's tests: no number here was measured. */
import { type Estimate, sourceBCnn } from '../../lib/src/experiments/index.js';
import type { HonestPage, HonestSummary } from '../../lib/src/report/index.js';

const around = (value: number): Estimate => ({ value, low: value - 0.03, high: value + 0.03 });

/** A model that is as good as the number says. */
export function syntheticSummary(
  model: string,
  value: number,
  more: Partial<HonestSummary> = {},
): HonestSummary {
  return {
    model,
    published: 'made-up',
    testRows: 1000,
    lesions: 800,
    testRowsPerClass: { mel: 250, nv: 750 },
    balancedAccuracy: around(value),
    accuracy: around(value + 0.1),
    macroF1: around(value - 0.1),
    balancedAccuracyOfFolds: { mean: value, standardDeviation: 0.02 },
    shared: {
      rows: 1000,
      sameImage: 0,
      sameLesion: 0,
      nearDuplicate: 1,
      nearDuplicateOfNewLesion: 0,
      clean: 1000,
    },
    steps: '5 folds, stratified, grouped by lesion, then training rows resampled to 400 a class',
    isBest: false,
    warnings: [],
    quick: false,
    data: { description: '1,000 made-up images', sha256: 'a', attribution: 'Nobody’s images.' },
    engine: 'TensorFlow, made up',
    runs: ['made-up-fold-1-seed42-0123abcd', 'made-up-fold-2-seed42-0123abcd'],
    ...more,
  };
}

/** Two models, the second behind the first, quick and collapsed; a third to come. */
export const syntheticHonestPage: HonestPage = {
  summaries: [
    syntheticSummary('B: CNN', 0.6, { reported: sourceBCnn.reported, isBest: true }),
    syntheticSummary('D: MobileNet 0.25, fine-tuned', 0.5, {
      minusBest: {
        accuracy: around(-0.1),
        balancedAccuracy: around(-0.1),
        macroF1: around(-0.1),
      },
      quick: true,
      warnings: ['D: MobileNet, fold 2 of 5: every test row got the same class.'],
    }),
  ],
  pending: ['B: MLP'],
  notices: ['Images are made up.'],
  command: 'npx dermlab honest --only source-b-cnn,source-b-mlp,source-d-mobilenet --weights FILE',
};
