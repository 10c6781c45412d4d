import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DatasetError } from '../../lib/src/core/index.js';
import { openPixelCsv, type PixelCsvOptions } from '../../lib/src/datasets/pixel-csv.js';

const scratch = mkdtempSync(join(tmpdir(), 'pixel-csv-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const HEADER = 'id,split,pixel0000,pixel0001,pixel0002,label\n';

function table(content: string | Buffer): string {
  const path = join(scratch, 'table.csv');
  writeFileSync(path, content);
  return path;
}

async function read(content: string | Buffer, options: PixelCsvOptions = {}) {
  const csv = await openPixelCsv(table(content));
  try {
    const rows: { row: number; text: readonly string[]; pixels: number[] }[] = [];
    for await (const { rowNumbers, text, pixels } of csv.batches(options)) {
      rowNumbers.forEach((row, index) => {
        const start = index * csv.pixelColumns;
        const ofRow = pixels.subarray(start, start + csv.pixelColumns);
        rows.push({ row, text: text[index] ?? [], pixels: [...ofRow] });
      });
    }
    return { rows, textColumns: csv.textColumns, sha256: csv.sha256() };
  } finally {
    await csv.close();
  }
}

describe('a pixel table', () => {
  const content = `${HEADER}a,test,0,9,255,nv\nb,train,10,99,100,mel\n`;
  const rows = [
    { row: 2, text: ['a', 'test', 'nv'], pixels: [0, 9, 255] },
    { row: 3, text: ['b', 'train', 'mel'], pixels: [10, 99, 100] },
  ];

  test('is read with its text before and after the pixels, and its hash', async () => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(await read(content)).toEqual({ rows, textColumns: ['id', 'split', 'label'], sha256 });
  });

  test.each([
    ['Windows line ends', content.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${content}`],
    ['quoted text', content.replace('a,test', '"a","test"').replace('id,', '"id",')],
    ['blank lines at its end', `${content}\n\n`],
  ])('may have %s', async (_, changed) => {
    expect((await read(changed)).rows).toEqual(rows);
  });

  test('keeps commas and quotes of quoted text', async () => {
    const quoted = content.replace('a,test', '"a, ""x""",test');
    expect((await read(quoted)).rows[0]?.text).toEqual(['a, "x"', 'test', 'nv']);
  });

  test('gives batches of the rows asked for, the last with the rest', async () => {
    const csv = await openPixelCsv(table(`${HEADER}${'a,test,1,2,3,nv\n'.repeat(5)}`));
    const sizes: number[] = [];
    for await (const { rowNumbers, pixels } of csv.batches({ batchRows: 2 })) {
      sizes.push(rowNumbers.length, pixels.length);
    }
    await csv.close();
    expect(sizes).toEqual([2, 6, 2, 6, 1, 3]);
  });

  test('passes over rows that are not wanted, and keeps their numbers', async () => {
    const wanted = ([, split]: readonly string[]) => split === 'train';
    expect((await read(content, { wanted })).rows).toEqual([rows[1]]);
  });

  test('is read alike when rows cross the blocks that the file is read in', async () => {
    const pixels = Array.from({ length: 3000 }, (_, index) => index % 256);
    const names = pixels.map((_, index) => `pixel${String(index).padStart(4, '0')}`);
    const lines = Array.from({ length: 300 }, (_, row) => `${row},${pixels.join(',')}\n`);
    const { rows: found } = await read(`id,${names.join(',')}\n${lines.join('')}`);
    expect(found.map(({ text }) => Number(text[0]))).toEqual([...lines.keys()]);
    expect(found.every((row) => row.pixels.every((value, index) => value === pixels[index]))).toBe(
      true,
    );
  });
});

describe('a pixel table is refused, with the place, where', () => {
  const good = 'a,test,1,2,3,nv\n';
  test.each<[string, string | Buffer, string]>([
    [
      'a pixel is too large',
      `${HEADER}${good}b,test,1,256,3,nv\n`,
      ', row 3, column pixel0001: "256" is no whole number from 0 to 255',
    ],
    [
      'a pixel has four digits',
      `${HEADER}b,test,1,0002,3,nv\n`,
      ', row 2, column pixel0001: "0002" is no',
    ],
    [
      'a pixel is a fraction',
      `${HEADER}b,test,1.0,2,3,nv\n`,
      ', row 2, column pixel0000: "1.0" is no',
    ],
    ['a pixel is missing', `${HEADER}b,test,1,,3,nv\n`, ', row 2, column pixel0001: "" is no'],
    ['a pixel is negative', `${HEADER}b,test,1,2,-3,nv\n`, ', row 2, column pixel0002: "-3" is no'],
    [
      'a NUL byte stands in a pixel',
      `${HEADER}b,test,1,2\0,3,nv\n`,
      ', row 2, column pixel0001: "2\\u0000" is no',
    ],
    [
      'a NUL byte stands in text',
      `${HEADER}b\0,test,1,2,3,nv\n`,
      ', row 2, column id: "b\\u0000" is not plain',
    ],
    [
      'text is not UTF-8',
      Buffer.from(`${HEADER}b\xff,test,1,2,3,nv\n`, 'latin1'),
      ', row 2, column id:',
    ],
    ['a quote is never closed', `${HEADER}"b,test,1,2,3,nv\n${good}`, ', row 2, column id:'],
    ['a row is short', `${HEADER}${good}b,test,1,2\n`, ', row 3: 4 values, expected 6'],
    ['a row is long', `${HEADER}b,test,1,2,3,nv,9\n`, ', row 2: 7 values, expected 6'],
    ['a row has one value', `${HEADER}b\n`, ', row 2: 1 values, expected 6'],
    ['a row is blank', `${HEADER}${good}\n${good}`, ', row 3: a blank row'],
    [
      'the file ends within a row',
      `${HEADER}${good}b,test,1`,
      ', row 3: the file ends within a row',
    ],
    [
      'a line never ends',
      `${HEADER}${'7'.repeat(3_000_000)}`,
      ', row 2: a line of more than 65560 bytes',
    ],
    [
      'the header never ends',
      '7'.repeat(40_000_000),
      ', row 1: a line of more than 16777216 bytes',
    ],
    ['it is empty', '', ', row 1: the file is empty'],
    [
      'it has no pixels',
      'id,label\na,nv\n',
      ', row 1: no pixel columns; the header begins "id,label"',
    ],
    ['pixels are out of order', 'id,pixel0000,pixel0002\n', ', row 1: column 3 is "pixel0002"'],
    ['pixels are apart', 'pixel0000,id,pixel0001\n', ', row 1: column 2 is "id"'],
    ['a column is there twice', 'id,id,pixel0000\n', ', row 1: column "id" is there twice'],
  ])('%s', async (_, content, message) => {
    const error: unknown = await read(content).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatasetError);
    expect((error as Error).message).toContain(`${join(scratch, 'table.csv')}${message}`);
  });

  test('nothing, or a folder, is there', async () => {
    await expect(openPixelCsv(join(scratch, 'nowhere.csv'))).rejects.toThrow(
      /nowhere\.csv cannot be read \(ENOENT\)/,
    );
    await expect(openPixelCsv(scratch)).rejects.toThrow(/cannot be read \(EISDIR\)/);
  });
});
