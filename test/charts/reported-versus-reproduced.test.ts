import { describe, expect, it } from 'vitest';
import { figureTable, reportedVersusReproduced } from '../../lib/src/charts/index.js';

const figure = reportedVersusReproduced([
  {
    model: 'CNN',
    reported: 0.752,
    reproduced: { value: 0.73, low: 0.69, high: 0.76, baseline: 0.157, testRows: 700 },
  },
  { model: 'MLP', reproduced: null, leakFree: null },
]);

describe('reportedVersusReproduced', () => {
  it('has a line for each accuracy that is known or to come', () => {
    expect(figure.layout.yaxis?.categoryarray).toEqual([
      'CNN, reported',
      'CNN, reproduced',
      'MLP, reproduced',
      'MLP, leak-free',
    ]);
  });

  it('draws the interval around a measured accuracy', () => {
    const table = figureTable(figure);
    const row = table.rows.find(([key]) => key === 'CNN, reproduced') ?? [];
    const cells = table.columns.map((column, index) => [column, row[index]]);
    expect(Object.fromEntries(cells)).toMatchObject({
      reproduced: 0.73,
      'reproduced, 95 % low': expect.closeTo(0.69, 12) as number,
      'reproduced, 95 % high': expect.closeTo(0.76, 12) as number,
      'always the commonest class': 0.157,
    });
  });

  it('writes “not finished yet” where there is no number, and draws no dot', () => {
    const labels = figure.layout.annotations?.map((label) => label.text);
    expect(labels).toEqual(['75.2\u00a0%', '73.0\u00a0%', 'not finished yet', 'not finished yet']);
    expect(figure.data[2]).toMatchObject({ name: 'leak-free', x: [null] });
  });

  it('rules off one model from the next', () => {
    expect(figure.layout.shapes).toMatchObject([{ y0: 1.5, y1: 1.5 }]);
  });
});
