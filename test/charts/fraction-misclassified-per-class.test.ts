import { describe, expect, it } from 'vitest';
import { figureTable, fractionMisclassifiedPerClass } from '../../lib/src/charts/index.js';

const matrix = [
  [8, 2, 0],
  [0, 10, 0],
  [0, 0, 0],
];
const figure = fractionMisclassifiedPerClass(matrix, ['mel', 'nv', 'df']);

describe('fractionMisclassifiedPerClass', () => {
  it('gives fractions with Wilson’s 95 % intervals', () => {
    const rows = figureTable(figure).rows.map((row) =>
      row.map((cell) => (typeof cell === 'number' ? Number(cell.toFixed(4)) : cell)),
    );
    // scipy.stats.binomtest(2, 10).proportion_ci(method='wilson') and (0, 10)
    expect(rows).toEqual([
      ['mel (n = 10)', 0.2, 0.0567, 0.5098],
      ['nv (n = 10)', 0, 0, 0.2775],
      ['df (n = 0)', null, null, null],
    ]);
  });

  it('says in words that a class has no rows', () => {
    expect(figure.layout.annotations?.map((label) => label.text)).toEqual([
      '20\u00a0%',
      '0\u00a0%',
      'no test rows',
    ]);
  });
});
