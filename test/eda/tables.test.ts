import { desc, escape, table } from 'arquero';
import { DataFrame } from 'danfojs-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { DatasetError } from '../../lib/src/core/index.js';
import { type Ham10000Row, loadHam10000 } from '../../lib/src/datasets/index.js';
import { fromArquero, fromDanfo, toArquero, toDanfo } from '../../lib/src/eda/index.js';

const COLUMNS = ['lesion_id', 'image_id', 'dx', 'dx_type', 'age', 'sex', 'localization'];
let rows: readonly Ham10000Row[] = [];

beforeAll(async () => {
  const ham10000 = await loadHam10000();
  rows = ham10000.rows;
  ham10000.close();
});

describe('arquero', () => {
  test('there and back gives the same rows, nulls among them', () => {
    const made = toArquero(rows);
    expect(made.columnNames()).toEqual(COLUMNS);
    expect(made.numRows()).toBe(10_015);
    expect(fromArquero(made)).toEqual(rows);
    expect(rows.filter((row) => row.age === null)).toHaveLength(57);
  });

  test('filtered and ordered tables give what they show', () => {
    const df = toArquero(rows)
      .filter(escape((row: Ham10000Row) => row.dx === 'df'))
      .orderby(desc('age'));
    const back = fromArquero(df);
    expect(back).toHaveLength(115);
    expect(back.every((row) => row.dx === 'df')).toBe(true);
    expect(back[0]?.age).toBe(Math.max(...back.map((row) => row.age ?? 0)));
  });

  test('further columns are left out', () => {
    const more = toArquero(rows.slice(0, 2)).derive({ one: '() => 1' });
    expect(fromArquero(more)).toEqual(rows.slice(0, 2));
  });

  test('no rows are no rows', () => {
    expect(fromArquero(toArquero([]))).toEqual([]);
  });

  test('names the column that is missing', () => {
    expect(() => fromArquero(toArquero(rows).select('dx', 'age'))).toThrow(
      new DatasetError(
        `arquero table: column lesion_id is missing, expected ${COLUMNS.join(', ')}. Keep these columns.`,
      ),
    );
  });

  test('names the row and column that is out of place', () => {
    const columns = Object.fromEntries(
      COLUMNS.map((c) => [c, rows.slice(0, 2).map((r) => r[c as 'dx'])]),
    );
    expect(() => fromArquero(table({ ...columns, sex: ['male', 3] }))).toThrow(
      'arquero table, row 1: sex is "3", expected one of female, male, unknown.',
    );
  });
});

describe('danfo', () => {
  test('there and back gives the same rows, nulls among them', async () => {
    const frame = await toDanfo(rows);
    expect(frame).toBeInstanceOf(DataFrame);
    expect(frame.columns).toEqual(COLUMNS);
    expect(frame.shape).toEqual([10_015, 7]);
    expect(fromDanfo(frame)).toEqual(rows);
  });

  test('a missing age may also be NaN', () => {
    const values = COLUMNS.map((c) => (c === 'age' ? Number.NaN : rows[0]?.[c as 'dx']));
    const frame = new DataFrame([values, values], { columns: COLUMNS });
    expect(fromDanfo(frame).map((row) => row.age)).toEqual([null, null]);
  });

  test('names the row and column that is out of place', () => {
    const values = COLUMNS.map((c) => (c === 'localization' ? 'head' : rows[0]?.[c as 'dx']));
    const frame = new DataFrame([values], { columns: COLUMNS });
    expect(() => fromDanfo(frame)).toThrow(
      /^danfo dataframe, row 0: localization is "head", expected one of abdomen/,
    );
  });
});
