import { describe, expect, it } from 'vitest';
import { candidateScores, figureTable, scoresByValue } from '../../lib/src/charts/index.js';

const score = { value: 0.5, low: 0.375, high: 0.75 };
const lower = { value: 0.25, low: 0.125, high: 0.5 };
const none = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
const options = { axisTitle: 'Accuracy', validationRows: 1602 };

describe('candidateScores', () => {
  it('has a row a candidate, and the first one’s test score beside it', () => {
    const tested = { score: lower, rows: 2004 };
    const candidates = [
      { label: 'epochs 3, batchSize 16', score },
      { label: 'epochs 5, batchSize 16', score: none },
    ];
    const figure = candidateScores(candidates, { ...options, tested });
    expect(figureTable(figure).rows).toEqual([
      ['epochs 3, batchSize 16', 0.5, 0.375, 0.75, 0.25, 0.125, 0.5],
      ['epochs 5, batchSize 16', null, null, null, null, null, null],
    ]);
    expect(figure.layout.title).toMatchObject({
      subtitle: { text: expect.stringContaining('n = 1,602') as string },
    });
    expect(figure.layout.title).toMatchObject({
      subtitle: { text: expect.stringContaining('n = 2,004') as string },
    });
  });
});

describe('scoresByValue', () => {
  const of = (...values: (number | string)[]) =>
    scoresByValue(
      values.map((value, index) => ({ label: `${value}, ${index}`, value, score })),
      { ...options, field: 'x' },
    );

  it('keeps candidates of one value apart', () => {
    expect(figureTable(of(16, 16, 32)).rows.map(([key]) => key)).toEqual([
      '16, 0',
      '16, 1',
      '32, 2',
    ]);
  });

  it('has an axis that suits the values', () => {
    expect(of(16, 32).layout.xaxis).toMatchObject({ type: 'linear', tickvals: [16, 32] });
    expect(of(0.001, 0.1).layout.xaxis?.type).toBe('log');
    expect(of(0, 0.1).layout.xaxis?.type).toBe('linear');
    expect(of('balanced', 'none').layout.xaxis?.type).toBe('category');
  });
});
