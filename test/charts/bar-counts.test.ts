import { describe, expect, it } from 'vitest';
import { barCounts, figureTable } from '../../lib/src/charts/index.js';

const rows = [
  { value: 'nv', count: 6705 },
  { value: 'mel', count: 1113 },
];

describe('barCounts', () => {
  it('labels each bar with count and share of all rows', () => {
    const [bars] = barCounts(rows).data;
    expect(bars).toMatchObject({
      x: [6705, 1113],
      y: ['nv', 'mel'],
      text: ['6,705 (85.8\u00a0%)', '1,113 (14.2\u00a0%)'],
    });
  });

  it('names n under the title', () => {
    expect(barCounts(rows, { title: 'Diagnosis' }).layout.title).toEqual({
      text: 'Diagnosis',
      subtitle: { text: 'n = 7,818 images' },
    });
  });

  it('draws no bar for no rows', () => {
    expect(figureTable(barCounts([])).rows).toEqual([]);
  });
});
