import { describe, expect, it } from 'vitest';
import { darkTemplate, figureTable, lightTemplate } from '../../lib/src/charts/index.js';
import { everyChart } from './every-chart.js';

describe.each(Object.keys(everyChart()))('%s', (name) => {
  it('says in its title that a run was quick', () => {
    const title = everyChart({ quick: true, title: 'A title' })[name]?.layout.title;
    expect(title).toMatchObject({ text: 'A title (quick run)' });
  });

  it('is in the light template unless told otherwise', () => {
    expect(everyChart()[name]?.layout.template).toBe(lightTemplate);
    expect(everyChart({ template: darkTemplate })[name]?.layout.template).toBe(darkTemplate);
  });

  it('is plain data', () => {
    const figure = everyChart()[name];
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
  });

  it('has a table with a cell a column', () => {
    const table = figureTable(everyChart()[name] ?? { data: [], layout: {} });
    expect(table.rows.length).toBeGreaterThan(0);
    for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  });
});
