import { expect, test } from 'vitest';
import { AGE_BANDS, ageBand, loadHam10000 } from '../../lib/src/index.js';

test.each([
  [0, 'under 30'],
  [29.9, 'under 30'],
  [30, '30–44'],
  [45, '45–59'],
  [59, '45–59'],
  [60, '60–74'],
  [75, '75 and over'],
  [120, '75 and over'],
  [null, 'unknown'],
])('the band of %s is %s', (age, band) => {
  expect(ageBand(age)).toBe(band);
});

test.each([-1, Number.NaN])('there is no age of %d', (age) => {
  expect(() => ageBand(age)).toThrow('expected an age from 0 on, or null');
});

test('every band of HAM10000 holds hundreds of lesions, the unknown ages apart', async () => {
  const dataset = await loadHam10000();
  const lesions = AGE_BANDS.map(
    (band) =>
      new Set(dataset.rows.filter(({ age }) => ageBand(age) === band).map((row) => row.lesion_id))
        .size,
  );
  dataset.close();
  expect(lesions).toEqual([397, 1669, 2847, 1618, 887, 52]);
});
