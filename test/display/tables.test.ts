import { desc, table } from 'arquero';
import { load } from 'cheerio';
import { DataFrame } from 'danfojs-node';
import { describe, expect, it } from 'vitest';
import { representation } from '../../lib/src/display/index.js';

const rows = [
  { dx: 'mel', age: 45.123456789, localization: 'back' },
  { dx: 'nv', age: Number.NaN, localization: null },
];

async function html(value: unknown): Promise<string> {
  return String((await representation(value)).data['text/html']);
}

async function text(value: unknown): Promise<string> {
  return (await representation(value)).data['text/plain'];
}

describe('arrays of plain objects', () => {
  it('are a table of text', async () => {
    expect(await text(rows)).toMatchInlineSnapshot(`
      "   dx       age  localization
      0  mel  45.1235  back
      1  nv       NaN
      2 rows × 3 columns"
    `);
  });

  it('set numbers to the right and text to the left', async () => {
    const page = load(await html(rows));
    const styles = page('tbody tr:first-child td').map((_, cell) => page(cell).attr('style'));
    expect(styles.get()).toEqual(['text-align:left', 'text-align:right', 'text-align:left']);
  });

  it('tell NaN from what is missing', async () => {
    const page = load(await html(rows));
    const cells = page('tbody tr:last-child td').map((_, cell) => page(cell).html());
    expect(cells.get()).toEqual(['nv', '<i style="opacity:0.6">NaN</i>', '']);
  });

  it('have the columns of all rows', async () => {
    expect(await text([{ a: 1 }, { b: 2 }])).toContain('2 rows × 2 columns');
  });

  it('are no table where an entry is not plain, or there is none', async () => {
    expect(await text([{ a: 1 }, new Date(0)])).toContain('[ { a: 1 }, 1970-01-01T00:00:00.000Z ]');
    expect(await text([])).toBe('[]');
    expect(await text([{}])).toBe('[ {} ]');
  });

  it('come from any realm', async () => {
    const { runInNewContext } = await import('node:vm');
    expect(await text(runInNewContext('[{ dx: "mel" }]'))).toContain('1 row × 1 column');
  });
});

describe('long and wide tables', () => {
  it('show the first ten and last five rows', async () => {
    const shown = await text(Array.from({ length: 10_015 }, (_, number) => ({ number })));
    expect(shown.split('\n').map((line) => line.split(/ +/)[0])).toEqual([
      ...['', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '…'],
      ...['10010', '10011', '10012', '10013', '10014', '…'],
    ]);
    expect(shown).toContain('… 10,015 rows × 1 column');
  });

  it('show 15 rows whole', async () => {
    const shown = await text(Array.from({ length: 15 }, (_, number) => ({ number })));
    expect(shown).not.toContain('…');
  });

  it('show the first 15 and last five columns', async () => {
    const wide = Object.fromEntries(Array.from({ length: 100 }, (_, column) => [`c${column}`, 1]));
    const page = load(await html([wide]));
    const heads = page('thead th').map((_, cell) => page(cell).text());
    expect(heads.get().slice(14)).toEqual(['c13', 'c14', '…', 'c95', 'c96', 'c97', 'c98', 'c99']);
  });

  it('cut long cells', async () => {
    expect(await text([{ note: 'x'.repeat(1000) }])).toContain(`${'x'.repeat(79)}…`);
  });
});

describe('hostile text', () => {
  const attack = '</td><script>alert(1)</script><img src=x onerror="alert(2)">\'&\n\u0007';

  it.each([
    ['cells', [{ a: attack }]],
    ['headings', [{ [attack]: 1 }]],
    ['row labels', new DataFrame([[1]], { columns: ['a'], index: [attack] })],
    ['objects in cells', [{ a: { [attack]: attack } }]],
  ])('in %s stays text', async (_, value) => {
    const page = load(await html(value));
    expect(page('script, img').length).toBe(0);
    expect(page('tbody tr').length).toBe(1);
    expect(page('table').text()).toContain('<script>alert(1)</script>');
  });

  it('cannot break the lines of the text', async () => {
    expect((await text([{ a: attack }])).split('\n')).toHaveLength(3);
  });
});

describe('tables of libraries', () => {
  it('shows an arquero table filtered and in order', async () => {
    const shown = table({ dx: ['mel', 'nv', 'bkl'], n: [1, 3, 2] })
      .filter((row: { n: number }) => row.n > 1)
      .orderby(desc('n'));
    expect(await text(shown)).toMatchInlineSnapshot(`
      "   dx   n
      0  nv   3
      1  bkl  2
      2 rows × 2 columns"
    `);
  });

  it('shows a danfo dataframe with its index', async () => {
    const frame = new DataFrame(
      [
        ['mel', 1],
        ['nv', null],
      ],
      {
        columns: ['dx', 'n'],
        index: ['p', 'q'],
      },
    );
    expect(await text(frame)).toMatchInlineSnapshot(`
      "   dx   n
      p  mel  1
      q  nv
      2 rows × 2 columns"
    `);
  });

  it('shows a danfo series', async () => {
    const frame = new DataFrame([[45], [50]], { columns: ['age'] });
    expect(await text(frame['age'])).toMatchInlineSnapshot(`
      "   age
      0   45
      1   50
      2 rows × 1 column"
    `);
  });

  it('shows columns and rows', async () => {
    expect(await text({ columns: ['dx', 'n'], rows: [['nv', 2]] })).toContain('0  nv  2');
  });
});
