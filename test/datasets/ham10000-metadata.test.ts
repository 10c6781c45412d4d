import { describe, expect, test } from 'vitest';
import { DatasetError } from '../../lib/src/core/index.js';
import { parseHam10000Metadata, parseIsic2019Metadata } from '../../lib/src/datasets/index.js';

const HEADER = 'lesion_id,image_id,dx,dx_type,age,sex,localization';
const FIRST = 'HAM_0000118,ISIC_0027419,bkl,histo,80.0,male,scalp';
const SECOND = 'HAM_0000118,ISIC_0025030,bkl,histo,,female,lower extremity';
const FILE = 'HAM10000_metadata.csv';

const parse = (text: string | Uint8Array) =>
  parseHam10000Metadata(typeof text === 'string' ? Buffer.from(text) : text, FILE);

const firstRow = {
  lesion_id: 'HAM_0000118',
  image_id: 'ISIC_0027419',
  dx: 'bkl',
  dx_type: 'histo',
  age: 80,
  sex: 'male',
  localization: 'scalp',
};

describe('reads', () => {
  test('typed rows, an empty age as null', () => {
    const { rows, ignoredColumns } = parse(`${HEADER}\n${FIRST}\n${SECOND}\n`);
    expect(rows).toEqual([
      firstRow,
      {
        ...firstRow,
        image_id: 'ISIC_0025030',
        age: null,
        sex: 'female',
        localization: 'lower extremity',
      },
    ]);
    expect(ignoredColumns).toEqual([]);
  });

  test.each([
    ['a byte order mark', `\uFEFF${HEADER}\n${FIRST}\n`],
    ['Windows line ends', `${HEADER}\r\n${FIRST}\r\n`],
    ['old Macintosh line ends', `${HEADER}\r${FIRST}\r`],
    ['no line end at the end', `${HEADER}\n${FIRST}`],
    ['blank rows at the end', `${HEADER}\n${FIRST}\n\n,,,,,,\n\n`],
    ['quoted values', `${HEADER}\n${FIRST.replaceAll(/[^,]+/g, '"$&"')}\n`],
    [
      'columns in another order',
      `age,${HEADER.replace(',age', '')}\n80,${FIRST.replace(',80.0', '')}\n`,
    ],
  ])('%s', (_, text) => {
    expect(parse(text).rows).toEqual([firstRow]);
  });

  test('a column more, and says that it is left out', () => {
    const { rows, ignoredColumns } = parse(`${HEADER},dataset\n${FIRST},vidir_modern\n`);
    expect(rows).toEqual([firstRow]);
    expect(ignoredColumns).toEqual(['dataset']);
  });

  test('ids that begin, go through their middle and end alike', () => {
    const lesions = ['HAM_0000118', 'HAM_0010118', 'HAM_0000118'];
    const lines = lesions.map((lesion, i) => `${lesion},ISIC_00${i}7419,nv,histo,5,male,back`);
    expect(parse([HEADER, ...lines].join('\n')).rows.map((row) => row.lesion_id)).toEqual(lesions);
  });

  test('images whose numbers are equal and whose names are not', () => {
    const ids = ['ISIC_0000017', 'ISIC_0000017_downsampled'];
    const lines = ids.map((id) => `${id},,,,`);
    const header = 'image,age_approx,anatom_site_general,lesion_id,sex';
    const { rows } = parseIsic2019Metadata(Buffer.from([header, ...lines].join('\n')), FILE);
    expect(rows.map((row) => row.image)).toEqual(ids);
  });

  test.each([
    ['0.0', 0],
    ['120', 120],
    ['', null],
  ])('an age of "%s"', (age, expected) => {
    expect(parse(`${HEADER}\n${FIRST.replace('80.0', age)}`).rows[0]?.age).toBe(expected);
  });
});

const again = 'Correct the value or get the file again.';
const withValue = (from: string, to: string) =>
  `${HEADER}\n${FIRST}\n${SECOND.replace(from, to)}\n`;

