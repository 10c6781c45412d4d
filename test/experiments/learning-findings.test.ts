import { describe, expect, test } from 'vitest';
import { type EpochLog, learningFindings } from '../../lib/src/experiments/index.js';

/** Epochs by training accuracy, watched accuracy and watched loss. */
function history(...epochs: readonly (readonly [number, number, number])[]): EpochLog[] {
  return epochs.map(([accuracy, valAccuracy, valLoss], index) => {
    return { epoch: index + 1, loss: 1, accuracy, valAccuracy, valLoss };
  });
}

describe('learningFindings', () => {
  test('finds gap, best epoch and the epoch of the lowest loss', () => {
    const found = learningFindings(history([0.5, 0.6, 1], [0.7, 0.65, 0.8], [0.8, 0.64, 0.9]), 500);
    expect(found.gap).toBeCloseTo(0.16);
    expect(found.bestEpoch).toBe(2);
    expect(found.lowestLossEpoch).toBe(2);
    expect(found.lossRise).toBeCloseTo(0.125);
  });

  test('takes the first of equal epochs', () => {
    const found = learningFindings(history([0.5, 0.6, 1], [0.5, 0.6, 1]), 500);
    expect([found.bestEpoch, found.lowestLossEpoch]).toEqual([1, 1]);
  });

  test('calls a gap with a rising loss overfitting', () => {
    expect(learningFindings(history([0.6, 0.6, 1], [0.9, 0.6, 1.2]), 500).verdict).toBe('overfits');
  });

  test('does not call a gap overfitting while the loss still falls', () => {
    expect(learningFindings(history([0.6, 0.6, 1], [0.9, 0.7, 0.9]), 500).verdict).toBe('neither');
  });

  test('does not call a gap overfitting that few rows explain', () => {
    const curves = history([0.6, 0.6, 1], [0.75, 0.6, 1.2]);
    expect(learningFindings(curves, 20).verdict).toBe('neither');
    expect(learningFindings(curves, 500).verdict).toBe('overfits');
  });

  test('calls curves underfitting that lie together and still get better', () => {
    expect(learningFindings(history([0.5, 0.5, 1], [0.6, 0.6, 0.9]), 500).verdict).toBe(
      'underfits',
    );
  });

  test('calls curves that have levelled off neither', () => {
    expect(learningFindings(history([0.6, 0.6, 0.9], [0.61, 0.6, 0.91]), 500).verdict).toBe(
      'neither',
    );
  });
});
