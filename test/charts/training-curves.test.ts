import { describe, expect, it } from 'vitest';
import { figureTable, trainingCurves } from '../../lib/src/charts/index.js';

const history = [
  { epoch: 1, loss: 1.9, accuracy: 0.2, valLoss: 1.8, valAccuracy: 0.25 },
  { epoch: 2, loss: 1.5, accuracy: 0.4, valLoss: 1.4, valAccuracy: 0.45 },
  { epoch: 3, loss: 1.2, accuracy: 0.6, valLoss: 1.5, valAccuracy: 0.4 },
];

describe('trainingCurves', () => {
  it('draws train and test accuracy', () => {
    expect(figureTable(trainingCurves(history))).toEqual({
      columns: ['epoch', 'train', 'test'],
      rows: [
        [1, 0.2, 0.25],
        [2, 0.4, 0.45],
        [3, 0.6, 0.4],
      ],
    });
  });

  it('draws train and test loss', () => {
    expect(figureTable(trainingCurves(history, { metric: 'loss' })).rows.at(-1)).toEqual([
      3, 1.2, 1.5,
    ]);
  });

  it('marks the best and the last epoch on the test curve', () => {
    expect(trainingCurves(history, { bestEpoch: 2 }).data[1]).toMatchObject({
      marker: { size: [0.1, 11, 8], symbol: ['circle', 'diamond', 'circle'] },
    });
  });

  it('calls the best epoch optimistic and names n', () => {
    expect(trainingCurves(history, { bestEpoch: 2, testRows: 700 }).layout.title).toMatchObject({
      subtitle: { text: 'test n = 700; diamond: best epoch 2 (optimistic), test 45.0\u00a0%' },
    });
  });

  it('writes the last values beside the ends, the higher one above', () => {
    expect(trainingCurves(history).layout.annotations).toMatchObject([
      { text: 'train 60.0\u00a0%', yshift: 7 },
      { text: 'test 40.0\u00a0%', yshift: -7 },
    ]);
  });

  it.each([
    [1, 1],
    [2, 1],
    [6, 1],
    [7, 2],
    [50, 10],
    [5000, 1000],
    [100_000, 16_667],
  ])('ticks %i epochs every %i', (epochs, dtick) => {
    const long = Array.from({ length: epochs }, (_, index) => ({
      ...history[0]!,
      epoch: index + 1,
    }));
    expect(trainingCurves(long).layout.xaxis?.dtick).toBe(dtick);
  });

  it('has units on both axes', () => {
    const { xaxis, yaxis } = trainingCurves(history, { metric: 'loss' }).layout;
    expect([xaxis?.title, yaxis?.title]).toEqual([
      { text: 'epoch' },
      { text: 'cross-entropy loss (nats)' },
    ]);
  });

  it('draws an empty history', () => {
    expect(figureTable(trainingCurves([])).rows).toEqual([]);
  });
});
