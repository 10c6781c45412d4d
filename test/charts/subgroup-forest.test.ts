import { describe, expect, it } from 'vitest';
import { figureTable, subgroupForest } from '../../lib/src/charts/index.js';

const some = { rows: 1200, lesions: 900, tooSmall: false, warnings: [] };
const sections = [
  {
    heading: 'sex',
    subgroups: [
      { ...some, group: 'female', metrics: { accuracy: { value: 0.7, low: 0.6, high: 0.9 } } },
      {
        group: 'unknown',
        rows: 1,
        lesions: 1,
        tooSmall: true,
        warnings: [],
        metrics: { accuracy: { value: 1, low: Number.NaN, high: Number.NaN } },
      },
    ],
  },
  {
    heading: 'age',
    subgroups: [
      {
        ...some,
        group: 'unknown',
        metrics: { accuracy: { value: Number.NaN, low: Number.NaN, high: Number.NaN } },
      },
    ],
  },
];
const overall = { value: 0.72, low: 0.7, high: 0.745 };
const figure = subgroupForest(sections, { metric: 'accuracy', overall });

describe('subgroupForest', () => {
  it('has of each group rows, lesions, value and interval', () => {
    const rows = figureTable(figure).rows.map((row) =>
      row.map((cell) => (typeof cell === 'number' ? Number(cell.toFixed(6)) : cell)),
    );
    expect(rows).toEqual([
      ['sex: female (n = 1,200, 900 lesions)', 0.7, 0.6, 0.9],
      ['sex: unknown (n = 1, 1 lesion, too few to say)', 1, null, null],
      ['age: unknown (n = 1,200, 900 lesions)', null, null, null],
    ]);
  });

  it('says which group is too small, and which metric undefined, beside the dots', () => {
    expect(figure.layout.annotations?.map((label) => label.text)).toEqual([
      '0.70 (0.60–0.90)',
      '1.00<br><span style="font-size:10px">too few to say</span>',
      'undefined',
    ]);
    expect(figure.data[0]).toMatchObject({
      marker: { symbol: ['circle', 'circle-open', 'circle'] },
    });
  });

  it('stands headings over the groups', () => {
    expect(figure.layout.yaxis?.ticktext?.filter((text) => text.startsWith('<b>'))).toEqual([
      '<b>sex</b>',
      '<b>age</b>',
    ]);
  });

  it('draws a rule at the value of all rows, and names it', () => {
    expect(figure.layout.shapes?.[0]).toMatchObject({ x0: 0.72, x1: 0.72 });
    expect(figure.layout.title).toMatchObject({
      subtitle: { text: 'lines: 95 % intervals<br>dotted line: all rows, 0.72 (0.70–0.74)' },
    });
  });

  it('reaches as far as the values do', () => {
    const [section] = sections;
    const [female] = section!.subgroups;
    const loss = { value: 1.4, low: -0.5, high: 2 };
    const far = subgroupForest(
      [{ heading: 'sex', subgroups: [{ ...female!, metrics: { loss } }] }],
      {
        metric: 'loss',
      },
    );
    expect(far.layout.xaxis?.range).toEqual([-0.5, 2.04]);
    expect(figure.layout.xaxis?.range).toEqual([0, 1.02]);
  });
});
