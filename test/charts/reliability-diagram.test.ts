import { describe, expect, it } from 'vitest';
import { figureTable, reliabilityDiagram } from '../../lib/src/charts/index.js';

const bins = [
  { low: 0.5, high: 0.6, rows: 10, confidence: 0.55, accuracy: 0.2 },
  { low: 0.9, high: 1, rows: 90, confidence: 0.95, accuracy: 1 },
];
const figure = reliabilityDiagram(bins, { expectedCalibrationError: 0.08 });

describe('reliabilityDiagram', () => {
  it('gives each bin its rows and a Wilson interval', () => {
    const table = figureTable(figure);
    expect(table.columns.slice(1)).toEqual([
      'accuracy',
      'accuracy, 95 % low',
      'accuracy, 95 % high',
    ]);
    const rounded = table.rows.map((row) =>
      row.map((cell) => (typeof cell === 'number' ? Number(cell.toFixed(4)) : cell)),
    );
    // scipy.stats.binomtest(2, 10).proportion_ci(method='wilson') and (90, 90)
    expect(rounded).toEqual([
      ['0.50–0.60 (n = 10)', 0.2, 0.0567, 0.5098],
      ['0.90–1.00 (n = 90)', 1, 0.9591, 1],
    ]);
  });

  it('has n and the calibration error under the title', () => {
    expect(figure.layout.title).toMatchObject({
      subtitle: { text: 'n = 100; calibration error 0.080; lines: 95 % intervals' },
    });
  });

  it('draws the area of a dot by its share of the rows', () => {
    const [few, many] = (figure.data[0] as unknown as { marker: { size: number[] } }).marker.size;
    expect((many! - 5) / (few! - 5)).toBeCloseTo(3, 10);
  });

  it('is drawn for no bins', () => {
    expect(figureTable(reliabilityDiagram([])).rows).toEqual([]);
  });
});
