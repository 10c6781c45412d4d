import { describe, expect, it } from 'vitest';
import { figureTable, precisionRecallCurves, rocCurves } from '../../lib/src/charts/index.js';
import { precisionRecallCurve, rocCurve } from '../../lib/src/metrics/index.js';

const yTrue = [0, 0, 1, 1];
const yScore = [0.1, 0.4, 0.35, 0.8];
const score = { value: 0.75, low: 0.5, high: 1 };
const classes = ['akiec', 'bcc', 'bkl', 'df', 'mel'];

describe('rocCurves', () => {
  const curve = rocCurve(yTrue, yScore);
  const figure = rocCurves(classes.map((label) => ({ label, curve, score, rows: 1200 })));

  it('names each class with its area, interval and rows', () => {
    expect(figure.data.map((trace) => trace.name)[4]).toBe('mel 0.75 (0.50–1.00), n = 1,200');
  });

  it('draws the points of the curve', () => {
    expect(figure.data[0]).toMatchObject({ x: [0, 0, 0.5, 0.5, 1], y: [0, 0.5, 0.5, 1, 1] });
  });

  it('tells classes of one colour apart by their dash', () => {
    const dashes = figure.data.map((trace) => (trace as { line: { dash: string } }).line.dash);
    expect(dashes).toEqual(['solid', 'solid', 'solid', 'solid', 'dot']);
  });

  it('grows with its legend', () => {
    const two = rocCurves(classes.slice(0, 2).map((label) => ({ label, curve, score, rows: 1 })));
    expect(figure.layout.height! - two.layout.height!).toBe(60);
  });

  it('says undefined where a class has no area', () => {
    const none = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
    const [trace] = rocCurves([{ label: 'df', curve, score: none, rows: 0 }]).data;
    expect(trace?.name).toBe('df undefined, n = 0');
  });
});

describe('precisionRecallCurves', () => {
  const curve = precisionRecallCurve(yTrue, yScore);
  const figure = precisionRecallCurves([{ label: 'mel', curve, score, rows: 2 }]);

  it('draws steps, as average precision takes them', () => {
    expect(figure.data[0]).toMatchObject({
      x: [1, 1, 0.5, 0.5, 0],
      y: [0.5, 2 / 3, 0.5, 1, 1],
      line: { shape: 'hv' },
    });
  });

  it('is drawn for no classes', () => {
    expect(figureTable(precisionRecallCurves([])).rows).toEqual([]);
  });
});
