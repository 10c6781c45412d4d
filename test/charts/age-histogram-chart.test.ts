import { describe, expect, it } from 'vitest';
import { ageHistogramChart, figureTable } from '../../lib/src/charts/index.js';

const bins = [
  { from: 0, to: 10, count: 121 },
  { from: 10, to: 20, count: 169 },
];

describe('ageHistogramChart', () => {
  it('puts each bar over the middle of its bin', () => {
    expect(ageHistogramChart(bins).data[0]).toMatchObject({ x: [5, 15], y: [121, 169] });
  });

  it('names bins by their ends in the table', () => {
    expect(figureTable(ageHistogramChart(bins))).toEqual({
      columns: ['age (years)', 'images'],
      rows: [
        ['0–10', 121],
        ['10–20', 169],
      ],
    });
  });

  it('says how many images have no age', () => {
    expect(ageHistogramChart(bins, { missing: 57 }).layout.title).toMatchObject({
      subtitle: { text: 'n = 290 images; 57 more without an age' },
    });
  });
});
