import { describe, expect, it } from 'vitest';
import { crossTableHeatmap, figureTable } from '../../lib/src/charts/index.js';

const table = {
  columns: ['female', 'male'],
  rows: [
    { value: 'mel', counts: [1000, 3000] },
    { value: 'df', counts: [0, 0] },
  ],
};

describe('crossTableHeatmap', () => {
  const figure = crossTableHeatmap(table, { down: 'diagnosis', across: 'sex' });

  it('colours by the share of the row, and leaves a row without counts uncoloured', () => {
    expect(figure.data[0]).toMatchObject({
      z: [
        [0.25, 0.75],
        [null, null],
      ],
    });
  });

  it('writes counts, n and both names', () => {
    expect(figure.data[0]).toMatchObject({
      text: [
        ['1,000', '3,000'],
        ['0', '0'],
      ],
    });
    expect(figure.layout.title).toMatchObject({
      text: 'diagnosis and sex',
      subtitle: { text: 'n = 4,000 images; colour: share of the row' },
    });
  });

  it('has a table that names rows and columns', () => {
    expect(figureTable(figure)).toEqual({
      columns: ['diagnosis \\ sex', 'female', 'male'],
      rows: [
        ['mel', '1,000', '3,000'],
        ['df', '0', '0'],
      ],
    });
  });
});
