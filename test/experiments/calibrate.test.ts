import { describe, expect, test } from 'vitest';
import { atTemperature, calibrate, type Prediction } from '../../lib/src/experiments/index.js';
import { brierScoreLoss, expectedCalibrationError, logLoss } from '../../lib/src/metrics/index.js';

const classes = ['mel', 'nv'];

/** Rows that are sure to 0.95 and right three times of four; `shift` moves which are wrong. */
function tooSure(shift: number): Prediction[] {
  return Array.from({ length: 120 }, (_, row) => {
    const label = row % 3 === 0 ? 'mel' : 'nv';
    const right = (row + shift) % 4 !== 0;
    const melanoma = (label === 'mel') === right ? 0.95 : 0.05;
    return {
      imageId: `image${row}`,
      lesionId: `lesion${row}`,
      label,
      predicted: melanoma > 0.5 ? 'mel' : 'nv',
      probabilities: [melanoma, 1 - melanoma],
    };
  });
}

describe('calibrate', () => {
  const [test0, validation] = [tooSure(0), tooSure(1)];
  const options = { seed: 42, nResamples: 200 };
  const { temperature, after, decisions, validationRows } = calibrate(
    test0,
    validation,
    classes,
    options,
  );

  test('finds the temperature at which validation rows are as sure as they are right', () => {
    // logit(0.95) / logit(0.75)
    const expected = Math.log(0.95 / 0.05) / Math.log(0.75 / 0.25);
    expect(temperature?.value).toBeCloseTo(expected, 6);
    expect(temperature?.low).toBeGreaterThan(1);
    expect(temperature?.high).toBeGreaterThan(temperature!.value);
    expect(validationRows).toBe(120);
  });

  test('measures the test rows at that temperature, and not the validation rows', () => {
    const scaled = atTemperature(test0, temperature!.value);
    const labels = scaled.map(({ label }) => label);
    const probabilities = scaled.map((row) => row.probabilities);
    const given = { labels: classes };
    expect(after?.logLoss.value).toBeCloseTo(logLoss(labels, probabilities, given), 12);
    expect(after?.brierScore.value).toBeCloseTo(brierScoreLoss(labels, probabilities, given), 12);
    expect(after?.expectedCalibrationError.value).toBeCloseTo(
      expectedCalibrationError(labels, probabilities, given),
      12,
    );
    expect(scaled.map(({ predicted }) => predicted)).toEqual(
      test0.map(({ predicted }) => predicted),
    );
  });

  test('refers what is likelier melanoma than the cost allows', () => {
    // At 0.75 and 0.25 all are above 1 / 11: all are referred, and the mean cost is that of it.
    expect(decisions).toMatchObject({ missedMelanomaCost: 10, melanomaRows: 40 });
    expect(decisions?.threshold).toBeCloseTo(1 / 11, 12);
    expect(decisions?.referred.value).toBe(1);
    expect(decisions?.sensitivity.value).toBe(1);
    expect(decisions?.meanCost.value).toBeCloseTo(80 / 120, 12);
    expect(decisions?.meanCostReferringNone.value).toBeCloseTo((10 * 40) / 120, 12);
  });

  test('takes another cost: at 2, only rows above a third are referred', () => {
    const other = calibrate(test0, validation, classes, { ...options, missedMelanomaCost: 2 });
    const referred = test0.filter(({ predicted }) => predicted === 'mel');
    const missed = test0.filter(({ label, predicted }) => label === 'mel' && predicted === 'nv');
    const needless = referred.filter(({ label }) => label === 'nv');
    expect(other.decisions?.referred.value).toBe(referred.length / 120);
    const cost = (2 * missed.length + needless.length) / 120;
    expect(other.decisions?.meanCost.value).toBeCloseTo(cost, 12);
  });

  test('is the same for the same seed', () => {
    expect(calibrate(test0, validation, classes, options).temperature).toEqual(temperature);
  });

  test('settles nothing on rows that are all right', () => {
    const right = validation.filter(({ label, predicted }) => label === predicted);
    const given = calibrate(test0, right, classes, options);
    expect(given).toEqual({ validationRows: right.length, temperature: null });
  });

  test('decides nothing where no class is melanoma', () => {
    const rename = (label: string) => (label === 'mel' ? 'bkl' : label);
    const renamed = (rows: Prediction[]) =>
      rows.map((row) => {
        return { ...row, label: rename(row.label), predicted: rename(row.predicted) };
      });
    const others = calibrate(renamed(test0), renamed(validation), ['bkl', 'nv'], options);
    expect(others.temperature).toEqual(temperature);
    expect(others).not.toHaveProperty('decisions');
  });

  test.each([0, -1, Number.NaN, Infinity])('refuses a cost of %s', (missedMelanomaCost) => {
    expect(() => calibrate(test0, validation, classes, { ...options, missedMelanomaCost })).toThrow(
      /missedMelanomaCost is .*, expected a finite number above 0/,
    );
  });
});
