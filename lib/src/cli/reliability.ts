import type { RunResult, TrainedModel } from '../experiments/index.js';
import { count, percentWithInterval } from './figures.js';

/**
 * How often a model is right, in words, to be shown with whatever it says of an image.
 *
 * @param trained - an opened model
 * @returns sentences with test rows, interval and leak; that it is not known, where no run tells
 */
export function reliability({ run }: TrainedModel): string {
  if (!run) return 'How often this model is right is not known here.';
  const { last, split, quick } = run;
  const accuracy = percentWithInterval(last.accuracy);
  return [
    `This model was right on ${accuracy} of ${count(split.testRows)} test images (95 % interval).`,
    ...leakSentence(split),
    ...(quick ? ['It is of a quick run, which says nothing about the model.'] : []),
  ].join(' ');
}

/**
 * The same as data.
 *
 * @param trained - an opened model
 * @returns its test accuracy with interval and rows, where a run tells; to be spread into a result
 */
export function testAccuracy({ run }: TrainedModel) {
  if (!run) return {};
  const { testRows: rows, testRowsWithLesionInTrain: rowsWithLesionInTrain } = run.split;
  return { testAccuracy: { ...run.last.accuracy, rows, rowsWithLesionInTrain, quick: run.quick } };
}

function leakSentence({ testRowsWithLesionInTrain: leaked }: RunResult['split']): string[] {
  if (leaked === 0)
    return ['None of them shares an image or a lesion with what it was trained on.'];
  return [
    `${count(leaked)} of them show a lesion that it was trained on, so on new ones it may be right less often.`,
  ];
}
