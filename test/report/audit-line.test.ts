import { expect, test } from 'vitest';
import { auditLine, pooledAuditLine } from '../../lib/src/report/index.js';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const leaky = { testRows: 700, testRowsWithImageInTrain: 401, testRowsWithLesionInTrain: 484 };
const clean = { testRows: 2004, testRowsWithImageInTrain: 0, testRowsWithLesionInTrain: 0 };

test('counts what is shared, and says that pixels were not compared', () => {
  expect(plain(auditLine(leaky))).toBe(
    'Audit: 484 of 700 test rows (69.1 %) share something with training: 401 the very image, 83 another image of the lesion; pixels were not compared (npx dermlab audit does).',
  );
  expect(auditLine(clean)).toBe(
    'Audit: none of the 2,004 test rows shares an image or a lesion with training; pixels were not compared (npx dermlab audit does).',
  );
});

test('counts near-duplicates where they were looked for', () => {
  const side = { rows: 700, sameImage: 401, sameLesion: 484, clean: 214 };
  const audit = {
    trainRows: 2800,
    test: { ...side, nearDuplicate: 30, nearDuplicateOfNewLesion: 2 },
    examples: [],
  };
  expect(plain(auditLine(leaky, audit))).toBe(
    'Audit: 486 of 700 test rows (69.4 %) share something with training: 401 the very image, 83 another image of the lesion, 2 a near-duplicate.',
  );
  const nothing = { rows: 2004, sameImage: 0, sameLesion: 0, clean: 2004 };
  const looked = { ...nothing, nearDuplicate: 0, nearDuplicateOfNewLesion: 0 };
  expect(auditLine(clean, { trainRows: 1, test: looked, examples: [] })).toBe(
    'Audit: none of the 2,004 test rows shares an image, a lesion or a near-duplicate with training.',
  );
});

test('adds up folds', () => {
  expect(plain(pooledAuditLine([leaky, clean]))).toMatch(
    /^Audit: 484 of 2,704 test rows \(17\.9 %\) share/,
  );
});
