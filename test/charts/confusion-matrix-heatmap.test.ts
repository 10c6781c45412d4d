import { describe, expect, it } from 'vitest';
import { confusionMatrixHeatmap, figureTable } from '../../lib/src/charts/index.js';

const matrix = [
  [8, 2, 0],
  [1, 1234, 0],
  [0, 0, 0],
];
const classes = ['mel', 'nv', 'df'];

describe('confusionMatrixHeatmap', () => {
  it('colours by share of the true class, and a class without rows not at all', () => {
    expect(confusionMatrixHeatmap(matrix, classes).data[0]).toMatchObject({
      z: [
        [0.8, 0.2, 0],
        [1 / 1235, 1234 / 1235, 0],
        [null, null, null],
      ],
      zmin: 0,
      zmax: 1,
    });
  });

  it('writes counts into the cells', () => {
    expect(figureTable(confusionMatrixHeatmap(matrix, classes))).toEqual({
      columns: ['true \\ predicted', 'mel', 'nv', 'df'],
      rows: [
        ['mel', '8', '2', '0'],
        ['nv', '1', '1,234', '0'],
        ['df', '0', '0', '0'],
      ],
    });
  });

  it('reads from the top, as the matrix is written', () => {
    expect(confusionMatrixHeatmap(matrix, classes).layout.yaxis?.autorange).toBe('reversed');
  });

  it('names n', () => {
    expect(confusionMatrixHeatmap(matrix, classes).layout.title).toMatchObject({
      subtitle: { text: 'n = 1,245 test rows; colour: share of the true class' },
    });
  });
});