describe('refuses', () => {
  test.each<[string, string | Uint8Array, string]>([
    [
      'an unknown class',
      withValue('bkl', 'xyz'),
      `${FILE}, row 3: dx is "xyz", expected one of akiec, bcc, bkl, df, mel, nv, vasc. ${again}`,
    ],
    [
      'a class in capitals',
      withValue('bkl', 'BKL'),
      `${FILE}, row 3: dx is "BKL", expected one of akiec, bcc, bkl, df, mel, nv, vasc. ${again}`,
    ],
    [
      'an empty class',
      withValue('bkl', ''),
      `${FILE}, row 3: dx is "", expected one of akiec, bcc, bkl, df, mel, nv, vasc. ${again}`,
    ],
    [
      'a blank around a value',
      withValue('bkl', ' bkl'),
      `${FILE}, row 3: dx is " bkl", expected one of akiec, bcc, bkl, df, mel, nv, vasc. ${again}`,
    ],
    [
      'an unknown dx_type',
      withValue('histo', 'guess'),
      `${FILE}, row 3: dx_type is "guess", expected one of confocal, consensus, follow_up, histo. ${again}`,
    ],
    [
      'an unknown sex',
      withValue('female', 'f'),
      `${FILE}, row 3: sex is "f", expected one of female, male, unknown. ${again}`,
    ],
    [
      'an unknown localization',
      withValue('lower extremity', 'leg'),
      `${FILE}, row 3: localization is "leg", expected one of abdomen, acral, back, chest, ear, face, foot, genital, hand, lower extremity, neck, scalp, trunk, unknown, upper extremity. ${again}`,
    ],
    [
      'an age in words',
      withValue(',,', ',old,'),
      `${FILE}, row 3: age is "old", expected years from 0 to 120, or nothing. ${again}`,
    ],
    [
      'a negative age',
      withValue(',,', ',-5,'),
      `${FILE}, row 3: age is "-5", expected years from 0 to 120, or nothing. ${again}`,
    ],
    [
      'an age of 121',
      withValue(',,', ',121,'),
      `${FILE}, row 3: age is "121", expected years from 0 to 120, or nothing. ${again}`,
    ],
    [
      'an age of NaN',
      withValue(',,', ',NaN,'),
      `${FILE}, row 3: age is "NaN", expected years from 0 to 120, or nothing. ${again}`,
    ],
    [
      'an age in exponents',
      withValue(',,', ',1e1,'),
      `${FILE}, row 3: age is "1e1", expected years from 0 to 120, or nothing. ${again}`,
    ],
    [
      'an image id that is a path',
      withValue('ISIC_0025030', '../../x'),
      `${FILE}, row 3: image_id is "../../x", expected ISIC_ and seven digits. ${again}`,
    ],
    [
      'an empty lesion id',
      withValue('HAM_0000118', ''),
      `${FILE}, row 3: lesion_id is "", expected HAM_ and seven digits. ${again}`,
    ],
    [
      'control characters, shown escaped',
      withValue('bkl', '\u001B[2J'),
      `${FILE}, row 3: dx is "\\u001b[2J", expected one of akiec, bcc, bkl, df, mel, nv, vasc. ${again}`,
    ],
    [
      'an image twice',
      withValue('ISIC_0025030', 'ISIC_0027419'),
      `${FILE}, row 3: image_id is "ISIC_0027419" again, as at ${FILE}, row 2; expected each image once. Delete one of the two rows.`,
    ],
    [
      'a value too few',
      withValue(',lower extremity', ''),
      `${FILE}, row 3: 6 values, expected 7 as in the header. Correct the row or get the file again.`,
    ],
    [
      'a value too many',
      withValue('female', 'female,x'),
      `${FILE}, row 3: 8 values, expected 7 as in the header. Correct the row or get the file again.`,
    ],
    [
      'a blank row in between',
      `${HEADER}\n${FIRST}\n\n${SECOND}\n`,
      `${FILE}, row 3: no values, expected 7 as in the header. Correct the row or get the file again.`,
    ],
    [
      'a missing column',
      `${HEADER.replace(',age', '')}\n${FIRST}\n`,
      `${FILE}, row 1: column age is missing; the header is "lesion_id,image_id,dx,dx_type,sex,localization", expected ${HEADER}. Separate columns by commas, or get the file again.`,
    ],
    [
      'a column twice',
      `${HEADER},dx\n${FIRST},nv\n`,
      `${FILE}, row 1: column dx is there twice; the header is "lesion_id,image_id,dx,dx_type,age,sex,localization,dx", expected ${HEADER}. Separate columns by commas, or get the file again.`,
    ],
    [
      'semicolons',
      `${HEADER}\n${FIRST}\n`.replaceAll(',', ';'),
      `${FILE}, row 1: column lesion_id is missing; the header is "lesion_id;image_id;dx;dx_type;age;sex;localization", expected ${HEADER}. Separate columns by commas, or get the file again.`,
    ],
    [
      'an empty file',
      '',
      `${FILE} is empty, expected a header and a row for each image. Get the file again.`,
    ],
    [
      'blank rows only',
      '\n\n',
      `${FILE} is empty, expected a header and a row for each image. Get the file again.`,
    ],
    [
      'a header only',
      `${HEADER}\n`,
      `${FILE} has a header and no rows, expected a header and a row for each image. Get the file again.`,
    ],
    [
      'UTF-16',
      Buffer.from(`\uFEFF${HEADER}\n${FIRST}\n`, 'utf16le'),
      `${FILE} is not UTF-8 text. Save it as UTF-8 CSV or get the file again.`,
    ],
    [
      'Latin-1',
      Buffer.from(withValue('bkl', 'bkl\u00E9'), 'latin1'),
      `${FILE} is not UTF-8 text. Save it as UTF-8 CSV or get the file again.`,
    ],
    [
      'a file too big',
      Buffer.alloc(64 * 1024 ** 2 + 1),
      `${FILE} has 67108865 bytes, more than 67108864, expected a header and a row for each image. Get the file again.`,
    ],
  ])('%s', (_, text, message) => {
    expect(() => parse(text)).toThrow(DatasetError);
    expect(() => parse(text)).toThrow(new DatasetError(message));
  });

  test('a quote that is not closed', () => {
    expect(() => parse(`${HEADER}\n"${FIRST}\n`)).toThrow(
      /^HAM10000_metadata\.csv is not valid CSV: Quote Not Closed.*Correct the quotes or get the file again\.$/s,
    );
  });
});
