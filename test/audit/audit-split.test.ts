import { expect, test } from 'vitest';
import {
  auditSplit,
  type NearDuplicates,
  poolAudits,
  sharedWithTraining,
} from '../../lib/src/audit/index.js';

const row = (lesion_id: string, image_id: string) => ({ dx: 'mel', lesion_id, image_id });
const rows = [
  row('a', '1'),
  row('a', '2'),
  row('b', '3'),
  row('c', '4'),
  row('d', '5'),
  row('e', '6'),
];
const pair = (imageId: string, otherImageId: string) => ({ imageId, otherImageId });
const nearDuplicates = {
  // 1 is in training: 2 is of its lesion, 3 of another one. 4 and 5 are both test images.
  pairs: [pair('1', '2'), pair('1', '3'), pair('4', '5')],
} as unknown as NearDuplicates;
// The test rows hold 3 twice, as a copy.
const prepared = {
  train: Int32Array.of(0, 0),
  validation: Int32Array.of(5),
  test: Int32Array.of(0, 1, 2, 2, 3, 4),
};

test('counts image, lesion and near-duplicate, and what is left', () => {
  const { test: side, validation, trainRows } = auditSplit(rows, prepared, nearDuplicates);
  expect(trainRows).toBe(2);
  expect(side).toEqual({
    rows: 6,
    sameImage: 1,
    sameLesion: 2,
    nearDuplicate: 3,
    nearDuplicateOfNewLesion: 2,
    clean: 2,
  });
  expect(validation).toEqual({
    rows: 1,
    sameImage: 0,
    sameLesion: 0,
    nearDuplicate: 0,
    nearDuplicateOfNewLesion: 0,
    clean: 1,
  });
});

test('says nothing of near-duplicates that were not looked for', () => {
  expect(auditSplit(rows, prepared).test).toEqual({
    rows: 6,
    sameImage: 1,
    sameLesion: 2,
    clean: 4,
  });
});

test('shows an example of each kind, a copy once', () => {
  expect(auditSplit(rows, prepared, nearDuplicates).examples).toEqual([
    { shared: 'same image', imageId: '1', lesionId: 'a', trainImageId: '1', trainLesionId: 'a' },
    { shared: 'same lesion', imageId: '2', lesionId: 'a', trainImageId: '1', trainLesionId: 'a' },
    {
      shared: 'near-duplicate',
      imageId: '3',
      lesionId: 'b',
      trainImageId: '1',
      trainLesionId: 'a',
    },
  ]);
});

test('says the worst of each test row', () => {
  expect(sharedWithTraining(rows, prepared, nearDuplicates)).toEqual([
    'same image',
    'same lesion',
    'near-duplicate',
    'near-duplicate',
    'new lesion',
    'new lesion',
  ]);
});

test('adds folds up', () => {
  const audit = auditSplit(rows, prepared, nearDuplicates);
  const pooled = poolAudits([audit, audit]);
  expect(pooled.trainRows).toBe(4);
  expect(pooled.test).toMatchObject({ rows: 12, sameLesion: 4, clean: 4 });
  expect(pooled.validation).toMatchObject({ rows: 2, clean: 2 });
});
