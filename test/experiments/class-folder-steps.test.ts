import { describe, expect, test } from 'vitest';
import type { LabelledRow } from '../../lib/src/datasets/index.js';
import {
  crossValidationFolds,
  type Experiment,
  LESION_FOLDS,
  prepareRows,
  sourceEByImage,
  sourceEByLesion,
  summariseSplit,
} from '../../lib/src/experiments/index.js';
import { kerasValidationSplit } from '../../lib/src/random/index.js';

const CLASSES = ['mel', 'nv'];

/** 60 images of 30 lesions a class, a quarter of them test; each training image has a copy. */
const rows: LabelledRow[] = CLASSES.flatMap((dx) =>
  Array.from({ length: 60 }, (_, image): LabelledRow[] => {
    const lesion = `${dx}-${image >> 1}`;
    const row = { image_id: `${dx}/${image}`, lesion_id: lesion, dx, isAugmented: false };
    if (image >= 45) return [{ ...row, split: 'test' }];
    const copy = { ...row, image_id: `${row.image_id}_augmented_0`, isAugmented: true };
    return [
      { ...row, split: 'train' },
      { ...copy, split: 'train' },
    ];
  }).flat(),
);

const prepare = ({ steps }: Pick<Experiment, 'steps'>) => prepareRows(rows, CLASSES, steps, 42);

describe('source E’s steps', () => {
  test('by image: Keras’s choice of the training rows, so lesions stand on both sides', () => {
    const prepared = prepareRows(
      rows,
      CLASSES,
      [
        { step: 'givenSplit' },
        { step: 'kerasValidationSplit', validationSplit: 0.2, into: 'validation' },
      ],
      42,
    );
    const given = rows.flatMap(({ split }, row) => (split === 'train' ? [row] : []));
    const { train, test: held } = kerasValidationSplit(given.length, 0.2, 42);
    expect([...prepared.train]).toEqual(Array.from(train, (at) => given[at]));
    expect([...(prepared.validation ?? [])]).toEqual(Array.from(held, (at) => given[at]));
    const split = summariseSplit(rows, CLASSES, prepare(sourceEByImage), sourceEByImage.steps);
    expect(split.validationRowsWithLesionInTrain).toBe(split.validationRows);
  });

  test('by lesion: no lesion on both sides, and only originals in validation', () => {
    const prepared = prepare(sourceEByLesion);
    const split = summariseSplit(rows, CLASSES, prepared, sourceEByLesion.steps);
    expect(split.validationRows).toBeGreaterThan(10);
    expect(split.validationRowsWithLesionInTrain).toBe(0);
    expect([...(prepared.validation ?? [])].some((row) => rows[row]?.isAugmented)).toBe(false);
    expect([...prepared.train].some((row) => rows[row]?.isAugmented)).toBe(true);
    expect(split.description).toContain('augmented copies dropped from validation');
  });

  test.each([sourceEByImage, sourceEByLesion])(
    '$name leaves the test folder as it is',
    (experiment) => {
      const inTest = rows.flatMap(({ split }, row) => (split === 'test' ? [row] : []));
      expect([...prepare(experiment).test]).toEqual(inTest);
    },
  );

  test('in folds of lesions: each original is tested once, and no copy ever', () => {
    const { experiment } = LESION_FOLDS.find(({ published }) => published === sourceEByImage)!;
    const tested = crossValidationFolds(experiment).flatMap((fold) => {
      const prepared = prepare(fold);
      const split = summariseSplit(rows, CLASSES, prepared, fold.steps);
      expect(split.testRowsWithLesionInTrain).toBe(0);
      expect([...prepared.train].some((row) => rows[row]?.isAugmented)).toBe(true);
      expect(split.description).toContain('augmented copies dropped from test');
      return [...prepared.test];
    });
    const originals = rows.flatMap(({ isAugmented }, row) => (isAugmented ? [] : [row]));
    expect(tested.sort((a, b) => a - b)).toEqual(originals);
  });

  test('dropping copies needs a validation side', () => {
    const steps = [{ step: 'givenSplit' }, { step: 'dropAugmented', from: 'validation' }] as const;
    expect(() => prepareRows(rows, CLASSES, steps, 42)).toThrow(/before a validation side/);
  });
});
