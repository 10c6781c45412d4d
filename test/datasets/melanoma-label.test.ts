import { expect, test } from 'vitest';
import { HAM10000_CLASSES, ISIC2019_CLASSES, melanomaLabel } from '../../lib/src/datasets/index.js';

test.each([
  [HAM10000_CLASSES, 'mel'],
  [ISIC2019_CLASSES, 'MEL'],
  [['actinic keratosis', 'melanoma', 'nevus'], 'melanoma'],
  [['Nevus', 'Melanoma'], 'Melanoma'],
  [['1_nevus', '2_melanoma'], '2_melanoma'],
  [['benign', 'malignant'], undefined],
  [['melanoma and nevus', 'nevus'], undefined],
  [['melanocytic', 'melasma'], undefined],
  [[], undefined],
])('of %j melanoma is %s', (classes: readonly string[], label) => {
  expect(melanomaLabel(classes)).toBe(label);
});
